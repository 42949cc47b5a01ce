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
        // Doors take files of rows, and by themselves no more than 1 MiB of any other message.
        boolean takesFiles = path.endsWith(":batch") || path.startsWith("/console/") || path.startsWith("/doors/");
        return takesFiles ? 8 * MIB : MIB;
    }
}
