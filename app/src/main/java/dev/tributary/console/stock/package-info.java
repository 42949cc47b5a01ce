/** Stock rows, their ledger and what does not add up. */
@NullMarked
package dev.tributary.console.stock;

import org.jspecify.annotations.NullMarked;
