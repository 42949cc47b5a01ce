package dev.tributary.orders;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.Page;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads orders; never locks. */
public interface OrderBook {

    Optional<OrderView> find(MerchantId merchant, OrderId order);

    /** Those that exist, by id; at most 200 are asked for. */
    List<OrderView> findAll(MerchantId merchant, Collection<OrderId> orders);

    Optional<OrderView> byNumber(MerchantId merchant, ChannelId channel, String number);

    /**
     * Oldest change first, and only as far as no earlier change can still appear, so that a reader who goes on from the
     * last order seen misses none. At most 200 a page.
     */
    Page<OrderView> list(MerchantId merchant, Filter filter, Optional<String> cursor, int limit);

    /** Newest first, for screens; {@code recipientRecords} empty means no such condition. At most 200. */
    List<OrderView> search(MerchantId merchant, Search search, int limit);

    /** When each channel's newest order was placed, of the merchant's latest 5,000 orders. */
    Map<ChannelId, Instant> lastPlaced(MerchantId merchant);

    /** The orders whose recipient's data, or those of one before, are in one of the records, however many. */
    List<OrderId> ofRecipients(MerchantId merchant, Collection<Long> records);

    /** What happened to the order, oldest first, with who and why. */
    List<Entry> timeline(MerchantId merchant, OrderId order);

    /** A return as it was told, with the SKUs and the sale that are known by now; by the id its event has. */
    Optional<ReturnDraft> returned(MerchantId merchant, long id);

    record Filter(Optional<Instant> updatedSince, Optional<ChannelId> channel, Optional<OrderState> state) {}

    record Search(
            Optional<String> number,
            Optional<ChannelId> channel,
            Optional<OrderState> state,
            boolean waitingOnly,
            List<Long> recipientRecords) {}

    record Entry(Instant at, String kind, String actor, String detail) {}
}
