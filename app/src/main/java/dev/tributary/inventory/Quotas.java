package dev.tributary.inventory;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.SkuId;
import java.util.Optional;

/**
 * Sets and ends what channels may promise of a SKU. A quota begins with what its channels hold by then, counted under the
 * lock of its stock rows. Bad input throws {@link dev.tributary.kernel.ProblemException} with every violation.
 */
public interface Quotas {

    int CODE_MAX = 64;
    int CHANNELS_MAX = 50;
    /** Of one SKU, of those that are not over. */
    int OF_SKU_MAX = 32;
    /** Of one merchant, of those that are not over. */
    int OPEN_MAX = 100_000;

    int OWNER_MAX = 100;
    int REASON_MAX = 200;
    long UNITS_MAX = 1_000_000_000_000L;

    /**
     * Makes it, or changes amount, only, until, owner and reason of one that is not over; its beginning until it has
     * begun. What it is about stays: for another SKU, node, kind or other channels make another.
     *
     * @param version that it must still have; empty: no matter
     */
    Saved put(MerchantId merchant, String code, QuotaDraft draft, Optional<Long> version, String actor);

    /** Its units are free at once. */
    ChannelQuota end(MerchantId merchant, String code, Optional<Long> version, String actor);

    /** The one that is not over, else the last of that code. */
    Optional<ChannelQuota> find(MerchantId merchant, String code);

    /** The newest first. */
    Page<ChannelQuota> list(MerchantId merchant, Filter filter, Optional<String> cursor, int limit);

    record Filter(Optional<SkuId> sku, Optional<ChannelId> channel, Show show) {}

    enum Show {
        /** Which are not over. */
        OPEN,
        ALL
    }

    record Saved(ChannelQuota quota, boolean created) {}
}
