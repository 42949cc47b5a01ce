package dev.tributary.channels.news;

import java.time.Duration;

/** How long to leave a failing thing alone: a hiccup heals at once, then three tries at 5 s, then growing pauses. */
final class Pause {

    private static final Duration HICCUP = Duration.ofMillis(100);
    private static final Duration TRY = Duration.ofSeconds(5);
    private static final Duration MAX = Duration.ofHours(1);
    private static final int TRIES = 3;

    private Pause() {}

    /** @param failures how often it had failed before this failure */
    static Duration after(int failures) {
        if (failures == 0) {
            return HICCUP;
        }
        if (failures <= TRIES) {
            return TRY;
        }
        var grown = TRY.multipliedBy(1L << Math.min(failures - TRIES, 12));
        return grown.compareTo(MAX) < 0 ? grown : MAX;
    }
}
