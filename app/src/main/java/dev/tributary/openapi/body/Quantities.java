package dev.tributary.openapi.body;

import java.math.BigDecimal;
import java.util.Optional;

/** Quantities in units of sale, which may have a fraction: half a kilogram is whole grams. */
final class Quantities {

    /** Digits after the point. */
    static final int SCALE_MAX = 6;

    private static final int DIGITS_MAX = 40;

    private Quantities() {}

    /** Empty when it is out of range. Looks at the digits first: a few characters of JSON can name a number of gigabytes. */
    static Optional<BigDecimal> of(BigDecimal value, long max) {
        boolean fits = value.signum() > 0
                && value.precision() <= DIGITS_MAX
                && Math.abs((long) value.scale()) <= DIGITS_MAX
                && value.stripTrailingZeros().scale() <= SCALE_MAX
                && value.compareTo(BigDecimal.valueOf(max)) <= 0;
        return fits ? Optional.of(value) : Optional.empty();
    }

    static String expected(long max) {
        return "more than 0, to %d, with at most %d digits after the point".formatted(max, SCALE_MAX);
    }
}
