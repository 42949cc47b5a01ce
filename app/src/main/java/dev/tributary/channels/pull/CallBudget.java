package dev.tributary.channels.pull;

import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.lane.TokenBucket;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What one channel may be asked: so many calls a second, so many at once, fewer while it says it has had enough. */
final class CallBudget {

    private static final Duration SLOWED = Duration.ofSeconds(1);

    private final TokenBucket calls;
    private final Semaphore atOnce;
    private long slowedUntilNanos;

    CallBudget(OpenAccount account, Adapter.Budget budget) {
        double perSecond = account.number(OpenAccount.PULLS_PER_SECOND, budget.callsPerSecond());
        this.calls = new TokenBucket(perSecond, budget.burst(), System.nanoTime());
        this.atOnce = new Semaphore(budget.parallel());
        this.slowedUntilNanos = System.nanoTime();
    }

    /** A call to the platform. */
    interface Call<T> {
        T make() throws PullFailure, InterruptedException;
    }

    /** Waits for its turn, then makes the call. */
    <T> T spend(Call<T> call) throws PullFailure, InterruptedException {
        atOnce.acquire();
        try {
            for (var wait = turn(); !wait.isZero(); wait = turn()) {
                TimeUnit.NANOSECONDS.sleep(wait.toNanos());
            }
            return call.make();
        } catch (PullFailure failure) {
            if (failure.kind() == PullFailure.Kind.SLOW_DOWN) {
                slow();
            }
            throw failure;
        } finally {
            atOnce.release();
        }
    }

    private synchronized Duration turn() {
        long now = System.nanoTime();
        if (now - slowedUntilNanos < 0) {
            return Duration.ofNanos(slowedUntilNanos - now);
        }
        var wait = calls.untilNext(now);
        if (wait.isZero()) {
            calls.take();
        }
        return wait;
    }

    private synchronized void slow() {
        slowedUntilNanos = System.nanoTime() + SLOWED.toNanos();
    }
}
