package dev.tributary.openapi.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.openapi.Doors;
import dev.tributary.openapi.erp.ErpShop;
import dev.tributary.testing.Api;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Snapshots beside each other, beside themselves, and beside orders. */
class SnapshotsAtOnceTest {

    private static final String DOOR = "/v1/stock/snapshots";
    private static final int SKUS = 600;

    @RegisterExtension
    static final Doors doors = new Doors();

    @Test
    void theSameSnapshotToldTwiceAtOnceHasOneEffect() {
        var api = shop().api();
        String body = body("TWICE", now(), "wh-1", 7);

        var answers = IntStream.range(0, 4)
                .mapToObj(caller -> CompletableFuture.supplyAsync(() -> api.put(DOOR, body)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        var ids = answers.stream()
                .map(answer -> answer.status() + " " + answer.json().path("id").asString() + " "
                        + answer.json().path("changed").asInt())
                .collect(Collectors.toSet());
        assertThat(ids).hasSize(1);
        assertThat(ids.iterator().next()).startsWith("200 ").endsWith(" " + SKUS);
        assertThat(api.get("/v1/stock/S5/wh-1/ledger").json().path("items").size())
                .isEqualTo(1);
        assertThat(api.get(DOOR).json().path("items").size()).isEqualTo(1);
    }

    @Test
    void ofOverlappingSnapshotsTheNewestMomentStandsInEveryRow() {
        var api = shop().api();
        var noon = now();
        var told = new ArrayList<CompletableFuture<Api.Answer>>();
        for (int i = 0; i < 6; i++) {
            int age = (i * 5) % 6; // 0 5 4 3 2 1: neither in the order of their moments nor against it
            String body = body("AGE-" + age, noon.minusSeconds(age), "wh-1", 100 + age);
            told.add(CompletableFuture.supplyAsync(() -> api.put(DOOR, body)));
        }
        told.forEach(answer -> assertThat(answer.join().status()).isEqualTo(200));

        assertThat(onHand(api)).containsOnly(100L);
        long ignored = told.stream()
                .mapToLong(answer -> answer.join().json().path("ignored").asLong())
                .sum();
        long applied = told.stream()
                .mapToLong(answer -> answer.join().json().path("changed").asLong())
                .sum();
        assertThat(ignored + applied).isEqualTo(6L * SKUS);
    }

    @Test
    void whatIsOrderedWhileOneIsAppliedIsNeitherLostNorBroughtBack() {
        var shop = shop();
        var api = shop.api();
        api.put(DOOR, body("OPEN", now(), "wh-1", 100).replace("\"S5\"", "\"A\""));
        var asOf = now();

        var applying = CompletableFuture.supplyAsync(
                () -> api.put(DOOR, body("NIGHT", asOf, "wh-1", 100).replace("\"S5\"", "\"A\"")));
        for (int i = 0; i < 20; i++) {
            shop.ship(shop.place("beside-" + i, true), "beside-" + i, 2);
        }

        assertThat(applying.join().json().path("state").asString()).isEqualTo("APPLIED");
        assertThat(api.get("/v1/stock/A/wh-1").json().path("onHand").asInt()).isEqualTo(60);
    }

    private static ErpShop shop() {
        var shop = ErpShop.of(doors);
        Doors.csv(
                shop.api(),
                "/v1/products:batch",
                IntStream.range(0, SKUS)
                        .mapToObj(i -> "p%d,S%d,S,1\n".formatted(i, i))
                        .collect(Collectors.joining("", "product,sku,name,price\n", "")));
        return shop;
    }

    private static java.util.Set<Long> onHand(Api api) {
        var found = new java.util.HashSet<Long>();
        for (int i = 0; i < SKUS; i += 37) {
            found.add(api.get("/v1/stock/S%d/wh-1".formatted(i))
                    .json()
                    .path("onHand")
                    .asLong());
        }
        return found;
    }

    private static String body(String number, Instant asOf, String node, int units) {
        return "{\"number\": \"%s\", \"asOf\": \"%s\", \"nodes\": [{\"node\": \"%s\"}], \"lines\": [%s]}"
                .formatted(
                        number,
                        asOf,
                        node,
                        IntStream.range(0, SKUS)
                                .mapToObj(i -> "{\"node\": \"%s\", \"sku\": \"S%d\", \"onHand\": %d}"
                                        .formatted(node, i, units))
                                .collect(Collectors.joining(",")));
    }

    private static Instant now() {
        return doors.hub().bean(Clock.class).instant();
    }
}
