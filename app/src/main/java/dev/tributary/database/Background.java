package dev.tributary.database;

import java.util.function.Supplier;

/**
 * Work that may take seconds while others wait for milliseconds. What runs here uses connections of its own, few of them,
 * and where the hub runs the server itself, their processes give way to all others: two cores that are asked for too much
 * serve single orders first.
 */
public final class Background {

    private static final ScopedValue<Boolean> HERE = ScopedValue.newInstance();

    private Background() {}

    public static void run(Runnable work) {
        ScopedValue.where(HERE, true).run(work);
    }

    public static <T> T call(Supplier<T> work) {
        return ScopedValue.where(HERE, true).call(work::get);
    }

    /** The same, for good, on a platform thread of its own, which gives way too. */
    public static void runOnThisThread(Runnable work) {
        Priority.lowerThisThread();
        run(work);
    }

    static boolean here() {
        return HERE.isBound();
    }
}
