package dev.tributary.inventory;

import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.time.Instant;

/**
 * A stock row as last heard. {@code available} = on hand + allowance - reserved - safety, never below zero.
 *
 * @param version grows with every movement; a reader keeps the highest
 * @param changedAt when the row took this value
 */
public record StockLevel(
        SkuId sku,
        NodeId node,
        long onHand,
        long reserved,
        long safety,
        long allowance,
        long unitsShort,
        long version,
        Instant changedAt) {

    public long available() {
        return Math.max(0, onHand + allowance - reserved - safety);
    }
}
