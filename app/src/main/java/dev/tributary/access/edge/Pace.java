package dev.tributary.access.edge;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Admits so many a second, with a second's worth at once (generic cell rate algorithm): one number, one
 * compare-and-swap, nothing to refill.
 */
public final class Pace {

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final long intervalNanos;
    private final AtomicLong nextDue = new AtomicLong(Long.MIN_VALUE);

    public Pace(int perSecond) {
        this.intervalNanos = SECOND_NANOS / perSecond;
    }

    /** Takes one and answers 0, or takes none and answers the nanoseconds until there is one. */
    public long take(long nowNanos) {
        while (true) {
            long due = nextDue.get();
            long start = Math.max(due, nowNanos);
            long wait = start + intervalNanos - nowNanos - SECOND_NANOS;
            if (wait > 0) {
                return wait;
            }
            if (nextDue.compareAndSet(due, start + intervalNanos)) {
                return 0;
            }
        }
    }
}
