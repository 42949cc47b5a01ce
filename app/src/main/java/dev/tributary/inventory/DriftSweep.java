package dev.tributary.inventory;

import dev.tributary.database.Sweep;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes drift that was settled long ago. What a repair did stays in the ledger; what is open stays until it is settled. */
@Component
class DriftSweep {

    static final Duration KEPT = Duration.ofDays(365);

    private final DriftStore drifts;
    private final Clock clock;

    DriftSweep(DriftStore drifts, Clock clock) {
        this.drifts = drifts;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT6H", initialDelayString = "PT3M")
    void sweep() {
        sweep(clock.instant());
    }

    void sweep(Instant now) {
        Sweep.inPieces(limit -> drifts.forget(now.minus(KEPT), limit));
    }
}
