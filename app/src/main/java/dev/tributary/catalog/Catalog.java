package dev.tributary.catalog;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.SkuId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads, from memory: safe on the hot path. What another node changed is seen within moments, by the journal. */
public interface Catalog {

    Optional<Merchant> merchant(MerchantId merchant);

    Optional<SalesChannel> channel(MerchantId merchant, ChannelId channel);

    Optional<SalesChannel> channel(MerchantId merchant, String code);

    Optional<Sku> sku(MerchantId merchant, SkuId sku);

    /** Those of the SKUs that exist, by id. */
    default Map<SkuId, Sku> skus(MerchantId merchant, Collection<SkuId> skus) {
        var found = new HashMap<SkuId, Sku>();
        for (SkuId id : skus) {
            sku(merchant, id).ifPresent(sku -> found.put(id, sku));
        }
        return found;
    }

    /** Those of the codes that exist, by code. */
    Map<String, Sku> skusByCode(MerchantId merchant, Collection<String> codes);

    /** Those of the channel's own SKU names that a listing, or else our equal SKU code, maps; by channel SKU. */
    Map<String, Sku> listed(MerchantId merchant, ChannelId channel, Collection<String> channelSkus);

    /** Under which names the channel knows a SKU; empty when it does not sell it. */
    Collection<String> listings(MerchantId merchant, ChannelId channel, SkuId sku);
}
