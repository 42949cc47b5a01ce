package dev.tributary.channels.inbox;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Wakes this node's workers when something was stored; other nodes find it by polling. */
@Component
class InboxSignal {

    private final Semaphore news = new Semaphore(0);

    void give() {
        if (news.availablePermits() < 8) {
            news.release();
        }
    }

    void await(Duration atMost) {
        try {
            if (news.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                news.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
