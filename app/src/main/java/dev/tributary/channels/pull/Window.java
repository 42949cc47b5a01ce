package dev.tributary.channels.pull;

import dev.tributary.channels.adapter.Adapter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A stretch of a list that is read at once. In whole seconds: that is what most platforms can be asked for. */
record Window(Instant from, Instant to) {

    /** The shortest one: when a platform shows more changes of it than it lets anybody page through, people must look. */
    static final Duration LEAST = Duration.ofMinutes(1);

    Window {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a window from %s to %s".formatted(from, to));
        }
    }

    /**
     * The next one behind what is read, reaching back into it; empty when nothing is old enough yet.
     *
     * @param through everything that changed before is read
     * @param longest what a window may be long now
     * @param end nothing behind it is asked for
     */
    static Optional<Window> next(Adapter.PulledList list, Instant through, Duration longest, Instant end) {
        var from = seconds(through.minus(list.overlap()));
        var least = seconds(through.plus(LEAST));
        var furthest = from.plus(longest);
        // However short the windows have become, each goes on.
        var to = seconds(Collections.min(List.of(Collections.max(List.of(furthest, least)), end)));
        return to.isAfter(through) ? Optional.of(new Window(from, to)) : Optional.empty();
    }

    private static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }
}
