package dev.tributary.access;

/** How long a body may be, by its path. */
public final class BodyBytes {

    private static final long MIB = 1024 * 1024;

    private BodyBytes() {}

    public static long max(String path) {
        if (path.startsWith("/v1/till-logs")) {
            return 32 * MIB;
        }
        if (path.startsWith("/v1/stock/snapshots")) {
            return 16 * MIB;
        }
        return path.endsWith(":batch") || path.startsWith("/console/") ? 8 * MIB : MIB;
    }
}
