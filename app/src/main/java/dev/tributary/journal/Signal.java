package dev.tributary.journal;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes whoever waits. Raised a thousand times or once, it is the same news. */
public class Signal {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition raised = lock.newCondition();
    private long count;

    public void raise() {
        lock.lock();
        try {
            count++;
            raised.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it was raised more often than {@code heard} or the time is over; answers how often it was raised. */
    public long await(long heard, Duration atMost) throws InterruptedException {
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
