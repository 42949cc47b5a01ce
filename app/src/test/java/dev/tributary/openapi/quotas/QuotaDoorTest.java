package dev.tributary.openapi.quotas;

import static dev.tributary.openapi.Doors.violations;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.access.Scope;
import dev.tributary.openapi.Doors;
import dev.tributary.testing.Api;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class QuotaDoorTest {

    @RegisterExtension
    static final Doors doors = new Doors();

    @Test
    void aQuotaIsSetLookedAtChangedAndEnded() {
        var api = shop(100);
        var made = set(api, "flash", "\"kind\": \"DEDICATED\", \"amount\": 30, \"channels\": [\"app\"]");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("ETag")).hasValue("\"1\"");
        assertThat(made.json().path("state").asString()).isEqualTo("IN_FORCE");
        assertThat(made.json().path("left").asLong()).isEqualTo(30);

        var refused = order(api, "web", "N-1", 71);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("type").asString()).endsWith("/quota-exhausted");
        assertThat(refused.json().path("titleChinese").asString()).isNotEmpty();
        assertThat(violations(refused.json())).containsExactly("/lines/0/units quota_exhausted");
        assertThat(refused.json().path("lines").get(0).path("available").asLong())
                .isEqualTo(70);
        assertThat(order(api, "app", "N-2", 10).status()).isEqualTo(201);
        await().untilAsserted(() -> {
            var available = api.get("/v1/availability?skus=MILK&channel=web").json();
            assertThat(available.path("totals").get(0).path("available").asLong())
                    .isEqualTo(70);
        });

        var read = api.get("/v1/quotas/flash");
        assertThat(read.json().path("used").asLong()).isEqualTo(10);
        assertThat(read.header("ETag")).hasValue("\"1\"");
        var changed = set(
                api, "flash", "\"kind\": \"DEDICATED\", \"amount\": 50, \"channels\": [\"app\"]", "If-Match", "\"1\"");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("ETag")).hasValue("\"2\"");
        assertThat(set(
                                api,
                                "flash",
                                "\"kind\": \"DEDICATED\", \"amount\": 9, \"channels\": [\"app\"]",
                                "If-Match",
                                "\"1\"")
                        .status())
                .isEqualTo(412);
        assertThat(api.get("/v1/quotas?sku=MILK&channel=app&limit=1").json().path("items"))
                .hasSize(1);
        assertThat(api.get("/v1/quotas?channel=web").json().path("items")).isEmpty();

        assertThat(delete(api, "flash", "If-Match", "\"1\"").status()).isEqualTo(412);
        assertThat(delete(api, "flash").json().path("state").asString()).isEqualTo("ENDED");
        assertThat(delete(api, "flash").status()).isEqualTo(200);
        assertThat(delete(api, "never").status()).isEqualTo(404);
        assertThat(api.get("/v1/quotas").json().path("items")).isEmpty();
        assertThat(api.get("/v1/quotas?show=ALL").json().path("items")).hasSize(1);
        assertThat(order(api, "web", "N-3", 71).status()).isEqualTo(201);
    }

    @Test
    void theSameKeyHasOneEffect() {
        var api = shop(10);
        String members = "\"kind\": \"CAP\", \"amount\": 3, \"channels\": [\"app\"]";
        assertThat(set(api, "key", members, "Idempotency-Key", "k-1").status()).isEqualTo(201);
        var again = set(api, "key", members, "Idempotency-Key", "k-1");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("Idempotent-Replayed")).hasValue("true");
        assertThat(set(api, "key", members, "Idempotency-Key", "k-1", "If-Match", "\"1\"")
                        .json()
                        .path("type")
                        .asString())
                .endsWith("/reused-key");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        var api = shop(10);
        var unknown = api.put(
                "/v1/quotas/wrong",
                "{\"sku\": \"NO\", \"node\": \"no\", \"channels\": [\"no\"], \"kind\": \"HALF\", \"amount\": -1, \"only\": 1}");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(violations(unknown.json()))
                .contains(
                        "/sku unknown_sku",
                        "/node unknown_node",
                        "/channels unknown_channel",
                        "/kind invalid_value",
                        "/amount out_of_range",
                        "/only wrong_type",
                        "/reason required");
        var bad = set(
                api,
                "wrong",
                "\"kind\": \"PERCENT\", \"amount\": 101, \"only\": true, \"channels\": [\"app\", \"app\"]");
        assertThat(violations(bad.json())).containsExactly("/channels count", "/amount out_of_range", "/only not_here");
        assertThat(api.get("/v1/quotas?sku=NO").status()).isEqualTo(400);
        assertThat(api.get("/v1/quotas/none").status()).isEqualTo(404);
    }

    private static Api shop(long units) {
        var api = doors.merchant(Scope.SETUP_WRITE, Scope.STOCK_READ, Scope.STOCK_WRITE, Scope.ORDERS_WRITE)
                .api();
        api.put("/v1/nodes/wh-1", "{\"name\": \"Warehouse\", \"kind\": \"WAREHOUSE\"}");
        for (String channel : new String[] {"app", "web"}) {
            api.put("/v1/channels/" + channel, "{\"name\": \"App\", \"adapter\": \"app\", \"nodes\": [\"wh-1\"]}");
        }
        Doors.csv(api, "/v1/products:batch", "product,sku,name,price\np,MILK,Milk,1\n");
        api.post(
                "/v1/stock:batch",
                "{\"lines\": [{\"node\": \"wh-1\", \"sku\": \"MILK\", \"kind\": \"RECEIVE\", \"units\": %d, \"cause\": \"r\"}]}"
                        .formatted(units),
                "Idempotency-Key",
                "k" + System.nanoTime());
        return api;
    }

    private static Api.Answer set(Api api, String code, String members, String... headers) {
        String body = "{\"sku\": \"MILK\", \"reason\": \"a test\", %s}".formatted(members);
        return api.method("PUT", "/v1/quotas/" + code, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    private static Api.Answer delete(Api api, String code, String... headers) {
        return api.method("DELETE", "/v1/quotas/" + code, new byte[0], headers);
    }

    private static Api.Answer order(Api api, String channel, String number, int units) {
        return api.post(
                "/v1/orders",
                "{\"channel\": \"%s\", \"number\": \"%s\", \"lines\": [{\"sku\": \"MILK\", \"units\": %d, \"unitPrice\": {\"amount\": 100, \"currency\": \"CNY\"}}]}"
                        .formatted(channel, number, units));
    }
}
