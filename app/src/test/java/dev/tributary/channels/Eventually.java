package dev.tributary.channels;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits for what other threads do; fails after a time no healthy machine needs. */
public final class Eventually {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Eventually() {}

    public static <T> T present(String what, Supplier<Optional<T>> look) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            var found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
        }
        throw new AssertionError("never happened: " + what);
    }

    public static void yes(String what, Supplier<Boolean> look) {
        present(what, () -> look.get() ? Optional.of(true) : Optional.empty());
    }
}
