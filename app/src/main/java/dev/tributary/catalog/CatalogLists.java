package dev.tributary.catalog;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.SkuId;
import java.util.List;
import java.util.Optional;

/** Reads straight from the tables, for screens and lists: not for the hot path. Pages have at most 200 items. */
public interface CatalogLists {

    Optional<Merchant> merchant(String code);

    /** By code, at most a thousand. */
    List<Merchant> merchants();

    /** By code, at most a thousand. */
    List<SalesChannel> channels(MerchantId merchant);

    /** By code. */
    Page<Sku> skus(MerchantId merchant, SkuFilter filter, Optional<String> cursor, int limit);

    /** By the channel's name for the SKU. */
    Page<Listing> listings(MerchantId merchant, ChannelId channel, Optional<String> cursor, int limit);

    /** @param text found in code or name, whatever its case */
    record SkuFilter(Optional<String> code, Optional<String> gtin, Optional<String> text) {
        public static final SkuFilter ALL = new SkuFilter(Optional.empty(), Optional.empty(), Optional.empty());
    }

    record Listing(String channelSku, SkuId sku, String skuCode) {}
}
