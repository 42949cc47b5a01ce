package dev.tributary.inventory;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;

/** One stock row: this merchant's SKU at this node. Ordered as the table is, so batches lock in one order. */
public record StockKey(MerchantId merchant, SkuId sku, NodeId node) implements Comparable<StockKey> {

    @Override
    public int compareTo(StockKey other) {
        int order = merchant.compareTo(other.merchant);
        if (order == 0) {
            order = sku.compareTo(other.sku);
        }
        return order == 0 ? node.compareTo(other.node) : order;
    }
}
