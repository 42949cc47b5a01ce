package dev.tributary.catalog;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.SkuId;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** The units a SKU is traded in besides its base unit; doors convert with it before anything is counted. From memory. */
public interface SaleUnits {

    /** How many base units each sale unit is, by its code such as {@code BOX}; empty when there are none. */
    Map<String, Long> of(MerchantId merchant, SkuId sku);

    /** How many base units one unit is: the base unit itself, by its name, is 1. Empty where the SKU is not traded in it. */
    default Optional<Long> baseUnits(Sku sku, String unit) {
        var traded = of(sku.merchant(), sku.id()).get(unit);
        if (traded != null) {
            return Optional.of(traded);
        }
        return unit.equals(sku.unit().name()) ? Optional.of(1L) : Optional.empty();
    }

    /** Exact or not at all: nothing is rounded to what can be counted. */
    default Conversion convert(Sku sku, String unit, BigDecimal quantity, long unitsMax) {
        var each = baseUnits(sku, unit);
        return each.isEmpty() ? Conversion.Fault.UNKNOWN_UNIT : Conversion.of(quantity, each.get(), unitsMax);
    }
}
