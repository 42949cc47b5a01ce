package dev.tributary.leases;

import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Ends leases whose time is over, and has what they kept back settled; nodes may find the same one, which does no harm. */
@Component
class LeaseEnds {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseEnds.class);
    private static final int SLICE = 200;

    private final LeaseStore store;
    private final LeaseBook book;
    private final Clock clock;

    LeaseEnds(LeaseStore store, LeaseBook book, Clock clock) {
        this.store = store;
        this.book = book;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT0.5S")
    void look() {
        store.expired(clock.instant(), SLICE).forEach(lease -> trying(lease, () -> book.expire(lease)));
        store.ending(SLICE).forEach(lease -> trying(lease, () -> book.settle(lease)));
    }

    private static void trying(Lease lease, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("lease {} of merchant {} waits for its end", lease.id(), lease.merchant(), e);
        }
    }
}
