package dev.tributary.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;

/** So many callers who each ask again as soon as they are answered. */
final class ClosedLoop {

    /** One call of one caller; throws when the answer is not the one expected. */
    @FunctionalInterface
    interface Call {
        void run(int caller) throws Exception;
    }

    private ClosedLoop() {}

    static Row run(String name, int callers, Duration warmUp, Duration time, Call call) {
        var micros = new ConcurrentHistogram(Duration.ofMinutes(1).toNanos() / 1_000, 3);
        var measuring = new AtomicBoolean();
        var stop = new AtomicBoolean();
        var done = new AtomicLong();
        var failures = new ArrayList<Exception>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            int caller = i;
            threads.add(Thread.startVirtualThread(() -> {
                try {
                    while (!stop.get()) {
                        long start = System.nanoTime();
                        call.run(caller);
                        if (measuring.get()) {
                            micros.recordValue(Math.min((System.nanoTime() - start) / 1_000, 60_000_000));
                            done.incrementAndGet();
                        }
                    }
                } catch (Exception e) {
                    synchronized (failures) {
                        failures.add(e);
                    }
                }
            }));
        }
        pause(warmUp);
        measuring.set(true);
        long start = System.nanoTime();
        pause(time);
        measuring.set(false);
        double seconds = (System.nanoTime() - start) / 1e9;
        stop.set(true);
        threads.forEach(ClosedLoop::join);
        if (!failures.isEmpty()) {
            throw new IllegalStateException(name + ": a call failed", failures.getFirst());
        }
        return Row.of(name).with("ordersPerSecond", done.get() / seconds).withLatency(micros);
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
