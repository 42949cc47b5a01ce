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

    /** How long until a call may be taken out; zero when one may be now. */
    Duration untilNext(long nowNanos) {
        tokens = Math.min(burst, tokens + (nowNanos - filledAtNanos) * 1e-9 * perSecond);
        filledAtNanos = nowNanos;
        return tokens >= 1 ? Duration.ZERO : Duration.ofNanos((long) Math.ceil((1 - tokens) / perSecond * 1e9));
    }

    /** Takes a call out, for which there was no wait. */
    void take() {
        tokens -= 1;
    }

    double perSecond() {
        return perSecond;
    }
}
