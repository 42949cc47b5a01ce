package dev.tributary.openapi.subscriptions;

import dev.tributary.kernel.Circuit;
import dev.tributary.kernel.RetrySchedule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the news of one subscription while this node holds its lease: at most 32 calls at a time and one per key, so a
 * key's news arrives in order; what fails holds up only its own key. Results are written in batches.
 */
final class Lane {

    static final int CALLS_MAX = 32;
    static final int TAKEN_MAX = 512;

    private static final Duration GATHERING = Duration.ofMillis(5);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    /** What the lanes of a node share. */
    record Services(
            SubscriptionStore subscriptions,
            DeliveryStore deliveries,
            Sender sender,
            LaneSignal signal,
            DeliveryMetrics metrics,
            Clock clock) {}

    private final Subscription subscription;
    private final Services services;
    private final Semaphore calls = new Semaphore(CALLS_MAX, true);
    private final Circuit circuit = new Circuit();
    /** What waits behind the delivery of its key that is on its way. */
    private final Map<String, Deque<Delivery>> behind = new HashMap<>();

    /** By key, the delivery that will be tried again and when: what follows it waits. */
    private final Map<String, DeliveryStore.Retrying> retrying = new HashMap<>();

    private final Set<Long> taken = new HashSet<>();
    private List<Delivery> delivered = new ArrayList<>();
    private List<DeliveryStore.Failed> failed = new ArrayList<>();
    private List<DeliveryStore.Deferred> deferred = new ArrayList<>();
    private volatile boolean gone;
    private volatile Instant leasedUntil;
    private final Thread thread;

    Lane(Subscription subscription, Instant leasedUntil, Services services) {
        this.subscription = subscription;
        this.services = services;
        this.leasedUntil = leasedUntil;
        this.thread =
                Thread.ofVirtual().name("subscription-" + subscription.id()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void renew(Instant until) {
        leasedUntil = until;
    }

    void end() {
        leasedUntil = Instant.MIN;
    }

    void join(Duration atMost) throws InterruptedException {
        thread.join(atMost);
    }

    boolean ended() {
        return !thread.isAlive();
    }

    private boolean leased() {
        return services.clock().instant().isBefore(leasedUntil);
    }

    private void run() {
        boolean prepared = false;
        long heard = 0;
        while (leased()) {
            try {
                if (!prepared) {
                    prepare();
                    prepared = true;
                }
                boolean any = step();
                heard = services.signal().await(heard, any || onTheirWay() > 0 ? GATHERING : POLL);
            } catch (InterruptedException stop) {
                return;
            } catch (RuntimeException failure) {
                LOG.warn("the lane of subscription {} pauses", subscription.id(), failure);
                pause();
            }
        }
        finish();
    }

    private synchronized void prepare() {
        services.deliveries().retrying(subscription.id()).forEach(each -> retrying.put(each.key(), each));
    }

    /** True when something was taken. */
    private boolean step() {
        write();
        if (gone) {
            services.subscriptions().suspend(subscription.id(), "the receiver answered 410 Gone");
            end();
            return false;
        }
        int room = room();
        if (room <= 0) {
            return false;
        }
        var due = services.deliveries().due(subscription.id(), takenIds(), room);
        due.forEach(this::take);
        return !due.isEmpty();
    }

    private synchronized int onTheirWay() {
        return taken.size();
    }

    private synchronized List<Long> takenIds() {
        return List.copyOf(taken);
    }

    private synchronized int room() {
        int allowed = circuit.allowed(services.clock().instant(), TAKEN_MAX);
        return allowed - taken.size();
    }

    private synchronized void take(Delivery delivery) {
        taken.add(delivery.id());
        var first = retrying.get(delivery.key());
        if (first != null
                && first.id() != delivery.id()
                && first.until().isAfter(services.clock().instant())) {
            deferred.add(new DeliveryStore.Deferred(delivery.id(), first.until()));
            return;
        }
        retrying.remove(delivery.key());
        var waiting = behind.get(delivery.key());
        if (waiting == null) {
            behind.put(delivery.key(), new ArrayDeque<>());
            Thread.startVirtualThread(() -> carry(delivery));
        } else {
            waiting.add(delivery);
        }
    }

    /** Tells one after the other what is known of a key, until one fails. */
    private void carry(Delivery first) {
        for (Delivery next = first; next != null; ) {
            next = told(next, tell(next));
        }
    }

    private Sender.Outcome tell(Delivery delivery) {
        try {
            calls.acquire();
            try {
                return leased() ? services.sender().send(subscription, delivery) : new Sender.Outcome.Untried();
            } finally {
                calls.release();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return new Sender.Outcome.Untried();
        } catch (RuntimeException bug) {
            LOG.error("delivery {} could not be made", delivery.id(), bug);
            return new Sender.Outcome.Failed(
                    "a fault of the hub: " + bug.getClass().getSimpleName());
        }
    }

    private synchronized @Nullable Delivery told(Delivery delivery, Sender.Outcome outcome) {
        return switch (outcome) {
            case Sender.Outcome.Accepted() -> {
                circuit.succeeded();
                services.metrics().arrived(delivery);
                delivered.add(delivery);
                yield nextOf(delivery.key());
            }
            case Sender.Outcome.Gone() -> {
                gone = true;
                yield failedFor("it answered 410", delivery);
            }
            case Sender.Outcome.Failed(var why) -> failedFor(why, delivery);
            // The lane is ending; whoever has the lease next finds it as it was.
            case Sender.Outcome.Untried() -> null;
        };
    }

    private @Nullable Delivery nextOf(String key) {
        var waiting = behind.get(key);
        var next = waiting == null ? null : waiting.poll();
        if (next == null) {
            behind.remove(key);
        }
        return next;
    }

    private @Nullable Delivery failedFor(String why, Delivery delivery) {
        var now = services.clock().instant();
        circuit.failed(now);
        services.metrics().failed();
        var pause = RetrySchedule.next(delivery.attempts() + 1, Duration.between(delivery.createdAt(), now));
        var until = pause.map(now::plus);
        failed.add(new DeliveryStore.Failed(delivery.id(), until, now + " " + why));
        until.ifPresent(
                time -> retrying.put(delivery.key(), new DeliveryStore.Retrying(delivery.id(), delivery.key(), time)));
        var waiting = Optional.ofNullable(behind.remove(delivery.key())).orElseGet(ArrayDeque::new);
        waiting.forEach(each -> deferred.add(new DeliveryStore.Deferred(each.id(), until.orElse(now))));
        return null;
    }

    /** Writes what came of the calls; what cannot be written now is written next time, or is told again by another node. */
    private void write() {
        List<Delivery> arrived;
        List<DeliveryStore.Failed> again;
        List<DeliveryStore.Deferred> later;
        synchronized (this) {
            arrived = List.copyOf(delivered);
            again = List.copyOf(failed);
            later = List.copyOf(deferred);
        }
        services.deliveries().delivered(arrived);
        services.deliveries().failed(again);
        services.deliveries().deferred(later);
        synchronized (this) {
            delivered = new ArrayList<>(delivered.subList(arrived.size(), delivered.size()));
            failed = new ArrayList<>(failed.subList(again.size(), failed.size()));
            deferred = new ArrayList<>(deferred.subList(later.size(), deferred.size()));
            arrived.forEach(each -> taken.remove(each.id()));
            again.forEach(each -> taken.remove(each.id()));
            later.forEach(each -> taken.remove(each.id()));
        }
    }

    private void finish() {
        try {
            // Calls on their way may take this long; their results should not be forgotten.
            if (calls.tryAcquire(CALLS_MAX, Sender.ANSWER_MAX.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)) {
                write();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            LOG.warn(
                    "the last results of subscription {} are lost: some news will be told twice",
                    subscription.id(),
                    failure);
        }
    }

    private void pause() {
        try {
            Thread.sleep(AFTER_FAILURE);
        } catch (InterruptedException stop) {
            end();
        }
    }
}
