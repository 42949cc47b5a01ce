package dev.tributary.channels.news;

import dev.tributary.channels.StockNews.Health;
import java.time.Duration;
import java.time.Instant;

/** Stops calling a channel that is not there; one call after each pause finds out whether it is back. */
final class Breaker {

    private static final int FAILURES_UNTIL_BROKEN = 3;
    /** While that one call is under way. */
    private static final Duration FINDING_OUT = Duration.ofMillis(100);

    private int failures;
    private int pauses;
    private boolean findingOut;
    /** Pauses so far: a call knows by this number whether one began while it was under way. */
    private long begun;

    private Instant until = Instant.EPOCH;

    /** A call begins. Answers what {@link #failed} is told of it. */
    synchronized long began() {
        findingOut = failures >= FAILURES_UNTIL_BROKEN;
        return begun;
    }

    synchronized void worked() {
        failures = 0;
        pauses = 0;
        findingOut = false;
        until = Instant.EPOCH;
    }

    /**
     * Calls that were under way when the pause began say nothing new: each of them would make the next pause longer.
     *
     * @param call what {@link #began} answered
     */
    synchronized void failed(long call, Instant now) {
        if (call != begun) {
            return;
        }
        findingOut = false;
        failures++;
        if (failures >= FAILURES_UNTIL_BROKEN) {
            pauses++;
            begun++;
            until = now.plus(Pause.after(pauses));
        }
    }

    synchronized Duration pause(Instant now) {
        if (until.isAfter(now)) {
            return Duration.between(now, until);
        }
        return findingOut ? FINDING_OUT : Duration.ZERO;
    }

    synchronized Health health() {
        if (failures == 0) {
            return Health.WELL;
        }
        return failures < FAILURES_UNTIL_BROKEN ? Health.TRYING : Health.BROKEN;
    }
}
