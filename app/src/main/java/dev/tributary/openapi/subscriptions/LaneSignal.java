package dev.tributary.openapi.subscriptions;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/** Wakes the lanes of this node: there may be something to carry. */
@Component
class LaneSignal {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition raised = lock.newCondition();
    private long count;

    void raise() {
        lock.lock();
        try {
            count++;
            raised.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it was raised more often than {@code heard} or the time is over; answers how often it was raised. */
    long await(long heard, Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = atMost.toNanos();
            while (count == heard && nanos > 0) {
                nanos = raised.awaitNanos(nanos);
            }
            return count;
        } finally {
            lock.unlock();
        }
    }
}
