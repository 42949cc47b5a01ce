package dev.tributary.catalog;

import java.math.BigDecimal;

/** What a quantity in a unit of sale is in base units, or why it is none. */
public sealed interface Conversion {

    /** @param each base units in one unit of sale */
    record Whole(long units, long each) implements Conversion {}

    enum Fault implements Conversion {
        UNKNOWN_UNIT("the SKU is not sold in this unit"),
        NOT_WHOLE("it is no whole number of the SKU's base unit"),
        OUT_OF_RANGE("it is less than one base unit, or more than may be counted");

        private final String detail;

        Fault(String detail) {
            this.detail = detail;
        }

        public String detail() {
            return detail;
        }
    }

    static Conversion of(BigDecimal quantity, long each, long unitsMax) {
        var units = quantity.multiply(BigDecimal.valueOf(each));
        if (units.signum() <= 0 || units.compareTo(BigDecimal.valueOf(unitsMax)) > 0) {
            return Fault.OUT_OF_RANGE;
        }
        // Within the range, so that a tiny exponent is the only thing that is left to be strange.
        return units.stripTrailingZeros().scale() > 0 ? Fault.NOT_WHOLE : new Whole(units.longValueExact(), each);
    }
}
