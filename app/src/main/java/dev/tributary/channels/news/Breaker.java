package dev.tributary.channels.news;

import dev.tributary.channels.StockNews.Health;
import java.time.Duration;
import java.time.Instant;

/** Stops calling a channel that is not there; one call after each pause finds out whether it is back. */
final class Breaker {

    private static final int FAILURES_UNTIL_BROKEN = 3;

    private int failures;
    private Instant until = Instant.EPOCH;

    synchronized void worked() {
        failures = 0;
        until = Instant.EPOCH;
    }

    synchronized void failed(Instant now) {
        failures++;
        if (failures >= FAILURES_UNTIL_BROKEN && !until.isAfter(now)) {
            until = now.plus(Pause.after(failures - FAILURES_UNTIL_BROKEN + 1));
        }
    }

    synchronized Duration pause(Instant now) {
        return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
    }

    synchronized Health health() {
        if (failures == 0) {
            return Health.WELL;
        }
        return failures < FAILURES_UNTIL_BROKEN ? Health.TRYING : Health.BROKEN;
    }
}
