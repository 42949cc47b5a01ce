package dev.tributary.channels.news;

import java.time.Duration;
import java.time.Instant;

/**
 * Of a hundred changes one may be told later than is due: how much of that is left, over the last hour. What waits longer
 * already counts as late, or a channel that hears nothing would look well.
 */
final class AgeBudget {

    private static final int MINUTES = 60;
    private static final double LATE_SHARE_MAX = 0.01;

    private final Duration due;
    private final long[] told = new long[MINUTES];
    private final long[] late = new long[MINUTES];
    private long minute;

    AgeBudget(Duration due) {
        this.due = due;
    }

    /** @param left 1 when none was late, 0 when the budget is spent */
    record Left(long told, long late, double left) {}

    Duration due() {
        return due;
    }

    synchronized void told(Duration age, Instant now) {
        turn(now);
        int slot = slot(minute);
        told[slot]++;
        if (age.compareTo(due) > 0) {
            late[slot]++;
        }
    }

    /** @param waitingLate changes that wait longer than is due */
    synchronized Left left(long waitingLate, Instant now) {
        turn(now);
        long all = waitingLate;
        long tooLate = waitingLate;
        for (int slot = 0; slot < MINUTES; slot++) {
            all += told[slot];
            tooLate += late[slot];
        }
        double left = tooLate == 0 ? 1 : Math.max(0, 1 - tooLate / (LATE_SHARE_MAX * all));
        return new Left(all, tooLate, left);
    }

    /** Minutes that began since are empty; a clock that goes back changes nothing. */
    private void turn(Instant now) {
        long current = now.getEpochSecond() / 60;
        for (long begun = Math.max(minute + 1, current - MINUTES + 1); begun <= current; begun++) {
            told[slot(begun)] = 0;
            late[slot(begun)] = 0;
        }
        minute = Math.max(minute, current);
    }

    private static int slot(long minute) {
        return Math.floorMod(minute, MINUTES);
    }
}
