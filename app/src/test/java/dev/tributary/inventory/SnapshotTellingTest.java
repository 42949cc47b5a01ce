package dev.tributary.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.kernel.NodeId;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
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
}
