/** Rooms for goods at and between nodes: held stock, transfers, count sheets. */
@NullMarked
package dev.tributary.console.goods;

import org.jspecify.annotations.NullMarked;
