package dev.tributary.channels.pull;

import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.lane.CallRate;
import dev.tributary.channels.lane.CallRates;
import dev.tributary.channels.lane.LaneLeases;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What one channel may be asked: so many calls a second, so many at once. While single items hang, a call is left for the
 * pages of lists, where the platform takes two at once.
 */
final class CallBudget {

    /** A platform may ask for a quarter of an hour; who ends meanwhile does not wait for it. */
    private static final Duration LOOKS_EVERY = Duration.ofMillis(200);

    private final CallRate calls;
    private final Semaphore atOnce;
    private final Semaphore items;
    private volatile boolean ended;

    CallBudget(CallRate calls, int parallel) {
        this.calls = calls;
        this.atOnce = new Semaphore(parallel, true);
        this.items = new Semaphore(Math.max(1, parallel - 1));
    }

    static CallBudget of(OpenAccount account, Adapter.Budget budget, CallRates rates) {
        double perSecond = account.number(OpenAccount.PULLS_PER_SECOND, budget.callsPerSecond());
        return new CallBudget(rates.of(account, LaneLeases.Lane.PULL, budget.at(perSecond)), budget.parallel());
    }

    /** For a page that somebody asks for by hand. */
    static CallBudget besideLanes(OpenAccount account, Adapter.Budget budget, CallRates rates) {
        return new CallBudget(rates.besideLanes(account, budget), 1);
    }

    /** Nobody waits for a turn any longer, and no call begins. */
    void end() {
        ended = true;
    }

    /** A call to the platform. */
    interface Call<T> {
        T make() throws PullFailure, InterruptedException;
    }

    /** For a single item: waits until few enough others are asked for. */
    <T> T spendOnItem(Call<T> call) throws PullFailure, InterruptedException {
        items.acquire();
        try {
            return call.make();
        } finally {
            items.release();
        }
    }

    /**
     * Waits for its turn, then makes the call.
     *
     * @throws InterruptedException also when the budget ends meanwhile
     */
    <T> T spend(Call<T> call) throws PullFailure, InterruptedException {
        atOnce.acquire();
        try {
            goOn();
            for (var wait = calls.take(System.nanoTime()); !wait.isZero(); wait = calls.take(System.nanoTime())) {
                TimeUnit.NANOSECONDS.sleep(Math.min(wait.toNanos(), LOOKS_EVERY.toNanos()));
                goOn();
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

    private void goOn() throws InterruptedException {
        if (ended) {
            throw new InterruptedException("the lane ends");
        }
    }
}
