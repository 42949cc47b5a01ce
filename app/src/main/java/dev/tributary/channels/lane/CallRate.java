package dev.tributary.channels.lane;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How often one lane may call: at the rate of its own budget, and only while the limits that it shares with other lanes
 * of its shop or its app have something left. A platform that has had enough is left alone for as long as it says; then
 * the lane goes on at half the rate, and climbs back in small steps of a second each.
 */
public final class CallRate {

    /** When the platform does not say how long. */
    private static final Duration LEFT_ALONE = Duration.ofMillis(500);
    /** A platform that says longer is asked again by then. */
    public static final Duration LEFT_ALONE_MAX = Duration.ofMinutes(15);
    /** Calls that were under way together are one piece of news. */
    private static final Duration HALVED_EVERY = Duration.ofSeconds(1);

    private static final double LEAST_OF_FULL = 1.0 / 32;
    private static final double CLIMBS_OF_FULL = 1.0 / 20;

    private final double full;
    private final TokenBucket own;
    private final List<TokenBucket> shared;
    private double perSecond;
    private long climbedAtNanos;
    private long halvedAtNanos;
    private long closedUntilNanos;
    private long throttled;

    public CallRate(double perSecond, int burst, List<TokenBucket> shared, long nowNanos) {
        this.full = perSecond;
        this.perSecond = perSecond;
        this.own = new TokenBucket(perSecond, burst, nowNanos);
        this.shared = List.copyOf(shared);
        this.climbedAtNanos = nowNanos;
        this.halvedAtNanos = nowNanos - HALVED_EVERY.toNanos();
        this.closedUntilNanos = nowNanos;
    }

    /** Takes a call out of every budget and answers zero, or takes nothing and answers how long to wait at least. */
    public synchronized Duration take(long nowNanos) {
        if (nowNanos - closedUntilNanos < 0) {
            return Duration.ofNanos(closedUntilNanos - nowNanos);
        }
        climb(nowNanos);
        var taken = new ArrayList<TokenBucket>();
        for (var bucket : all()) {
            var wait = bucket.take(nowNanos);
            if (!wait.isZero()) {
                taken.forEach(TokenBucket::giveBack);
                return wait;
            }
            taken.add(bucket);
        }
        return Duration.ZERO;
    }

    /** A call that was taken out is not made. */
    public synchronized void giveBack() {
        all().forEach(TokenBucket::giveBack);
    }

    /** @param retryAfter how long the platform wants to be left alone, where it says */
    public synchronized void throttled(Optional<Duration> retryAfter, long nowNanos) {
        throttled++;
        climb(nowNanos);
        var alone = retryAfter.orElse(LEFT_ALONE);
        long until = nowNanos + (alone.compareTo(LEFT_ALONE_MAX) > 0 ? LEFT_ALONE_MAX : alone).toNanos();
        closedUntilNanos = until - closedUntilNanos > 0 ? until : closedUntilNanos;
        own.drain(nowNanos);
        if (nowNanos - halvedAtNanos >= HALVED_EVERY.toNanos()) {
            halvedAtNanos = nowNanos;
            perSecond = Math.max(full * LEAST_OF_FULL, perSecond / 2);
            own.rate(perSecond, nowNanos);
        }
    }

    private void climb(long nowNanos) {
        long steps = (nowNanos - climbedAtNanos) / 1_000_000_000L;
        if (steps > 0) {
            climbedAtNanos += steps * 1_000_000_000L;
            if (perSecond < full) {
                perSecond = Math.min(full, perSecond + steps * full * CLIMBS_OF_FULL);
                own.rate(perSecond, nowNanos);
            }
        }
    }

    private List<TokenBucket> all() {
        var all = new ArrayList<TokenBucket>();
        all.add(own);
        all.addAll(shared);
        return all;
    }

    /** How many calls it could make at once now. */
    public synchronized double left(long nowNanos) {
        climb(nowNanos);
        return nowNanos - closedUntilNanos < 0
                ? 0
                : all().stream()
                        .mapToDouble(bucket -> bucket.left(nowNanos))
                        .min()
                        .orElse(0);
    }

    /** Without throttling. */
    public double full() {
        return full;
    }

    /** At the moment. */
    public synchronized double perSecond(long nowNanos) {
        climb(nowNanos);
        return perSecond;
    }

    /** How often the platform has had enough. */
    public synchronized long throttled() {
        return throttled;
    }
}
