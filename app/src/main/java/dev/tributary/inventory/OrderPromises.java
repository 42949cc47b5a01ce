package dev.tributary.inventory;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What orders say is promised; stock's books are held against it. Orders implement this, reading only. A line comes to be
 * promised and ends to be so in transactions that hold its stock row's lock, so under that lock the answers stand still.
 */
public interface OrderPromises {

    /** Units of one row that a line is waiting to get. */
    record Promise(OrderId order, int line, StockKey key, long units) {}

    /** An open line and a reservation of the same name that do not say the same, or one without the other. */
    record Difference(Optional<Promise> open, Optional<Promise> reserved) {}

    /** A point between orders. */
    record Place(long merchant, long order) {

        public static final Place BEGIN = new Place(0, 0);
    }

    /** @param next where to go on; empty behind the last order */
    record Slice(List<Difference> differences, long lines, Optional<Place> next) {}

    /** Compares the lines of the next orders, as many orders as hold so many lines, in one moment. */
    Slice differences(Place after, int lines);

    /** The open lines of these orders. */
    List<Promise> open(MerchantId merchant, Collection<OrderId> orders);

    /** Where these orders came from; those that do not exist are left out. */
    Map<OrderId, ChannelId> channels(MerchantId merchant, Collection<OrderId> orders);
}
