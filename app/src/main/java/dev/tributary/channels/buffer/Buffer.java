package dev.tributary.channels.buffer;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/**
 * What a channel is told less of a SKU: what sells elsewhere until it has heard. Worked out of the very figures that are
 * shown, so that everybody can do the sum again. Where many more are left than sell meanwhile nothing is held back: it
 * would not keep anybody from overselling, and each figure that changes costs the channel a call.
 *
 * @param delayHundredths of a second, from a change's commit to the channel's acknowledgement
 * @param speedTenths of a unit that are sold in a second
 * @param available how many there are
 * @param fixed what people have set in its place
 */
public record Buffer(long delayHundredths, long speedTenths, long available, Optional<Long> fixed) {

    /** A wild measurement does not empty a shelf. How many are enough is reckoned without this limit. */
    public static final long UNITS_MAX = 100;

    /** Of the buffers that a figure covers: with so many and more it is told as it is. */
    private static final long ENOUGH = 10;

    private static final long DELAY_HUNDREDTHS_MAX = 60 * 100;
    /** Hundredths of tenths in one unit. */
    private static final long WHOLE = 1_000;
    /** Less than a tenth of a unit is expected to be sold meanwhile: then nothing is held back. */
    private static final long EXPECTED_MIN = WHOLE / 10;

    public static Buffer computed(Duration delay, double unitsPerSecond, long available) {
        return new Buffer(
                Math.min(DELAY_HUNDREDTHS_MAX, Math.round(delay.toMillis() / 10.0)),
                Math.round(unitsPerSecond * 10),
                available,
                Optional.empty());
    }

    Buffer fixedAt(long units) {
        return new Buffer(delayHundredths, speedTenths, available, Optional.of(units));
    }

    public long units() {
        return fixed.orElseGet(this::computedUnits);
    }

    private long computedUnits() {
        long sells = sellsMeanwhile();
        return available < sells * ENOUGH ? Math.min(UNITS_MAX, sells) : 0;
    }

    private long sellsMeanwhile() {
        long expected = delayHundredths * speedTenths;
        return expected < EXPECTED_MIN ? 0 : Math.ceilDiv(expected, WHOLE);
    }

    public String formula() {
        long expected = delayHundredths * speedTenths;
        long sells = sellsMeanwhile();
        String sum = "%d = %s s x %s/s"
                .formatted(
                        computedUnits(),
                        BigDecimal.valueOf(delayHundredths, 2).toPlainString(),
                        BigDecimal.valueOf(speedTenths, 1).toPlainString());
        if (expected < EXPECTED_MIN) {
            sum += ", less than a tenth of a unit";
        } else if (computedUnits() == 0) {
            sum += ", none while %d or more are left".formatted(sells * ENOUGH);
        } else if (sells > UNITS_MAX) {
            sum += ", at most " + UNITS_MAX;
        } else {
            sum += ", rounded up";
        }
        return fixed.map(units -> units + " by hand; else ").orElse("") + sum;
    }
}
