package dev.tributary.openapi.setup;

import static dev.tributary.openapi.Doors.violations;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.openapi.Doors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ChannelDoorTest {

    @RegisterExtension
    static final Doors doors = new Doors();

    @Test
    void aChannelIsSavedWithItsAccountAndShowsItsDoorButNoSecret() {
        var api = doors.newMerchant();
        api.put("/v1/nodes/wh-1", "{\"name\": \"Warehouse\", \"kind\": \"WAREHOUSE\"}");
        String channel = """
                {"name": "Shop", "adapter": "shopify", "nodes": ["wh-1"], "account": {
                 "shopDomain": "demo.myshopify.com", "webhookSecret": "hush-1", "apiBaseUrl": "http://localhost:1/api",
                 "accessToken": "hush-2", "locationId": "1"}}
                """;

        var saved = api.put("/v1/channels/shop", channel);

        assertThat(saved.status()).as(saved.body()).isEqualTo(200);
        assertThat(saved.json().path("door").asString())
                .isEqualTo("/doors/shopify/" + saved.json().path("id").asString());
        assertThat(saved.json().path("holdMinutes").asInt()).isEqualTo(30);
        assertThat(saved.body()).doesNotContain("hush").contains("webhookSecret");
        var kept =
                api.put("/v1/channels/shop", "{\"name\": \"Shop 2\", \"adapter\": \"shopify\", \"nodes\": [\"wh-1\"]}");
        assertThat(kept.status()).as(kept.body()).isEqualTo(200);
        assertThat(kept.json().path("id")).isEqualTo(saved.json().path("id"));
        assertThat(kept.json().at("/account/shopDomain").asString()).isEqualTo("demo.myshopify.com");
    }

    @Test
    void everythingWrongWithAChannelIsSaidAtOnce() {
        var answer = doors.newMerchant()
                .put("/v1/channels/shop", "{\"adapter\": \"shopify\", \"nodes\": [\"moon\"], \"holdMinutes\": 0}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(violations(answer.json()))
                .contains(
                        "/name required",
                        "/nodes/0 unknown_node",
                        "/holdMinutes out_of_range",
                        "/account/shopDomain required");
        assertThat(violations(doors.newMerchant()
                        .put("/v1/channels/shop", "{\"name\": \"x\", \"adapter\": \"telex\", \"nodes\": []}")
                        .json()))
                .containsExactly("/adapter unknown_adapter");
    }
}
