package dev.tributary.inventory;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.SkuId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** How many days a lot must still be good to be sold, for a merchant's goods or for one SKU's; changes count within a minute. */
public interface SellableDays {

    int DAYS_MAX = 3_650;

    /** @param sku empty: of all goods that have no rule of their own */
    record Rule(Optional<SkuId> sku, int days, String actor, Instant changedAt) {}

    /** The merchant's own first, then by SKU; at most 200 a page. */
    Page<Rule> rules(MerchantId merchant, Optional<String> cursor, int limit);

    /** @param days empty takes the rule away; without any a lot is sold through its last day */
    void set(MerchantId merchant, Optional<SkuId> sku, OptionalInt days, String actor);
}
