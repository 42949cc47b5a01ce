package dev.tributary.openapi.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.openapi.Doors;
import dev.tributary.testing.Api;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MerchantDoorTest {

    @RegisterExtension
    static final Doors doors = new Doors();

    @Test
    void aMerchantAndItsClientAreMadeByTheAdministrator() {
        var admin = doors.admin();
        String merchant = "{\"code\":\"m-one\",\"name\":\"一号店\",\"zone\":\"Asia/Shanghai\",\"currency\":\"CNY\"}";
        var created = admin.post("/v1/merchants", merchant);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().path("name").asString()).isEqualTo("一号店");
        assertThat(admin.post("/v1/merchants", merchant).status()).isEqualTo(200);
        assertThat(admin.post("/v1/merchants", merchant.replace("CNY", "USD")).status())
                .isEqualTo(409);

        var client = admin.post(
                "/v1/merchants/m-one/clients",
                "{\"name\":\"erp\",\"scopes\":[\"setup:read\",\"setup:write\"]}",
                "Idempotency-Key",
                "client-1");
        assertThat(client.status()).isEqualTo(201);
        assertThat(client.json().path("clientSecret").asString()).isNotEmpty();
        var again = admin.post(
                "/v1/merchants/m-one/clients",
                "{\"name\":\"erp\",\"scopes\":[\"setup:read\",\"setup:write\"]}",
                "Idempotency-Key",
                "client-1");
        assertThat(again.header("Idempotent-Replayed")).contains("true");
        assertThat(again.json().path("clientId")).isEqualTo(client.json().path("clientId"));
        assertThat(again.json().has("clientSecret")).isFalse();
        assertThat(admin.post("/v1/merchants/nobody/clients", "{\"name\":\"x\",\"scopes\":[\"setup:read\"]}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aMerchantsClientMakesNoMerchants() {
        assertThat(doors.newMerchant().post("/v1/merchants", "{}").status()).isEqualTo(403);
        assertThat(Api.stranger(doors.hub()).post("/v1/merchants", "{}").status())
                .isEqualTo(401);
    }
}
