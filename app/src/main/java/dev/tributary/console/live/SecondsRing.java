package dev.tributary.console.live;

/** Counts per second over the last {@value #SECONDS} seconds, in memory that does not grow. */
final class SecondsRing {

    static final int SECONDS = 128;

    private final long[] stamps = new long[SECONDS];
    private final long[] counts = new long[SECONDS];
    private long total;

    synchronized void add(long second, long count) {
        total += count;
        int slot = Math.floorMod(second, SECONDS);
        if (stamps[slot] < second) {
            stamps[slot] = second;
            counts[slot] = 0;
        }
        // A slot that a newer second took already stays with it: what comes so late is in the total alone.
        if (stamps[slot] == second) {
            counts[slot] += count;
        }
    }

    /** The counts of the {@code length} seconds before {@code end}, oldest first. */
    synchronized long[] before(long end, int length) {
        var result = new long[length];
        for (int i = 0; i < length; i++) {
            long second = end - length + i;
            int slot = Math.floorMod(second, SECONDS);
            result[i] = stamps[slot] == second ? counts[slot] : 0;
        }
        return result;
    }

    synchronized long total() {
        return total;
    }
}
