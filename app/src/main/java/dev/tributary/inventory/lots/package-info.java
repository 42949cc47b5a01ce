/**
 * The lots of stock rows: what a batch does to them, what they are and were, and the end of their time to be sold. Which
 * unit is of which lot is decided in the engine.
 */
@NullMarked
package dev.tributary.inventory.lots;

import org.jspecify.annotations.NullMarked;
