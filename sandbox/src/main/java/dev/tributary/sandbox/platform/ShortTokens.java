package dev.tributary.sandbox.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Access tokens that end long before the platform had said, as one does that is withdrawn. */
final class ShortTokens {

    /** What is said of them. */
    static final int SAID_SECONDS = 7_200;

    static final Duration LIFE = Duration.ofSeconds(8);

    private final Clock clock;
    private final String prefix;
    private final Map<String, Instant> ends = new ConcurrentHashMap<>();
    private final AtomicLong issued = new AtomicLong();

    ShortTokens(Clock clock, String prefix) {
        this.clock = clock;
        this.prefix = prefix;
    }

    String issue() {
        String token = prefix + issued.incrementAndGet();
        ends.put(token, clock.instant().plus(LIFE));
        return token;
    }

    boolean holds(String token) {
        return ends.getOrDefault(token, Instant.EPOCH).isAfter(clock.instant());
    }
}
