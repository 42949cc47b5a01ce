package dev.tributary.kernel;

import java.time.Duration;
import java.time.Instant;

/**
 * Stops a lane from hammering a receiver that does not answer: after eight failures in a row it opens for five seconds,
 * then lets one try through, and opens for twice as long when that fails too, up to a minute. Used under its lane's lock.
 */
public final class Circuit {

    private static final int FAILURES_MAX = 8;
    private static final Duration OPEN_FIRST = Duration.ofSeconds(5);
    private static final Duration OPEN_MAX = Duration.ofMinutes(1);

    private int failures;
    private Duration open = OPEN_FIRST;
    private Instant closesAt = Instant.MIN;

    /** How many may be on their way at once now. */
    public int allowed(Instant now, int atMost) {
        if (failures < FAILURES_MAX) {
            return atMost;
        }
        return now.isBefore(closesAt) ? 0 : 1;
    }

    public void succeeded() {
        failures = 0;
        open = OPEN_FIRST;
    }

    public void failed(Instant now) {
        failures++;
        if (failures >= FAILURES_MAX && !now.isBefore(closesAt)) {
            closesAt = now.plus(open);
            var longer = open.multipliedBy(2);
            open = longer.compareTo(OPEN_MAX) > 0 ? OPEN_MAX : longer;
        }
    }
}
