package dev.tributary.openapi.availability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.Scope;
import dev.tributary.testing.Api;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.Shop;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AvailabilityDoorTest {

    private static HubUnderTest hub;
    private static Api api;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.shared();
        var shop = Shop.open(hub, "acme-availability");
        shop.receive("store-3", "BREAD", 4);
        api = shop.api(Scope.STOCK_READ);
    }

    @Test
    void tellsWhatCanBePromisedPerNodeAndInAll() {
        // Fed by the journal: the answer follows within moments.
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        var answer = api.get("/v1/availability?skus=BREAD,MILK-1L");
        while (answer.json().at("/totals/0/available").asLong() != 14 && System.nanoTime() < deadline) {
            answer = api.get("/v1/availability?skus=BREAD,MILK-1L");
        }
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("ageMillis").asLong()).isNotNegative();
        assertThat(answer.json().get("items")).hasSize(3);
        assertThat(answer.json().get("totals").toString())
                .isEqualTo("[{\"sku\":\"BREAD\",\"available\":14},{\"sku\":\"MILK-1L\",\"available\":10}]");
        var store = api.get("/v1/availability?skus=BREAD,MILK-1L&nodes=store-3").json();
        assertThat(store.get("items").toString())
                .isEqualTo("[{\"sku\":\"BREAD\",\"node\":\"store-3\",\"available\":4}]");
    }

    @Test
    void refusesWhatItDoesNotKnowAndTooMuchAtOnce() {
        assertThat(api.get("/v1/availability").status()).isEqualTo(400);
        var unknown = api.get("/v1/availability?skus=BREAD,X,Y&nodes=moon");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.json().get("violations")).hasSize(3);
        String many = IntStream.range(0, 101).mapToObj(Integer::toString).collect(Collectors.joining(","));
        assertThat(api.get("/v1/availability?skus=" + many).status()).isEqualTo(400);
    }
}
