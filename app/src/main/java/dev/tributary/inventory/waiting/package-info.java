/**
 * Who waits for goods, in which order, and what may be promised of goods that are expected. A row that has somebody waiting
 * gives nothing to whoever comes later: decided under the row's lock, so that nobody is overtaken.
 */
@NullMarked
package dev.tributary.inventory.waiting;

import org.jspecify.annotations.NullMarked;
