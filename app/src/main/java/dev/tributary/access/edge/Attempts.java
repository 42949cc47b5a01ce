package dev.tributary.access.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/**
 * Guards the checking of secrets: after five wrong ones from one source it is asked to wait, longer each time, up to a
 * quarter of an hour; and one check at a time, because a slow hash must not take the cores from orders.
 */
@Component
public class Attempts {

    private static final int FREE_FAILURES = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration PAUSE_MAX = Duration.ofMinutes(15);
    private static final Duration TURN_WAIT = Duration.ofSeconds(2);
    private static final int SOURCES_MAX = 20_000;

    private final Cache<String, Failures> failuresBySource = Caffeine.newBuilder()
            .maximumSize(SOURCES_MAX)
            .expireAfterWrite(PAUSE_MAX.multipliedBy(2))
            .build();
    private final Semaphore checks = new Semaphore(1, true);
    private final Clock clock;

    Attempts(Clock clock) {
        this.clock = clock;
    }

    /** Runs the check unless the source has to wait, which throws TOO_MANY_REQUESTS; remembers how it ended. */
    public boolean check(String source, BooleanSupplier secretIsRight) {
        Failures before = failuresBySource.getIfPresent(source);
        if (before != null && clock.instant().isBefore(before.waitUntil())) {
            throw new ProblemException(Problem.TOO_MANY_REQUESTS, "too many wrong secrets: wait before the next try");
        }
        boolean right = oneAtATime(secretIsRight);
        if (right) {
            failuresBySource.invalidate(source);
        } else {
            failuresBySource.asMap().merge(source, failed(1), (old, one) -> failed(old.count() + 1));
        }
        return right;
    }

    /** How long to wait after so many wrong secrets in a row. */
    public static Duration pause(int failures) {
        if (failures < FREE_FAILURES) {
            return Duration.ZERO;
        }
        int doublings = Math.min(failures - FREE_FAILURES, 12);
        Duration pause = FIRST_PAUSE.multipliedBy(1L << doublings);
        return pause.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : pause;
    }

    private Failures failed(int count) {
        return new Failures(count, clock.instant().plus(pause(count)));
    }

    private boolean oneAtATime(BooleanSupplier check) {
        try {
            if (!checks.tryAcquire(TURN_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ProblemException(Problem.OVERLOADED, "many secrets are being checked: try again in a moment");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(Problem.UNAVAILABLE, "the hub is stopping");
        }
        try {
            return check.getAsBoolean();
        } finally {
            checks.release();
        }
    }

    private record Failures(int count, Instant waitUntil) {}
}
