package dev.tributary.database;

import java.time.Duration;
import java.util.Collection;

/** Waits for workers that were told to stop. */
public final class Threads {

    private static final Duration STOP_MAX = Duration.ofSeconds(10);

    private Threads() {}

    public static void join(Collection<Thread> threads) {
        try {
            for (var thread : threads) {
                if (!thread.join(STOP_MAX)) {
                    thread.interrupt();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
