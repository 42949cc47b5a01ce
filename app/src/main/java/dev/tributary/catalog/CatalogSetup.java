package dev.tributary.catalog;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import dev.tributary.kernel.Violation;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes. Codes are natural keys: saving a code again replaces what is known of it and keeps its id, saving it unchanged
 * does nothing. Each call is one transaction (it joins the caller's), and appends {@code catalog.changed.v1}. Bad input
 * throws {@link dev.tributary.kernel.ProblemException} with every violation, its pointers relative to the draft.
 */
public interface CatalogSetup {

    int PRODUCTS_MAX = 500;
    int SKUS_PER_PRODUCT_MAX = 200;
    int SKUS_PER_BATCH_MAX = 5_000;
    int SALE_UNITS_MAX = 20;
    int LISTINGS_MAX = 1_000;
    int CODE_MAX = 64;
    int NAME_MAX = 200;
    long PRICE_MAX = 1_000_000_000_000L;
    long BASE_UNITS_MAX = 1_000_000_000L;

    /** Zone and currency stay as they were first given: days already cut and prices already told rest on them. */
    SavedMerchant saveMerchant(MerchantDraft draft);

    /** The adapter stays as it was first given. That the nodes exist is the caller's to check. */
    SalesChannel saveChannel(MerchantId merchant, ChannelDraft draft);

    /**
     * At most {@value #PRODUCTS_MAX} products with at most {@value #SKUS_PER_BATCH_MAX} SKUs together. One result each,
     * in order; a refused product changes nothing and does not hold up the others.
     */
    List<ProductResult> saveProducts(MerchantId merchant, List<ProductDraft> products);

    /** At most {@value #LISTINGS_MAX}, all or none. Answers how many are new or changed. */
    int saveListings(MerchantId merchant, ChannelId channel, List<ListingDraft> listings);

    record MerchantDraft(String code, String name, ZoneId zone, Currency currency) {}

    record SavedMerchant(Merchant merchant, boolean created) {}

    /** The parts mean what they mean in {@link SalesChannel}. */
    record ChannelDraft(
            String code,
            String name,
            String adapter,
            boolean facts,
            List<NodeId> nodes,
            Duration holdTime,
            Duration holdTimeMax) {

        /** How many times its hold time an active buyer may have, where nobody says otherwise. */
        public static final int HOLD_TIMES_DEFAULT = 4;

        public ChannelDraft(
                String code, String name, String adapter, boolean facts, List<NodeId> nodes, Duration holdTime) {
            this(code, name, adapter, facts, nodes, holdTime, longest(holdTime));
        }

        public static Duration longest(Duration holdTime) {
            var longest = holdTime.multipliedBy(HOLD_TIMES_DEFAULT);
            return longest.compareTo(SalesChannel.HOLD_MAX) > 0 ? SalesChannel.HOLD_MAX : longest;
        }
    }

    record ProductDraft(String code, String name, List<SkuDraft> skus) {}

    /** @param saleUnits base units by sale unit's code; they replace those known before, absent leaves them */
    record SkuDraft(
            String code,
            String name,
            Optional<String> gtin,
            Sku.BaseUnit unit,
            Money price,
            Optional<Map<String, Long>> saleUnits) {}

    record ListingDraft(String channelSku, SkuId sku) {}

    sealed interface ProductResult {

        String code();

        /** Counts SKUs; those that were the same before are in neither. */
        record Saved(String code, int created, int updated) implements ProductResult {}

        record Refused(String code, List<Violation> violations) implements ProductResult {}
    }
}
