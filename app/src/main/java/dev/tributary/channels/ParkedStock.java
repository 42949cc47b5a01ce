package dev.tributary.channels;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.SkuId;
import java.time.Instant;
import java.util.Optional;

/**
 * Stock that a platform has refused three times in a row, for operators. The hub goes on trying with growing pauses, at
 * last once a day, and tells a new figure at once; what is taken is not here any more.
 */
public interface ParkedStock {

    int PAGE_MAX = 200;

    /**
     * By channel, store and SKU.
     *
     * @param channel all channels of the merchant when empty
     * @param cursor where the page before ended
     * @param limit at most {@link #PAGE_MAX}
     */
    Page<Item> list(MerchantId merchant, Optional<ChannelId> channel, Optional<String> cursor, int limit);

    /** Tells the SKU again within a second, in all stores, as if it had never been refused. False when none is parked. */
    boolean tellAgain(MerchantId merchant, ChannelId channel, SkuId sku, String actor);

    /** The same of all that is parked of the channel, and how many that is. */
    int tellAllAgain(MerchantId merchant, ChannelId channel, String actor);

    /** What a person may look at first, by what is known here. */
    enum Suggestion {
        /** So many are refused for this reason that it is hardly their own: the channel's settings, or its permissions. */
        SETTINGS,
        /** It was never taken: the name that it is listed by may be wrong. */
        NAME,
        /** It was taken before: the platform may have taken it down, or sets its stock by itself. */
        ITEM
    }

    /**
     * @param store the platform's name of the store; empty where the channel has one figure per SKU
     * @param channelSku as the platform calls what it refused last
     * @param available the figure that it refused
     * @param held what the platform has taken last; empty when it never took any
     * @param since when it was refused first
     * @param again true when a person wants it told again, which is about to happen
     */
    record Item(
            ChannelId channel,
            String store,
            SkuId sku,
            String channelSku,
            long available,
            Optional<Long> held,
            String reason,
            Suggestion suggestion,
            int times,
            Instant since,
            Instant lastTry,
            Instant nextTry,
            boolean again) {}
}
