package dev.tributary.channels.news;

import java.time.Duration;
import java.time.Instant;

/** How long ago something was, by clocks that may differ. */
final class Age {

    private Age() {}

    static Duration between(Instant then, Instant now) {
        return then.isAfter(now) ? Duration.ZERO : Duration.between(then, now);
    }
}
