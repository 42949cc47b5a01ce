package dev.tributary.channels.news;

import java.time.Duration;

/** A channel's budget of calls. Used by one lane's thread. */
final class TokenBucket {

    private final double perSecond;
    private final double burst;
    private double tokens;
    private long filledAtNanos;

    TokenBucket(double perSecond, double burst, long nowNanos) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.tokens = burst;
        this.filledAtNanos = nowNanos;
    }

    /** Takes a call out, or says how long to wait for one. */
    Duration take(long nowNanos) {
        tokens = Math.min(burst, tokens + (nowNanos - filledAtNanos) * 1e-9 * perSecond);
        filledAtNanos = nowNanos;
        if (tokens >= 1) {
            tokens -= 1;
            return Duration.ZERO;
        }
        return Duration.ofNanos((long) Math.ceil((1 - tokens) / perSecond * 1e9));
    }

    double perSecond() {
        return perSecond;
    }
}
