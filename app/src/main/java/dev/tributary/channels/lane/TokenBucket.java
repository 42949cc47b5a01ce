package dev.tributary.channels.lane;

import java.time.Duration;

/** A channel's budget of calls. Used by one lane's thread. */
public final class TokenBucket {

    private final double perSecond;
    private final double burst;
    private double tokens;
    private long filledAtNanos;

    public TokenBucket(double perSecond, double burst, long nowNanos) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.tokens = burst;
        this.filledAtNanos = nowNanos;
    }

    /** How long until a call may be taken out; zero when one may be now. */
    public Duration untilNext(long nowNanos) {
        tokens = Math.min(burst, tokens + (nowNanos - filledAtNanos) * 1e-9 * perSecond);
        filledAtNanos = nowNanos;
        return tokens >= 1 ? Duration.ZERO : Duration.ofNanos((long) Math.ceil((1 - tokens) / perSecond * 1e9));
    }

    /** Takes a call out, for which there was no wait. */
    public void take() {
        tokens -= 1;
    }

    public double perSecond() {
        return perSecond;
    }
}
