package dev.tributary.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tributary.inventory.OrderPromises.Promise;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RowProofTest {

    private static final StockKey KEY = new StockKey(new MerchantId(1), new SkuId(1), new NodeId(1));
    private static final StockKey OTHER = new StockKey(new MerchantId(1), new SkuId(1), new NodeId(2));

    /** The row is locked meanwhile. */
    @Test
    void asManyOrdersAsATailMayHaveAreProvenAtOnce() {
        int orders = 20_000;
        var ledger = new LedgerSum();
        ledger.add(Optional.empty(), List.of(new LedgerSum.Part(0, orders, 0, 1, 1)));
        ledger.add(
                Optional.empty(),
                LongStream.rangeClosed(1, orders)
                        .mapToObj(order -> new LedgerSum.Part(order, 0, 1, 1, order + 1))
                        .toList());
        var open = LongStream.rangeClosed(1, orders)
                .mapToObj(order -> promise(KEY, order))
                .toList();
        // One has lost its reservation, one holds it in another row, which comes first.
        var reserved = LongStream.range(1, orders)
                .mapToObj(order -> promise(order == 7 ? OTHER : KEY, order))
                .toList();
        var proof = new RowProof(
                KEY,
                new StockLevel(KEY.sku(), KEY.node(), orders, orders, 0, 0, 0, orders + 1),
                ledger,
                0,
                0,
                LongStream.rangeClosed(1, orders).boxed().collect(Collectors.toCollection(TreeSet::new)),
                open,
                reserved);

        var verdict = assertTimeoutPreemptively(Duration.ofSeconds(2), proof::verdict);

        assertThat(verdict).isInstanceOfSatisfying(RowProof.Verdict.Repair.class, repair -> {
            assertThat(repair.reservations()).containsExactly(new RowProof.Reservation(orders, 1, 1));
            assertThat(repair.changes()).containsExactly(new RowProof.Change(orders, 0));
        });
    }

    private static Promise promise(StockKey key, long order) {
        return new Promise(new OrderId(order), 1, key, 1);
    }
}
