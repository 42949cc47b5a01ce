package dev.tributary.openapi.snapshots;

import dev.tributary.kernel.Violation;
import dev.tributary.openapi.StockSnapshots;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Where a snapshot's lines come from, one after the other. */
interface SnapshotSource {

    /** More cannot be told at once. */
    int LINES_MAX = StockSnapshots.LINES_MAX;

    /**
     * @param place from 1
     * @param wrong what is wrong with it; then the rest is of no use
     */
    record Line(int place, String node, String sku, long onHand, OptionalLong throughVersion, List<Violation> wrong) {}

    /** Null after the last. */
    @Nullable
    Line next();
}
