/**
 * What of a stock row each channel may promise: units set aside for some channels, caps and percentages, by node or over
 * all nodes. Decided by the engine in the batch of orders, under locks that only rows with quotas ask for.
 */
@NullMarked
package dev.tributary.inventory.quotas;

import org.jspecify.annotations.NullMarked;
