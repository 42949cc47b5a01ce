/** Items of orders that nobody has listed yet, with SKUs they may be. */
@NullMarked
package dev.tributary.channels.unlisted;

import org.jspecify.annotations.NullMarked;
