package dev.tributary.catalog;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.SkuId;
import java.util.Optional;

/**
 * What is counted. Quantities are whole base units: pieces, or grams for weighed goods.
 *
 * @param code the merchant's own code, unique per merchant
 * @param gtin padded to 14 digits, its check digit verified
 */
public record Sku(
        MerchantId merchant,
        SkuId id,
        String productCode,
        String code,
        String name,
        Optional<String> gtin,
        BaseUnit unit,
        Money price) {

    public enum BaseUnit {
        PIECE,
        GRAM
    }
}
