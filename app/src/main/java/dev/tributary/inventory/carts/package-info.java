/** Where a cart can be had: nodes by distance and ability, and what they have. */
@NullMarked
package dev.tributary.inventory.carts;

import org.jspecify.annotations.NullMarked;
