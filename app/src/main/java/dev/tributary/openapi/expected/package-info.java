/** Goods on their way, what may be sold before they are there, and who waits for what. */
@NullMarked
package dev.tributary.openapi.expected;

import org.jspecify.annotations.NullMarked;
