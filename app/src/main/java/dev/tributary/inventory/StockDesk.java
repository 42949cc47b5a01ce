package dev.tributary.inventory;

import java.util.Collection;
import java.util.SortedSet;

/** Opens stock to a batch. Only the hot path of orders calls this, inside the transaction it opened. */
public interface StockDesk {

    /**
     * Locks rows in key order and reads them.
     *
     * @param keys rows the batch may touch; those that do not exist are simply not there
     * @param created rows to create, empty, where they do not exist: facts may be about goods never booked here
     */
    StockBatch lock(SortedSet<StockKey> keys, Collection<StockKey> created);
}
