package dev.tributary.inventory;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.SkuId;
import java.util.Collection;
import java.util.List;

/**
 * Which SKUs are sold by components and keep no stock of their own. Told by who knows the catalogue, from memory: it is
 * asked for every SKU of every answer.
 */
public interface Compositions {

    /** Empty for a SKU that keeps stock. */
    List<Part> parts(MerchantId merchant, SkuId sku);

    /** What the SKU is a component of. */
    Collection<SkuId> madeOf(MerchantId merchant, SkuId sku);

    /** @param units of this SKU that one unit is made of */
    record Part(SkuId sku, long units) {}
}
