package dev.tributary.inventory;

import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;

/**
 * A stock row as last heard. {@code available} = on hand + allowance - reserved - safety, never below zero.
 *
 * @param version grows with every movement; a reader keeps the highest
 */
public record StockLevel(
        SkuId sku,
        NodeId node,
        long onHand,
        long reserved,
        long safety,
        long allowance,
        long unitsShort,
        long version) {

    public long available() {
        return Math.max(0, onHand + allowance - reserved - safety);
    }
}
