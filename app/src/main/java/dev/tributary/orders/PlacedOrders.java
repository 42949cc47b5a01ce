package dev.tributary.orders;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.Page;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Orders of one channel, to be compared with what its platform counts. Narrow rows; never locks. */
public interface PlacedOrders {

    /**
     * Those placed from a moment on and before another. Costs as much as all that changed since, of any channel: for
     * work that can wait. At most 2,000 a page.
     */
    Page<Placed> between(
            MerchantId merchant, ChannelId channel, Instant from, Instant to, Optional<String> cursor, int limit);

    /** Those of the platform's numbers that are here, whenever they were placed; at most 2,000 are asked for. */
    Map<String, Placed> byNumber(MerchantId merchant, ChannelId channel, Collection<String> numbers);

    /** @param over cancelled or expired */
    record Placed(OrderId order, String number, Instant placedAt, Money payable, Money refunded, boolean over) {}
}
