package dev.tributary.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.Shop;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class SnapshotTellingTest {

    /** As from a node whose clock is seconds ahead of the database's, which stamps the ledger. */
    @Test
    void noMomentThatIsKeptLiesAheadOfTheDatabasesClock() {
        var hub = HubUnderTest.shared();
        var shop = Shop.open(hub, "ahead");
        var jdbc = hub.bean(JdbcClient.class);
        var ahead = Instant.now().plus(Duration.ofMinutes(1));
        var before = ahead.minus(Duration.ofHours(1));
        var nodes = new LinkedHashMap<NodeId, Optional<Instant>>();
        nodes.put(new NodeId(1), Optional.of(before));
        nodes.put(new NodeId(2), Optional.of(ahead));
        nodes.put(new NodeId(3), Optional.empty());
        for (var orders : List.of(Optional.<Instant>empty(), Optional.of(ahead))) {
            long id = hub.bean(Snapshots.class)
                    .begin(new Snapshots.Head(
                            shop.merchant(),
                            "AHEAD",
                            ahead,
                            StockSnapshot.Scope.PARTIAL,
                            nodes,
                            orders,
                            List.of(),
                            "erp"));

            assertThat(jdbc.sql("""
                            select concat_ws(' ', as_of <= clock_timestamp(),
                                   as_of > clock_timestamp() - interval '10 seconds', node_ids,
                                   deducted_through[1] = :before::timestamptz, deducted_through[2] = as_of,
                                   deducted_through[3] = as_of, orders_through = as_of)
                              from inventory.snapshot
                             where id = :id
                            """)
                            .param("id", id)
                            .param("before", before.toString())
                            .query(String.class)
                            .single())
                    .isEqualTo(orders.isPresent() ? "t t {1,2,3} f t t t" : "t t {1,2,3} t t t");
        }
    }

    /** A part is one transaction: of a snapshot that fits in one, readers see all or nothing. */
    @Test
    void whatAFullSnapshotLeavesOutJoinsTheLastPartWhileThatHasRoom() {
        var hub = HubUnderTest.shared();
        var shop = Shop.open(hub, "leaves-out");

        assertThat(parts(hub, shop, "NONE", 0)).containsExactly("1,2");
        assertThat(parts(hub, shop, "ONE", 1)).containsExactly("1,2,3");
        assertThat(parts(hub, shop, "FILLED", StockSnapshot.PART_LINES - 1))
                .satisfiesExactly(
                        filled -> assertThat(filled).startsWith("1,2,3,").endsWith(",499,500"),
                        rest -> assertThat(rest).isEqualTo("501"));
        assertThat(parts(hub, shop, "FULL", StockSnapshot.PART_LINES))
                .satisfiesExactly(
                        full -> assertThat(full).startsWith("1,2,3,").endsWith(",499,500"),
                        rest -> assertThat(rest).isEqualTo("501,502"));
    }

    /** The places in each part of a full snapshot that lists some rows of one node, and neither of the two that have stock. */
    private static List<String> parts(HubUnderTest hub, Shop shop, String number, int listed) {
        var snapshots = hub.bean(Snapshots.class);
        var node = shop.node("wh-1");
        var nodes = new LinkedHashMap<NodeId, Optional<Instant>>();
        nodes.put(node, Optional.empty());
        long id = snapshots.begin(new Snapshots.Head(
                shop.merchant(),
                number,
                Instant.now(),
                StockSnapshot.Scope.FULL,
                nodes,
                Optional.empty(),
                List.of(),
                "erp"));
        snapshots.add(
                shop.merchant(),
                id,
                IntStream.rangeClosed(1, listed)
                        .mapToObj(place -> new StockSnapshot.Line(
                                place,
                                new StockKey(shop.merchant(), new SkuId(900_000_000L + place), node),
                                1,
                                OptionalLong.empty()))
                        .toList());
        snapshots.end(shop.merchant(), id, number.getBytes(StandardCharsets.UTF_8), listed, 0);
        return hub.bean(JdbcClient.class)
                .sql("""
                        select array_to_string(places, ',')
                          from inventory.snapshot_part
                         where merchant_id = :merchant and snapshot_id = :id
                         order by through_place
                        """)
                .param("merchant", shop.merchant().value())
                .param("id", id)
                .query(String.class)
                .list();
    }
}
