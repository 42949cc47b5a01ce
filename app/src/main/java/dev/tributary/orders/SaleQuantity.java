package dev.tributary.orders;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How much of a line was told in a unit of sale such as {@code BOX}; the line's price is then of one such unit.
 *
 * @param baseUnits how many base units one unit of sale is; 0 while nobody knows, and its line waits
 */
public record SaleQuantity(String unit, BigDecimal quantity, long baseUnits) {

    public static final int UNIT_LENGTH_MAX = 64;
    /** Digits after the point. */
    public static final int SCALE_MAX = 6;

    /** Written as short as it can be, so that 2 and 2.0 are the same. */
    public SaleQuantity {
        var shortest = quantity.stripTrailingZeros();
        quantity = shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }

    public boolean known() {
        return baseUnits > 0;
    }

    /** What was said, whatever is known of it. */
    SaleQuantity told() {
        return of(0);
    }

    public SaleQuantity of(long baseUnitsEach) {
        return new SaleQuantity(unit, quantity, baseUnitsEach);
    }

    /** Of what was told, the share of some of its base units; to the last digit there is room for. */
    SaleQuantity share(long units, long ofUnits) {
        var part = quantity.multiply(BigDecimal.valueOf(units))
                .divide(BigDecimal.valueOf(ofUnits), SCALE_MAX, RoundingMode.HALF_UP);
        return new SaleQuantity(unit, part.max(BigDecimal.ONE.movePointLeft(SCALE_MAX)), baseUnits);
    }

    /** What a waiting line is shown and kept with until its base units are known: what was told, at least 1. */
    public long unitsWaiting() {
        return quantity.setScale(0, RoundingMode.UP).longValueExact();
    }

    /**
     * What base units of a line cost whose price is of one unit of sale: exact for what was told, else to the nearest
     * cent.
     */
    long price(long units, long unitPrice) {
        var price = BigDecimal.valueOf(unitPrice);
        return known()
                ? price.multiply(BigDecimal.valueOf(units))
                        .divide(BigDecimal.valueOf(baseUnits), 0, RoundingMode.HALF_UP)
                        .longValueExact()
                : price.multiply(quantity).setScale(0, RoundingMode.HALF_UP).longValueExact();
    }
}
