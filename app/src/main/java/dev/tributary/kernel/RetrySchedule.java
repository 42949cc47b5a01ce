package dev.tributary.kernel;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** When to try again: three tries five seconds apart, then growing pauses until a day has passed. */
public final class RetrySchedule {

    public static final Duration GIVEN_UP_AFTER = Duration.ofHours(24);

    /** From so many tries on operators see it. */
    public static final int VISIBLE_AFTER = 3;

    private static final Duration SHORT = Duration.ofSeconds(5);
    private static final List<Duration> GROWING = List.of(
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2));

    private RetrySchedule() {}

    /**
     * The pause after a failed try; empty when it is time to give up.
     *
     * @param attempts tries made, at least one
     * @param age since what is to be told was written down
     */
    public static Optional<Duration> next(int attempts, Duration age) {
        if (attempts < VISIBLE_AFTER) {
            return Optional.of(SHORT);
        }
        if (age.compareTo(GIVEN_UP_AFTER) >= 0) {
            return Optional.empty();
        }
        return Optional.of(GROWING.get(Math.min(attempts - VISIBLE_AFTER, GROWING.size() - 1)));
    }
}
