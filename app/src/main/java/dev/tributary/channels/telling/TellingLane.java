package dev.tributary.channels.telling;

import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.MappingFailure;
import dev.tributary.channels.inbox.Pauses;
import dev.tributary.channels.lane.CallRate;
import dev.tributary.channels.lane.CallRates;
import dev.tributary.channels.lane.ChannelLane;
import dev.tributary.channels.lane.LaneLeases;
import dev.tributary.channels.lane.PlatformCall;
import dev.tributary.channels.lane.PlatformCall.Outcome;
import dev.tributary.channels.telling.Tellings.Failed;
import dev.tributary.channels.telling.Tellings.Told;
import dev.tributary.journal.Signal;
import dev.tributary.kernel.Circuit;
import dev.tributary.kernel.RetrySchedule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the platform of one channel what is due while this node holds its lease: within the channel's budget, one call
 * per order at a time. Results are written in batches; what was told and not yet written when a node dies is told again.
 */
public final class TellingLane<T extends Telling> implements ChannelLane {

    private static final Logger LOG = LoggerFactory.getLogger(TellingLane.class);

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    /** Longer than a call may take. */
    private static final Duration FINISH_MAX = Duration.ofSeconds(8);

    /** What the lanes of one kind share on a node. */
    record Parts<T extends Telling>(
            Tellings<T> tellings,
            Signal signal,
            TellingMetrics metrics,
            CallRates rates,
            LaneLeases.Lane kind,
            Clock clock) {}

    private final OpenAccount account;
    private final Parts<T> parts;
    private final Tellings<T> tellings;
    private final Adapter.Budget budget;
    private final CallRate calls;
    private final Circuit circuit = new Circuit();
    /** Numbers of orders whose call is under way, or whose result is not written yet. */
    private final Set<String> active = new HashSet<>();

    private int calling;
    private List<Told<T>> told = new ArrayList<>();
    private List<Failed<T>> failed = new ArrayList<>();
    private final Thread thread;
    private volatile boolean running = true;

    TellingLane(OpenAccount account, Parts<T> parts) {
        this.account = account;
        this.parts = parts;
        this.tellings = parts.tellings();
        this.budget = tellings.budget(account);
        this.calls = parts.rates().of(account, parts.kind(), budget);
        this.thread = Thread.ofVirtual()
                .name(tellings.name() + "-" + account.channel())
                .unstarted(this::run);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void end() {
        running = false;
        parts.signal().raise();
    }

    @Override
    public Thread thread() {
        return thread;
    }

    @Override
    public boolean speaksFor(OpenAccount other) {
        return account.equals(other);
    }

    private void run() {
        long heard = 0;
        while (running) {
            try {
                heard = parts.signal().await(heard, step() ? Duration.ofMillis(1) : POLL);
            } catch (InterruptedException stop) {
                return;
            } catch (RuntimeException failure) {
                LOG.warn("{} of channel {} pause", tellings.name(), account.channel(), failure);
                Pauses.sleep(AFTER_FAILURE);
            }
        }
        finish();
    }

    /** True when there may be more to tell at once. */
    private boolean step() throws InterruptedException {
        write();
        int room = room();
        if (room <= 0) {
            return false;
        }
        var due = tellings.due(account, activeNumbers(), room);
        for (var telling : due) {
            var obstacle = tellings.obstacle(account, telling);
            if (obstacle.isPresent()) {
                park(telling, obstacle.get());
                continue;
            }
            var wait = calls.take(System.nanoTime());
            if (!wait.isZero()) {
                // What is decided while this waits for its turn is read anew.
                TimeUnit.NANOSECONDS.sleep(Math.min(wait.toNanos(), POLL.toNanos()));
                return true;
            }
            if (!begin(telling)) {
                calls.giveBack();
            }
        }
        return !due.isEmpty();
    }

    private synchronized int room() {
        return circuit.allowed(parts.clock().instant(), budget.parallel()) - calling;
    }

    private synchronized List<String> activeNumbers() {
        return List.copyOf(active);
    }

    private synchronized void park(T telling, String obstacle) {
        if (active.add(telling.number())) {
            parts.metrics().failed();
            var note = note(parts.clock().instant(), telling, "PARKED", obstacle);
            failed.add(new Failed<>(telling, Optional.empty(), note));
        }
    }

    /** False while something else of its order is told. */
    private synchronized boolean begin(T telling) {
        if (!active.add(telling.number())) {
            return false;
        }
        calling++;
        Thread.ofVirtual().name(tellings.name() + "-" + telling.number()).start(() -> settle(telling, call(telling)));
        return true;
    }

    private PlatformCall.Answer call(T telling) {
        try {
            return tellings.tell(account, telling);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new PlatformCall.Answer(Outcome.FAILED, "interrupted");
        } catch (MappingFailure e) {
            return new PlatformCall.Answer(Outcome.REFUSED, String.valueOf(e.getMessage()));
        } catch (RuntimeException bug) {
            LOG.error("{} of order {} of channel {} failed", tellings.name(), telling.number(), account.channel(), bug);
            return new PlatformCall.Answer(
                    Outcome.REFUSED, "a fault of the hub: " + bug.getClass().getSimpleName());
        }
    }

    private synchronized void settle(T telling, PlatformCall.Answer answer) {
        var now = parts.clock().instant();
        var note = note(now, telling, answer.outcome().name(), answer.reason());
        calling--;
        switch (answer.outcome()) {
            case TOLD -> {
                circuit.succeeded();
                parts.metrics().told(telling, now);
                told.add(new Told<>(telling, note));
            }
            case SLOW_DOWN -> {
                calls.throttled(answer.retryAfter(), System.nanoTime());
                active.remove(telling.number());
            }
            case FAILED -> {
                circuit.failed(now);
                again(telling, note, now);
            }
            // The platform is there and answers: only this order is in trouble.
            case REFUSED -> {
                circuit.succeeded();
                again(telling, note, now);
            }
        }
        parts.signal().raise();
    }

    private static String note(Instant now, Telling telling, String outcome, String reason) {
        return "%s %s %s: %s".formatted(now, telling.subject(), outcome, reason);
    }

    private void again(T telling, String note, Instant now) {
        parts.metrics().failed();
        var next = RetrySchedule.next(telling.attempts() + 1, Duration.between(telling.since(), now))
                .map(now::plus);
        failed.add(new Failed<>(telling, next, note));
    }

    /** What cannot be written now is written the next time. */
    private void write() {
        List<Told<T>> arrived;
        List<Failed<T>> later;
        synchronized (this) {
            arrived = List.copyOf(told);
            later = List.copyOf(failed);
        }
        tellings.told(account, arrived);
        tellings.failed(account, later);
        synchronized (this) {
            told = new ArrayList<>(told.subList(arrived.size(), told.size()));
            failed = new ArrayList<>(failed.subList(later.size(), failed.size()));
            arrived.forEach(each -> active.remove(each.telling().number()));
            later.forEach(each -> active.remove(each.telling().number()));
        }
    }

    private void finish() {
        try {
            long deadline = System.nanoTime() + FINISH_MAX.toNanos();
            while (underWay() && System.nanoTime() < deadline) {
                Pauses.sleep(POLL);
            }
            write();
        } catch (RuntimeException failure) {
            LOG.warn("the last {} of channel {} will be told again", tellings.name(), account.channel(), failure);
        }
    }

    private synchronized boolean underWay() {
        return calling > 0;
    }
}
