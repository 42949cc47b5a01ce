package dev.tributary.catalog;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.SkuId;
import java.util.Map;

/** The units a SKU is traded in besides its base unit; doors convert with it before anything is counted. From memory. */
public interface SaleUnits {

    /** How many base units each sale unit is, by its code such as {@code BOX}; empty when there are none. */
    Map<String, Long> of(MerchantId merchant, SkuId sku);
}
