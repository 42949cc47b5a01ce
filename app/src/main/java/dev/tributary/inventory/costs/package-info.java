/** What goods cost, by moving average and first in, first out: counted from the ledger after the fact, line by line, once. */
@NullMarked
package dev.tributary.inventory.costs;

import org.jspecify.annotations.NullMarked;
