package dev.tributary.inventory;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.SkuId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Goods that are on their way, and which SKUs may be sold before they are there. */
public interface ExpectedStock {

    int UNITS_MAX = 1_000_000_000;

    /** @param units how many in all; 0 cancels what has not come */
    record Draft(StockKey key, String number, long units, Instant expectedAt) {}

    /**
     * @param expectedAt as it was told last
     * @param dueAt when it is counted on: later than {@code expectedAt} once that has gone by
     */
    record Receipt(
            StockKey key,
            String number,
            long units,
            long unitsReceived,
            Instant expectedAt,
            Instant dueAt,
            State state,
            long version) {}

    enum State {
        OPEN,
        RECEIVED,
        CANCELLED
    }

    /** @param channel empty for every channel that has none of its own */
    record OfferedSku(SkuId sku, Optional<ChannelId> channel, Offer offer) {}

    /** Tells, changes or cancels; a line is known by number, SKU and node. Dates that were promised are reckoned anew. */
    List<Receipt> tell(MerchantId merchant, List<Draft> lines, String actor);

    /** By number; at most 200 a page. */
    Page<Receipt> list(MerchantId merchant, Optional<State> state, Optional<String> cursor, int limit);

    /** Offers the SKU so, or with an empty offer no longer; what was promised stays. */
    void offer(MerchantId merchant, SkuId sku, Optional<ChannelId> channel, Optional<Offer> offer);

    List<OfferedSku> offers(MerchantId merchant);
}
