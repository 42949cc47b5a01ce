package dev.tributary.channels.buffer;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many units a second are sold of a SKU at a node, over all channels; what was sold counts the less the longer ago it
 * is, by a factor e every {@value #MEMORY_SECONDS} seconds. At most {@value #ROWS_MAX} rows have a speed, some 150 bytes
 * each; those that stand still are forgotten.
 */
final class SalesSpeed {

    static final int ROWS_MAX = 50_000;
    static final int MEMORY_SECONDS = 10;
    /** From here on it is shown as 0.0. */
    private static final double STANDS_STILL = 0.05;

    private static final double NANOS_PER_SECOND = 1e9;

    private record Row(MerchantId merchant, SkuId sku, NodeId node) {}

    /** @param units still counted when they were last looked at */
    private record Sold(double units, long nanos) {
        double at(long now) {
            return units * Math.exp(-Math.max(0, now - nanos) / NANOS_PER_SECOND / MEMORY_SECONDS);
        }
    }

    private final ConcurrentHashMap<Row, Sold> rows = new ConcurrentHashMap<>();

    /** A row that is new while all places are taken is not counted: its buffer is none, as of one that does not sell. */
    void sold(MerchantId merchant, SkuId sku, NodeId node, long units, long now) {
        var row = new Row(merchant, sku, node);
        if (rows.size() < ROWS_MAX || rows.containsKey(row)) {
            rows.merge(row, new Sold(units, now), (before, added) -> new Sold(before.at(now) + units, now));
        }
    }

    double perSecond(MerchantId merchant, SkuId sku, NodeId node, long now) {
        var sold = rows.get(new Row(merchant, sku, node));
        return sold == null ? 0 : sold.at(now) / MEMORY_SECONDS;
    }

    void forgetWhatStandsStill(long now) {
        rows.values().removeIf(sold -> sold.at(now) / MEMORY_SECONDS < STANDS_STILL);
    }

    int size() {
        return rows.size();
    }
}
