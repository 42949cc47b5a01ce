package dev.tributary.sandbox.world;

/** What a platform lets one application call: so many a second, with a burst; a token bucket. */
final class Budget {

    private final double callsPerSecond;
    private final double burst;
    private double tokens;
    private long lastNanos;

    Budget(double callsPerSecond, double burst) {
        this.callsPerSecond = callsPerSecond;
        this.burst = burst;
        this.tokens = burst;
        this.lastNanos = System.nanoTime();
    }

    synchronized boolean take() {
        long now = System.nanoTime();
        tokens = Math.min(burst, tokens + (now - lastNanos) * 1e-9 * callsPerSecond);
        lastNanos = now;
        if (tokens < 1) {
            return false;
        }
        tokens -= 1;
        return true;
    }
}
