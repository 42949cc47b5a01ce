/**
 * Stock that will not last: daily sales gathered from the ledger, a forecast by a named method, days of cover, alerts and
 * what to reorder. Reads after commit, in slices; orders never wait for it.
 */
@NullMarked
package dev.tributary.inventory.reorder;

import org.jspecify.annotations.NullMarked;
