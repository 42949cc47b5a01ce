package dev.tributary.leases;

import dev.tributary.database.Phases;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Ends leases whose time is over, and has what they kept back settled; nodes may find the same one, which does no harm. On
 * a thread of its own: to settle a wide lease takes seconds, and no other job of the hub waits for it.
 */
@Component
class LeaseEnds implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseEnds.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    /** One that waits for others is tried again after this. */
    private static final Duration WAITING = Duration.ofSeconds(1);

    private static final Duration STOP_MAX = Duration.ofSeconds(20);
    private static final int SLICE = 200;

    private final LeaseStore store;
    private final LeaseBook book;
    private final Clock clock;
    private final Semaphore stopping = new Semaphore(0);
    private @Nullable Thread thread;

    LeaseEnds(LeaseStore store, LeaseBook book, Clock clock) {
        this.store = store;
        this.book = book;
        this.clock = clock;
    }

    private void run() {
        try {
            while (!stopping.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                trying("leases wait for their end", this::look);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        store.expired(clock.instant(), SLICE).forEach(lease -> trying(waits(lease), () -> book.expire(lease)));
        store.ending(clock.instant().minus(WAITING), SLICE).forEach(lease -> trying(waits(lease), () -> settle(lease)));
    }

    /** Noted first: one that fails waits for its turn too. */
    private void settle(Lease lease) {
        store.tried(lease, clock.instant());
        book.settle(lease);
    }

    private static String waits(Lease lease) {
        return "lease %s of merchant %s waits for its end".formatted(lease.id(), lease.merchant());
    }

    private static void trying(String otherwise, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn(otherwise, e);
        }
    }

    @Override
    public void start() {
        thread = Thread.ofVirtual().name("lease-ends").start(this::run);
    }

    /** What it is at is done; the rest is there after the next start, or on another node. */
    @Override
    public void stop() {
        var running = thread;
        thread = null;
        if (running != null) {
            stopping.release();
            try {
                running.join(STOP_MAX);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return Phases.WORKERS;
    }
}
