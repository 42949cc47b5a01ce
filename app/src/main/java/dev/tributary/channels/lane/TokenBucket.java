package dev.tributary.channels.lane;

import java.time.Duration;

/** Calls that may be made: so many a second, and so many at once after a pause. Several lanes may share one. */
public final class TokenBucket {

    private final double burst;
    private double perSecond;
    private double tokens;
    private long filledAtNanos;

    public TokenBucket(double perSecond, double burst, long nowNanos) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.tokens = burst;
        this.filledAtNanos = nowNanos;
    }

    /** Takes a call out and answers zero, or takes nothing and answers how long until one may be taken. */
    public synchronized Duration take(long nowNanos) {
        fill(nowNanos);
        if (tokens < 1) {
            return Duration.ofNanos((long) Math.ceil((1 - tokens) / perSecond * 1e9));
        }
        tokens -= 1;
        return Duration.ZERO;
    }

    /** A call that was taken out is not made. */
    public synchronized void giveBack() {
        tokens = Math.min(burst, tokens + 1);
    }

    /** Calls from now on come at this rate; those saved up are kept. */
    synchronized void rate(double newPerSecond, long nowNanos) {
        fill(nowNanos);
        perSecond = newPerSecond;
    }

    /** Nothing is saved up any more. */
    synchronized void drain(long nowNanos) {
        fill(nowNanos);
        tokens = Math.min(tokens, 0);
    }

    private void fill(long nowNanos) {
        // Threads read the clock before they come here, so one may bring an earlier moment than the one before it.
        tokens = Math.min(burst, tokens + Math.max(0, nowNanos - filledAtNanos) * 1e-9 * perSecond);
        filledAtNanos = Math.max(filledAtNanos, nowNanos);
    }

    /** How many calls could be made at once now. */
    synchronized double left(long nowNanos) {
        fill(nowNanos);
        return Math.max(0, tokens);
    }
}
