package dev.tributary.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.Scope;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.Shop;
import dev.tributary.testing.TestPostgres;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class SnapshotSweepTest {

    @Test
    void linesEndByTheirAgeAndHeadsOfWhatWasAppliedStay() {
        try (var hub = HubUnderTest.start()) {
            var shop = Shop.open(hub, "sweep");
            var api = shop.api(Scope.SETUP_WRITE, Scope.STOCK_WRITE, Scope.STOCK_READ);
            var sweep = hub.bean(SnapshotSweep.class);
            var now = Instant.now();
            api.post(
                    "/v1/products:batch",
                    "{\"products\": [{\"code\": \"p\", \"name\": \"P\", \"skus\": [{\"code\": \"A\","
                            + " \"name\": \"A\", \"price\": {\"amount\": 1, \"currency\": \"CNY\"}}]}]}");
            String body =
                    "{\"number\": \"%s\", \"asOf\": \"" + now + "\", \"nodes\": [{\"node\": \"wh-1\"}], \"lines\": ["
                            + "{\"node\": \"wh-1\", \"sku\": \"A\", \"onHand\": %d}, {\"node\": \"wh-1\", \"sku\": \"NONE\", \"onHand\": 1}]}";
            var applied =
                    api.put("/v1/stock/snapshots", body.formatted("APPLIED", 7)).json();
            assertThat(applied.path("changed").asInt()).as(applied.toString()).isEqualTo(1);
            api.post("/v1/stock/snapshots:preview", body.formatted("REPLACED", 8));
            api.post("/v1/stock/snapshots:preview", body.formatted("REPLACED", 9));
            hub.bean(Snapshots.class)
                    .begin(new Snapshots.Head(
                            shop.merchant(),
                            "BROKEN-OFF",
                            now,
                            StockSnapshot.Scope.PARTIAL,
                            Map.of(),
                            Optional.empty(),
                            List.of(),
                            "erp"));
            assertThat(left(hub)).isEqualTo("4 heads, 3 lines, 1 results, 3 wrong");

            sweep.sweep(now);
            assertThat(left(hub)).isEqualTo("3 heads, 2 lines, 1 results, 2 wrong");
            sweep.sweep(now.plus(SnapshotSweep.RECEIVING_MAX).plusSeconds(60));
            assertThat(left(hub)).isEqualTo("2 heads, 2 lines, 1 results, 2 wrong");
            sweep.sweep(now.plus(SnapshotSweep.KEPT).plus(Duration.ofMinutes(1)));
            assertThat(left(hub)).isEqualTo("1 heads, 0 lines, 0 results, 0 wrong");

            String one = "/v1/stock/snapshots/" + applied.path("id").asString();
            assertThat(api.get(one).json().path("state").asString()).isEqualTo("FORGOTTEN");
            assertThat(api.get(one).json().path("changed").asInt()).isEqualTo(1);
            assertThat(api.get(one + "/lines").json().path("items").size()).isZero();
            // Told once more it is still the one that was applied, and nothing happens.
            assertThat(api.put("/v1/stock/snapshots", body.formatted("APPLIED", 7))
                            .header("Idempotent-Replayed"))
                    .contains("true");
            assertThat(api.get("/v1/stock/A/wh-1").json().path("version").asString())
                    .isEqualTo("1");
        }
    }

    @Test
    void whatLeasesKeptBackEndsWhenNoSnapshotMayAskForItAnyMore() {
        var jdbc = JdbcClient.create(TestPostgres.freshDatabase());
        jdbc.sql("""
                        insert into inventory.shadow_telling (merchant_id, sku_id, node_id, units, told_at)
                        select 1, 1, 1, n, now() - (n - 1) * interval '1 minute' from generate_series(1, 1500) as n
                        """).update();
        jdbc.sql("""
                        insert into inventory.shadow (merchant_id, sku_id, node_id, field, told_kind, told, difference,
                                                      whole, cause, version)
                        values (1, 1, 1, 'ON_HAND', 'ADJUST', 1, 1500, false, 'x', 1)
                        """).update();
        var sweep = new SnapshotSweep(jdbc, Clock.systemUTC());
        var now = Instant.now();

        sweep.sweep(now.plus(SnapshotSweep.TELLINGS_KEPT));
        assertThat(tellings(jdbc)).as("the last minute before now").isBetween(1L, 3L);
        sweep.sweep(now.plus(SnapshotSweep.TELLINGS_KEPT).plus(Duration.ofMinutes(2)));

        assertThat(tellings(jdbc)).isZero();
        assertThat(jdbc.sql("select difference from inventory.shadow")
                        .query(Long.class)
                        .single())
                .isEqualTo(1500);
    }

    private static long tellings(JdbcClient jdbc) {
        return jdbc.sql("select count(*) from inventory.shadow_telling")
                .query(Long.class)
                .single();
    }

    private static String left(HubUnderTest hub) {
        return hub.bean(JdbcClient.class).sql("""
                        select (select count(*) from inventory.snapshot) || ' heads, '
                               || (select coalesce(sum(cardinality(places)), 0) from inventory.snapshot_part) || ' lines, '
                               || (select coalesce(sum(cardinality(results)), 0) from inventory.snapshot_part_result) || ' results, '
                               || (select count(*) from inventory.snapshot_wrong) || ' wrong'
                        """).query(String.class).single();
    }
}
