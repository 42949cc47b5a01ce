/** Lots of stock: which a row has, which come to their end, and how near to it they may be sold. */
@NullMarked
package dev.tributary.openapi.lots;

import org.jspecify.annotations.NullMarked;
