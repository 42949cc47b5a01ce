package dev.tributary.channels.inbox;

import dev.tributary.channels.MessageDesk.State;
import dev.tributary.channels.account.JdbcChannelAccounts;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.database.NodeRoles;
import dev.tributary.database.Phases;
import dev.tributary.database.Role;
import dev.tributary.database.Threads;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Understands stored messages at our own pace. A channel is worked on by one worker at a time, so what it told about an
 * order stays in order; channels take turns.
 */
@Component
class InboxWorkers implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(InboxWorkers.class);

    private static final int WORKERS = 2;
    private static final int CHUNK_MESSAGES_MAX = 256;
    private static final long CHUNK_BYTES_MAX = 4 << 20;
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration RENEW_EVERY = Duration.ofSeconds(3);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);
    private static final int FORGET_AT_ONCE_MAX = 1_000;
    private static final int COUNTED_MAX = 100_000;

    private final InboxStore store;
    private final MessageChunk chunks;
    private final MessagePeople people;
    private final JdbcChannelAccounts accounts;
    private final InboxSignal signal;
    private final Clock clock;
    private final Duration retention;
    private final boolean playing;
    private final AtomicInteger waiting = new AtomicInteger();
    private final String node = UUID.randomUUID().toString();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    InboxWorkers(
            InboxStore store,
            MessageChunk chunks,
            MessagePeople people,
            JdbcChannelAccounts accounts,
            InboxSignal signal,
            Clock clock,
            NodeRoles roles,
            MeterRegistry meters,
            @Value("${tributary.vault.inbox-retention-days:30}") int retentionDays) {
        this.store = store;
        this.chunks = chunks;
        this.people = people;
        this.accounts = accounts;
        this.signal = signal;
        this.clock = clock;
        this.retention = Duration.ofDays(retentionDays);
        this.playing = roles.plays(Role.ORDERS);
        meters.gauge("tributary.inbox.waiting", waiting);
    }

    private void work(String worker) {
        while (running) {
            try {
                if (!serveOneLane(worker)) {
                    signal.await(POLL);
                }
            } catch (RuntimeException e) {
                // The database is away, most likely: nothing was settled, so nothing is lost.
                LOG.warn("the inbox pauses", e);
                signal.await(Duration.ofSeconds(1));
            }
        }
    }

    private boolean serveOneLane(String worker) {
        var lane = store.claim(worker, LEASE);
        lane.ifPresent(channel -> {
            try {
                // While the adapter's file is gone its messages wait, and other lanes have their turn.
                accounts.open(channel).ifPresentOrElse(this::serve, () -> signal.await(POLL));
            } finally {
                store.release(channel, worker);
            }
        });
        return lane.isPresent();
    }

    private void serve(OpenAccount account) {
        var waiting = store.waiting(account.channel(), CHUNK_MESSAGES_MAX, CHUNK_BYTES_MAX);
        var settled = chunks.process(account, waiting);
        if (!settled.isEmpty()) {
            store.speakOf(account.merchant(), people.without(account, waiting, settled));
            store.settle(settled);
        }
        if (settled.stream().noneMatch(it -> it.result().state() != State.WAITING)) {
            // Overloaded or failing: come back in a moment, not at once.
            signal.await(POLL);
        }
    }

    private void sweep() {
        var next = Instant.EPOCH;
        while (running) {
            var now = clock.instant();
            if (!now.isBefore(next)) {
                next = now.plus(SWEEP_EVERY);
                forgetOld(now.minus(retention));
            }
            Pauses.sleep(POLL);
        }
    }

    private void renew() {
        var workers = IntStream.range(0, WORKERS).mapToObj(this::name).toArray(String[]::new);
        var next = Instant.EPOCH;
        while (running) {
            if (!clock.instant().isBefore(next)) {
                next = clock.instant().plus(RENEW_EVERY);
                try {
                    store.renew(workers, LEASE);
                    waiting.set(store.waitingCount(COUNTED_MAX));
                } catch (RuntimeException e) {
                    LOG.warn("leases of the inbox could not be renewed", e);
                }
            }
            Pauses.sleep(POLL);
        }
    }

    private String name(int worker) {
        return node + "/" + worker;
    }

    private void forgetOld(Instant before) {
        try {
            while (running && store.forget(before, FORGET_AT_ONCE_MAX) == FORGET_AT_ONCE_MAX) {
                Pauses.sleep(POLL);
            }
        } catch (RuntimeException e) {
            LOG.warn("old messages could not be removed; tried again in a minute", e);
        }
    }

    @Override
    public void start() {
        running = true;
        if (!playing) {
            return;
        }
        for (int worker = 0; worker < WORKERS; worker++) {
            var name = name(worker);
            threads.add(Thread.ofVirtual().name("inbox-worker-" + worker).start(() -> work(name)));
        }
        threads.add(Thread.ofVirtual().name("inbox-sweep").start(this::sweep));
        threads.add(Thread.ofVirtual().name("inbox-leases").start(this::renew));
    }

    @Override
    public void stop() {
        running = false;
        signal.give();
        Threads.join(threads);
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Phases.WORKERS;
    }
}
