package dev.tributary.journal;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Feeds one partition of one consumer, on this node, one bounded step at a time. Used by one thread. After a failure
 * fewer events are tried together, down to one, which is then the one to park: nothing has to be undone inside a
 * transaction.
 */
final class PartitionReader {

    static final int BATCH_MAX = 2_000;
    static final long PARKED_MAX = 10_000;

    private static final int SHRINK = 4;
    private static final int OUTAGES_MAX = 10;
    private static final Logger LOG = LoggerFactory.getLogger(PartitionReader.class);

    enum Step {
        /** Nothing more to read, or nothing that may be read yet. */
        IDLE,
        /** Another node holds the cursor. */
        ELSEWHERE,
        /** There is more to read at once. */
        MORE,
        /** Something is wrong that a pause may heal. */
        FAILED,
        /** Too much is parked: a person must look before more is read. */
        STALLED
    }

    /** The stores, shared by all readers of a node. */
    record Stores(
            EventStore events,
            Windows windows,
            CursorStore cursors,
            ParkedStore parked,
            JournalEra era,
            RecentWindows recent,
            TransactionTemplate transaction) {}

    private final JournalConsumer consumer;
    private final Interest interest;
    private final Stores stores;
    private int batch = BATCH_MAX;
    private int outages;

    PartitionReader(JournalConsumer consumer, int partition, Stores stores) {
        this.consumer = consumer;
        this.interest = new Interest(consumer.types(), partition, consumer.partitions());
        this.stores = stores;
    }

    String name() {
        return "%s-%d".formatted(consumer.name(), interest.partition());
    }

    Interest interest() {
        return interest;
    }

    Step step() {
        try {
            var step = stores.transaction().execute(this::read);
            outages = 0;
            batch = Math.min(BATCH_MAX, batch * SHRINK);
            return step;
        } catch (EffectFailed failed) {
            return afterFailure(failed);
        }
    }

    private Step afterFailure(EffectFailed failed) {
        if (outage(failed.cause) && outages++ < OUTAGES_MAX) {
            LOG.warn("consumer {} has to try again: {}", consumer.name(), reason(failed.cause));
            return Step.FAILED;
        }
        if (failed.events.size() > 1) {
            batch = Math.max(1, failed.events.size() / SHRINK);
            return Step.MORE;
        }
        return stores.transaction().execute(status -> park(failed.events.getFirst(), failed.cause));
    }

    private Step read(TransactionStatus status) {
        var cursor = stores.cursors().tryLock(consumer.name(), interest.partition());
        if (cursor.isEmpty()) {
            return Step.ELSEWHERE;
        }
        var inMemory = inMemory(cursor.get());
        if (inMemory.isPresent()) {
            return inMemory.get().window().empty() ? Step.IDLE : effect(cursor.get(), inMemory.get(), status);
        }
        return open(cursor.get())
                .map(reading -> effect(cursor.get(), reading, status))
                .orElse(Step.IDLE);
    }

    /** While nothing fails, what the tail has just read need not be read again. */
    private Optional<RecentWindows.Run> inMemory(Cursor cursor) {
        var window = cursor.window();
        return window.empty() && batch == BATCH_MAX
                ? stores.recent().after(window.era(), window.to(), interest, BATCH_MAX)
                : Optional.empty();
    }

    private Step effect(Cursor before, RecentWindows.Run run, TransactionStatus status) {
        var open = before.reading(run.window());
        accept(unblocked(open, run.events()), status);
        stores.cursors().move(before, open.done());
        // Up to where the tail has read: whatever it reads from now on wakes this reader anew.
        return run.events().size() < BATCH_MAX ? Step.IDLE : Step.MORE;
    }

    private Optional<Windows.Reading> open(Cursor cursor) {
        return stores.windows().open(cursor, stores.era().current(), interest);
    }

    private Step effect(Cursor before, Windows.Reading reading, TransactionStatus status) {
        var open = reading.cursor();
        var events = stores.events().read(open.window(), open.position(), interest, batch);
        accept(unblocked(open, events), status);
        boolean whole = events.size() < batch;
        stores.cursors()
                .move(before, whole ? open.done() : open.upTo(events.getLast().position()));
        return whole && reading.toTheEnd() ? Step.IDLE : Step.MORE;
    }

    /** Those that wait for no parked one; the others are parked behind theirs. */
    private List<EventStore.Placed> unblocked(Cursor open, List<EventStore.Placed> events) {
        var blocked = stores.parked().blockedKeys(consumer.name(), events);
        if (blocked.isEmpty()) {
            return events;
        }
        stores.parked()
                .parkBehind(
                        open,
                        select(events, placed -> blocked.contains(placed.event().key())));
        return select(events, placed -> !blocked.contains(placed.event().key()));
    }

    private void accept(List<EventStore.Placed> events, TransactionStatus status) {
        if (events.isEmpty()) {
            return;
        }
        try {
            consumer.accept(events.stream().map(EventStore.Placed::event).toList());
            if (status.isRollbackOnly()) {
                throw new IllegalStateException("the consumer marked its transaction for rollback");
            }
        } catch (RuntimeException cause) {
            throw new EffectFailed(cause, events);
        }
    }

    private Step park(EventStore.Placed failed, RuntimeException cause) {
        var cursor = stores.cursors().tryLock(consumer.name(), interest.partition());
        if (cursor.isEmpty()) {
            return Step.ELSEWHERE;
        }
        if (stores.parked().count(consumer.name()) >= PARKED_MAX) {
            LOG.error("consumer {} stands still: {} events are parked", consumer.name(), PARKED_MAX);
            return Step.STALLED;
        }
        var reading = open(cursor.get()).map(Windows.Reading::cursor);
        // Between the failure and this moment another node may have read on, or the window may have got an earlier
        // event.
        boolean stillFirst = reading.stream()
                .flatMap(open -> stores.events().read(open.window(), open.position(), interest, 1).stream())
                .anyMatch(placed -> placed.position() == failed.position());
        if (stillFirst) {
            stores.parked().parkFailed(reading.orElseThrow(), failed, reason(cause));
            stores.cursors().move(cursor.get(), reading.orElseThrow().upTo(failed.position()));
            LOG.error(
                    "consumer {} failed on event {}, now parked",
                    consumer.name(),
                    failed.event().id(),
                    cause);
        }
        outages = 0;
        return Step.MORE;
    }

    static String reason(Throwable cause) {
        return cause.getMessage() == null
                ? cause.getClass().getSimpleName()
                : cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    /** Says that the same may well succeed later: the database is away, or someone else was in the way. */
    private static boolean outage(RuntimeException cause) {
        return cause instanceof TransientDataAccessException
                || cause instanceof RecoverableDataAccessException
                || cause instanceof DataAccessResourceFailureException
                || cause instanceof TransactionException;
    }

    private static List<EventStore.Placed> select(
            List<EventStore.Placed> events, Predicate<EventStore.Placed> condition) {
        return events.stream().filter(condition).toList();
    }

    private static final class EffectFailed extends RuntimeException {
        private final transient RuntimeException cause;
        private final transient List<EventStore.Placed> events;

        EffectFailed(RuntimeException cause, List<EventStore.Placed> events) {
            super(null, cause, false, false);
            this.cause = cause;
            this.events = events;
        }
    }
}
