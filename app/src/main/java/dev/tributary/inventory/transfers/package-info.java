/** Goods on their way between nodes: planned, shipped, received in parts, cancelled, and the proof that none is missing. */
@NullMarked
package dev.tributary.inventory.transfers;

import org.jspecify.annotations.NullMarked;
