package dev.tributary.openapi.setup;

import static dev.tributary.openapi.Doors.violations;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.Scope;
import dev.tributary.openapi.Doors;
import dev.tributary.testing.Shop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BufferDoorTest {

    @RegisterExtension
    static final Doors DOORS = new Doors();

    @Test
    void aBufferIsSetShownAndCleared() {
        var api = Shop.open(DOORS.hub(), "buf-1").api(Scope.STOCK_READ, Scope.STOCK_WRITE);

        var set =
                api.put("/v1/channels/app/buffers/BREAD", "{\"units\": 4, \"owner\": \"li\", \"reason\": \"a fair\"}");
        assertThat(set.status()).isEqualTo(200);
        assertThat(set.json().path("version").asString()).isEqualTo("1");
        var shown = api.get("/v1/channels/app/buffers").json().path("items");
        assertThat(shown.size()).isEqualTo(1);
        assertThat(shown.at("/0/sku").asString()).isEqualTo("BREAD");
        assertThat(shown.at("/0/units").asLong()).isEqualTo(4);
        assertThat(shown.at("/0/formula").asString()).startsWith("4 by hand");
        assertThat(shown.at("/0/setting/owner").asString()).isEqualTo("li");

        assertThat(violations(api.put("/v1/channels/app/buffers/BREAD", "{\"units\": -1}")
                        .json()))
                .containsExactlyInAnyOrder("/units out_of_range", "/reason required");
        assertThat(api.put("/v1/channels/none/buffers/BREAD", "{\"units\": 1, \"reason\": \"x\"}")
                        .status())
                .isEqualTo(404);
        assertThat(api.delete("/v1/channels/app/buffers/BREAD").status()).isEqualTo(204);
        assertThat(api.delete("/v1/channels/app/buffers/BREAD").status()).isEqualTo(404);
        assertThat(api.get("/v1/channels/app/buffers").json().path("items").size())
                .isZero();
    }
}
