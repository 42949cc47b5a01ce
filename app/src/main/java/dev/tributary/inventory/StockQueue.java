package dev.tributary.inventory;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.SkuId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads who waits for goods, and where they stand. */
public interface StockQueue {

    /**
     * A line's place at one stock row. A line that may be met from several rows stands at each.
     *
     * @param turn from 1: served when all before it are
     * @param unitsBefore what those before it wait for
     * @param offer under which it was promised of what is expected; empty where it merely waits
     * @param promisedAt the date it was told; empty where it has none, or nothing expected covers it any more
     */
    record Place(
            OrderId order,
            int line,
            StockKey key,
            long units,
            long turn,
            long unitsBefore,
            Optional<Offer> offer,
            Optional<Instant> promisedAt,
            Instant since) {

        /** Promised once, and nothing that is expected covers it now: somebody must see to it. */
        public boolean uncovered() {
            return offer.isPresent() && promisedAt.isEmpty();
        }
    }

    /** First come first; at most 200 a page. */
    Page<Place> list(
            MerchantId merchant, Optional<SkuId> sku, boolean uncoveredOnly, Optional<String> cursor, int limit);

    /** Where lines of these orders stand. */
    List<Place> of(MerchantId merchant, Collection<OrderId> orders);

    /** Orders with a line whose date is to be reckoned anew, longest first, of all merchants in turn. */
    List<Stale> stale(int limit);

    /**
     * Orders whose turn is next at rows of these SKUs, at most so many: the first at each row, then the second at each, and
     * so on.
     */
    List<Next> next(Collection<Awaited> skus, int limit);

    record Awaited(MerchantId merchant, SkuId sku) {}

    record Next(MerchantId merchant, OrderId order) {}

    record Stale(MerchantId merchant, OrderId order) {}
}
