/** Goods at and between nodes: what is held and why, transfers, counts, what they cost. */
@NullMarked
package dev.tributary.openapi.goods;

import org.jspecify.annotations.NullMarked;
