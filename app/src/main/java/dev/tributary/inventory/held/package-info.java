/** Goods that are there and must not be sold: their book beside the stock rows, its ledger and its proof. */
@NullMarked
package dev.tributary.inventory.held;

import org.jspecify.annotations.NullMarked;
