package dev.tributary.channels.answer;

import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.MappingFailure;
import dev.tributary.channels.adapter.MessageJson;
import dev.tributary.channels.inbox.Pauses;
import dev.tributary.channels.lane.ChannelLane;
import dev.tributary.channels.lane.PlatformCall;
import dev.tributary.channels.lane.PlatformCall.Outcome;
import dev.tributary.channels.lane.TokenBucket;
import dev.tributary.kernel.Circuit;
import dev.tributary.kernel.RetrySchedule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the orders of one channel while this node holds its lease: within the channel's budget, one call per order at
 * a time. Results are written in batches; what was told and not yet written when a node dies is told again.
 */
final class AnswerLane implements ChannelLane {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerLane.class);

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration SLOWED = Duration.ofMillis(500);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    /** Longer than a call may take. */
    private static final Duration FINISH_MAX = Duration.ofSeconds(8);

    /** What the lanes of a node share. */
    record Parts(AnswerStore store, PlatformCall call, AnswerSignal signal, AnswerMetrics metrics, Clock clock) {}

    private final OpenAccount account;
    private final Adapter.AnswersOut answers;
    private final Parts parts;
    private final TokenBucket budget;
    private final Circuit circuit = new Circuit();
    /** Numbers of orders whose call is under way, or whose result is not written yet. */
    private final Set<String> active = new HashSet<>();

    private int calling;
    private Instant slowedUntil = Instant.MIN;
    private List<AnswerStore.Told> told = new ArrayList<>();
    private List<AnswerStore.Failed> failed = new ArrayList<>();
    private final Thread thread;
    private volatile boolean running = true;

    AnswerLane(OpenAccount account, Parts parts) {
        this.account = account;
        this.answers = account.adapter().answers().orElseThrow();
        this.parts = parts;
        double perSecond =
                account.number(OpenAccount.ANSWERS_PER_SECOND, answers.budget().callsPerSecond());
        this.budget = new TokenBucket(perSecond, answers.budget().burst(), System.nanoTime());
        this.thread =
                Thread.ofVirtual().name("order-answers-" + account.channel()).unstarted(this::run);
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
                LOG.warn("the answers to orders of channel {} pause", account.channel(), failure);
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
        var due = parts.store().due(account.merchant(), account.channel(), activeNumbers(), room);
        for (var answer : due) {
            var wait = budget.untilNext(System.nanoTime());
            if (!wait.isZero()) {
                // What is decided while this waits for its turn is read anew.
                TimeUnit.NANOSECONDS.sleep(Math.min(wait.toNanos(), POLL.toNanos()));
                return true;
            }
            budget.take();
            begin(answer);
        }
        return !due.isEmpty();
    }

    private synchronized int room() {
        var now = parts.clock().instant();
        return now.isBefore(slowedUntil)
                ? 0
                : circuit.allowed(now, answers.budget().parallel()) - calling;
    }

    private synchronized List<String> activeNumbers() {
        return List.copyOf(active);
    }

    private synchronized void begin(Answer answer) {
        calling++;
        active.add(answer.number());
        Thread.ofVirtual().name("order-answer-" + answer.number()).start(() -> settle(answer, call(answer)));
    }

    private PlatformCall.Answer call(Answer answer) {
        try {
            var tell = answer.decision().tell();
            var request = Objects.requireNonNull(answers.tells().get(tell), "the adapter file does not tell this");
            var asked = MessageJson.tree(Map.of(
                    "account", account.withoutSecrets(),
                    "tells", tell.name().toLowerCase(Locale.ROOT),
                    "number", answer.number(),
                    "cause", answer.cause().name()));
            return parts.call().make(account, request, answers.answer(), Map.of("number", answer.number()), asked);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new PlatformCall.Answer(Outcome.FAILED, "interrupted");
        } catch (MappingFailure e) {
            return new PlatformCall.Answer(Outcome.REFUSED, String.valueOf(e.getMessage()));
        } catch (RuntimeException bug) {
            LOG.error("order {} of channel {} could not be answered", answer.number(), account.channel(), bug);
            return new PlatformCall.Answer(
                    Outcome.REFUSED, "a fault of the hub: " + bug.getClass().getSimpleName());
        }
    }

    private synchronized void settle(Answer answer, PlatformCall.Answer outcome) {
        var now = parts.clock().instant();
        var note = "%s %s %s: %s".formatted(now, answer.decision(), outcome.outcome(), outcome.reason());
        calling--;
        switch (outcome.outcome()) {
            case TOLD -> {
                circuit.succeeded();
                parts.metrics().told(answer, now);
                told.add(new AnswerStore.Told(answer.number(), answer.decision(), note));
            }
            case SLOW_DOWN -> {
                slowedUntil = now.plus(SLOWED);
                active.remove(answer.number());
            }
            case FAILED -> {
                circuit.failed(now);
                again(answer, note, now);
            }
            // The platform is there and answers: only this order is in trouble.
            case REFUSED -> {
                circuit.succeeded();
                again(answer, note, now);
            }
        }
        parts.signal().raise();
    }

    private void again(Answer answer, String note, Instant now) {
        parts.metrics().failed();
        var next = RetrySchedule.next(answer.attempts() + 1, Duration.between(answer.decidedAt(), now))
                .map(now::plus);
        failed.add(new AnswerStore.Failed(answer.number(), answer.decision(), next, note));
    }

    /** What cannot be written now is written the next time. */
    private void write() {
        List<AnswerStore.Told> arrived;
        List<AnswerStore.Failed> later;
        synchronized (this) {
            arrived = List.copyOf(told);
            later = List.copyOf(failed);
        }
        parts.store().told(account.merchant(), account.channel(), arrived);
        parts.store().failed(account.merchant(), account.channel(), later);
        synchronized (this) {
            told = new ArrayList<>(told.subList(arrived.size(), told.size()));
            failed = new ArrayList<>(failed.subList(later.size(), failed.size()));
            arrived.forEach(each -> active.remove(each.number()));
            later.forEach(each -> active.remove(each.number()));
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
            LOG.warn("the last answers to orders of channel {} will be told again", account.channel(), failure);
        }
    }

    private synchronized boolean underWay() {
        return calling > 0;
    }
}
