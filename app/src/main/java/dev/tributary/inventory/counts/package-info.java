/** Cycle counts: sheets on which people enter what they find while the goods go on being sold. */
@NullMarked
package dev.tributary.inventory.counts;

import org.jspecify.annotations.NullMarked;
