package dev.tributary.inventory;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.OrderId;
import java.util.Collection;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Function;

/** Opens stock to a batch. Only the hot path of orders calls this, inside the transaction it opened. */
public interface StockDesk {

    /**
     * Locks rows in key order and reads them.
     *
     * @param keys rows the batch may touch; those that do not exist are simply not there
     * @param created rows to create, empty, where they do not exist: facts may be about goods never booked here
     * @param orders that the batch is about: what they were promised of lots is read with these, where any row has some
     * @param channelOf who an order of the batch came from; asked only where a locked row has quotas
     */
    StockBatch lock(
            SortedSet<StockKey> keys,
            Collection<StockKey> created,
            Set<OrderId> orders,
            Function<OrderId, ChannelId> channelOf);

    /** The same for changes that are about no order. */
    default StockBatch lock(SortedSet<StockKey> keys, Collection<StockKey> created) {
        return lock(keys, created, Set.of(), order -> {
            throw new IllegalStateException("nobody said whose order %s is".formatted(order));
        });
    }
}
