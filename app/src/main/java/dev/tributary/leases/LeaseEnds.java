package dev.tributary.leases;

import dev.tributary.database.Worker;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Ends leases whose time is over, and has what they kept back settled; nodes may find the same one, which does no harm. */
@Component
class LeaseEnds extends Worker {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseEnds.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    /** One that waits for others is tried again after this. */
    private static final Duration WAITING = Duration.ofSeconds(1);

    private static final int SLICE = 200;

    private final LeaseStore store;
    private final LeaseBook book;
    private final Clock clock;

    LeaseEnds(LeaseStore store, LeaseBook book, Clock clock) {
        super("lease-ends", LOOK_EVERY, LOOK_EVERY, true);
        this.store = store;
        this.book = book;
        this.clock = clock;
    }

    @Override
    protected void round() {
        store.expired(clock.instant(), SLICE).forEach(lease -> trying(lease, () -> book.expire(lease)));
        store.ending(clock.instant().minus(WAITING), SLICE).forEach(lease -> trying(lease, () -> settle(lease)));
    }

    /** Noted first: one that fails waits for its turn too. */
    private void settle(Lease lease) {
        store.tried(lease, clock.instant());
        book.settle(lease);
    }

    /** One that fails holds no other up. */
    private void trying(Lease lease, Runnable work) {
        if (!isRunning()) {
            return;
        }
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("lease {} of merchant {} waits for its end", lease.id(), lease.merchant(), e);
        }
    }
}
