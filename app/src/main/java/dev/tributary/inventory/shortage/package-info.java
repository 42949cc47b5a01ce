/** News of SKUs that are out of stock at all nodes, or back; and stock that will not last. */
@NullMarked
package dev.tributary.inventory.shortage;

import org.jspecify.annotations.NullMarked;
