package dev.tributary.openapi.idempotency;

import dev.tributary.database.Sweep;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets keys whose time is over; often, because they come as fast as writes do. */
@Component
class KeySweep {

    /** A caller may repeat a write for this long; afterwards its key is a new one. */
    static final Duration KEPT = Duration.ofHours(48);

    private final KeyStore keys;
    private final Clock clock;

    KeySweep(KeyStore keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void sweep() {
        Instant before = clock.instant().minus(KEPT);
        Sweep.inPieces(limit -> keys.forget(before, limit));
    }
}
