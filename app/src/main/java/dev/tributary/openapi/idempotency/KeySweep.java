package dev.tributary.openapi.idempotency;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets keys whose time is over, in small pieces. */
@Component
class KeySweep {

    /** A caller may repeat a write for this long; afterwards its key is a new one. */
    static final Duration KEPT = Duration.ofHours(48);

    private static final int PIECE = 1_000;
    private static final int PIECES_MAX = 100;

    private final KeyStore keys;
    private final Clock clock;

    KeySweep(KeyStore keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT1M")
    void sweep() {
        Instant before = clock.instant().minus(KEPT);
        for (int piece = 0; piece < PIECES_MAX && keys.forget(before, PIECE) == PIECE; piece++) {
            // Each piece is a short transaction of its own; the next round takes what is left.
        }
    }
}
