package dev.tributary.channels.pull;

import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.lane.CallRate;
import dev.tributary.channels.lane.CallRates;
import dev.tributary.channels.lane.LaneLeases;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What one channel may be asked: so many calls a second, so many at once. */
final class CallBudget {

    private final CallRate calls;
    private final Semaphore atOnce;

    CallBudget(OpenAccount account, Adapter.Budget budget, CallRates rates) {
        double perSecond = account.number(OpenAccount.PULLS_PER_SECOND, budget.callsPerSecond());
        this.calls = rates.of(account, LaneLeases.Lane.PULL, budget.at(perSecond));
        this.atOnce = new Semaphore(budget.parallel());
    }

    /** A call to the platform. */
    interface Call<T> {
        T make() throws PullFailure, InterruptedException;
    }

    /** Waits for its turn, then makes the call. */
    <T> T spend(Call<T> call) throws PullFailure, InterruptedException {
        atOnce.acquire();
        try {
            for (var wait = calls.take(System.nanoTime()); !wait.isZero(); wait = calls.take(System.nanoTime())) {
                TimeUnit.NANOSECONDS.sleep(wait.toNanos());
            }
            return call.make();
        } catch (PullFailure failure) {
            if (failure.kind() == PullFailure.Kind.SLOW_DOWN) {
                calls.throttled(failure.retryAfter(), System.nanoTime());
            }
            throw failure;
        } finally {
            atOnce.release();
        }
    }
}
