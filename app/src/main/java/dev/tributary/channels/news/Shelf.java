package dev.tributary.channels.news;

import dev.tributary.kernel.SkuId;

/**
 * What a channel keeps one figure for.
 *
 * @param store the platform's name of the store; empty where the channel has one figure per SKU
 */
record Shelf(String store, SkuId sku) {}
