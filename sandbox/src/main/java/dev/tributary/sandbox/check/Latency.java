package dev.tributary.sandbox.check;

import org.HdrHistogram.ConcurrentHistogram;

/** How long news took, in milliseconds with microsecond grain; up to ten minutes, two significant digits. */
public final class Latency {

    private static final long MICROS_MAX = 600_000_000L;

    private final ConcurrentHistogram micros = new ConcurrentHistogram(MICROS_MAX, 2);

    public void record(long tookMicros) {
        micros.recordValue(Math.clamp(tookMicros, 0, MICROS_MAX));
    }

    /** Begins anew: what was measured so far is forgotten. */
    public void reset() {
        micros.reset();
    }

    public long count() {
        return micros.getTotalCount();
    }

    /** For example {@code 41 ms}, or a dash when nothing was measured. */
    public String at(double percentile) {
        if (micros.getTotalCount() == 0) {
            return "-";
        }
        double millis = micros.getValueAtPercentile(percentile) / 1_000.0;
        return millis < 10 ? "%.1f ms".formatted(millis) : "%.0f ms".formatted(millis);
    }

    public double millisAt(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1_000.0;
    }
}
