package dev.tributary.kernel;

import java.util.concurrent.ThreadLocalRandom;

/** The {@code Retry-After} of those who were refused because too much was under way. */
public final class RetryAfter {

    private static final int SECONDS_MAX = 3;

    private RetryAfter() {}

    /** @return 1 to 3, by chance: those refused in one moment must not all come back in one moment */
    public static String overloadedSeconds() {
        return Integer.toString(ThreadLocalRandom.current().nextInt(1, SECONDS_MAX + 1));
    }
}
