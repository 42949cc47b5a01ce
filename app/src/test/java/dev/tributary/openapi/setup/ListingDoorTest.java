package dev.tributary.openapi.setup;

import static dev.tributary.openapi.Doors.csv;
import static dev.tributary.openapi.Doors.errors;
import static dev.tributary.openapi.Doors.violations;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.openapi.Doors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ListingDoorTest {

    @RegisterExtension
    static final Doors doors = new Doors();

    @Test
    void listingsComeAsABatchOrAFile() {
        var api = doors.newMerchant();
        api.put("/v1/channels/app", "{\"name\": \"App\", \"adapter\": \"app\", \"nodes\": []}");
        csv(api, "/v1/products:batch", "product,sku,name,price\np,S1,One,1\np,S2,Two,2\n");

        var bad = api.post("/v1/channels/app/listings:batch", """
                {"listings": [{"channelSku": "c1", "sku": "S1"}, {"channelSku": "c2", "sku": "S9"}, {"sku": "S1"}]}
                """);
        assertThat(violations(bad.json()))
                .containsExactly("/listings/2/channelSku required", "/listings/1/sku unknown_sku");
        var good = api.post(
                "/v1/channels/app/listings:batch", "{\"listings\": [{\"channelSku\": \"c1\", \"sku\": \"S1\"}]}");
        assertThat(good.body()).isEqualTo("{\"saved\":1}");
        var loaded = csv(api, "/v1/channels/app/listings:batch", "channelSku,sku\nc1,S2\nc2,S9\nc1,S1\n,S1\n");
        assertThat(errors(loaded.json()))
                .containsExactly("3 sku unknown_sku", "4 channelSku duplicate", "5 channelSku required");
        assertThat(loaded.json().path("done").asInt()).isEqualTo(1);
        assertThat(api.post("/v1/channels/nobody/listings:batch", "{\"listings\": []}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void anotherMerchantsChannelsAndSkusDoNotExist() {
        var owner = doors.newMerchant();
        owner.put("/v1/channels/app", "{\"name\": \"App\", \"adapter\": \"app\", \"nodes\": []}");
        csv(owner, "/v1/products:batch", "product,sku,name,price\np,S1,One,1\n");
        var other = doors.newMerchant();

        assertThat(other.post(
                                "/v1/channels/app/listings:batch",
                                "{\"listings\": [{\"channelSku\":\"c\",\"sku\":\"S1\"}]}")
                        .status())
                .isEqualTo(404);
        assertThat(other.get("/v1/skus").json().path("items").size()).isZero();
        assertThat(other.get("/v1/nodes").json().path("items").size()).isZero();
    }
}
