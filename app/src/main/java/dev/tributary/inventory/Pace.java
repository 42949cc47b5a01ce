package dev.tributary.inventory;

import java.time.Duration;

/** Keeps a reading of the books in the background: slices of some ten milliseconds where it can, a rest sixty times as long. */
final class Pace {

    private static final Duration SLICE_LONG = Duration.ofMillis(50);
    private static final Duration SLICE_SHORT = Duration.ofMillis(15);
    private static final int REST = 60;
    private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(10);

    private final int least;
    private final int most;
    private int limit;
    private long dueNanos;

    Pace(int least, int most, long nowNanos) {
        this.least = least;
        this.most = most;
        this.limit = least;
        this.dueNanos = nowNanos;
    }

    /** How much the next slice reads. */
    int limit() {
        return limit;
    }

    boolean due(long nowNanos) {
        return nowNanos - dueNanos >= 0;
    }

    void failed(long nowNanos) {
        dueNanos = nowNanos + BETWEEN_ROUNDS.toNanos();
    }

    void read(Duration took, boolean roundEnded, long nowNanos) {
        if (took.compareTo(SLICE_LONG) > 0) {
            limit = Math.max(least, limit / 2);
        } else if (took.compareTo(SLICE_SHORT) < 0) {
            limit = Math.min(most, limit * 2);
        }
        long rest = took.multipliedBy(REST).toNanos();
        dueNanos = nowNanos + (roundEnded ? Math.max(rest, BETWEEN_ROUNDS.toNanos()) : rest);
    }
}
