package dev.tributary.journal;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads the journal once for all listeners of this node, and tells its durable consumers when there is something for
 * them, so that those need not ask after every commit.
 */
@Component
class JournalTail {

    private static final Logger LOG = LoggerFactory.getLogger(JournalTail.class);

    private final EventStore events;
    private final Windows windows;
    private final JournalEra era;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final ObjectProvider<JournalListener> listenerBeans;
    private final RecentWindows recent = new RecentWindows();
    private volatile long from = -1;
    private volatile Instant heardUntil = Instant.EPOCH;
    private List<JournalListener> listeners = List.of();
    private List<Waiting> waiting = List.of();
    private Set<String> types = Set.of();
    private Mark mark = new Mark(0, Instant.EPOCH);

    JournalTail(
            EventStore events,
            Windows windows,
            JournalEra era,
            Clock clock,
            PlatformTransactionManager transactions,
            ObjectProvider<JournalListener> listeners) {
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
        this.windows = windows;
        this.era = era;
        this.clock = clock;
        this.listenerBeans = listeners;
    }

    /** A reader that sleeps until something of its interest has come. */
    record Waiting(Interest interest, Signal signal) {}

    /** Everything committed before {@code at} has a transaction id below {@code next}. */
    private record Mark(long next, Instant at) {}

    /** From here on everything is heard. Called before the first listener exists, so that none can load its state earlier. */
    synchronized void fixStart() {
        if (from < 0) {
            era.current();
            from = events.horizon().oldestOpen();
        }
    }

    void prepare(List<Waiting> consumers) {
        fixStart();
        listeners = listenerBeans.orderedStream().toList();
        waiting = List.copyOf(consumers);
        var all = new HashSet<String>();
        listeners.forEach(listener -> all.addAll(listener.types()));
        consumers.forEach(consumer -> all.addAll(consumer.interest().types()));
        types = Set.copyOf(all);
    }

    RecentWindows recent() {
        return recent;
    }

    Instant heardUntil() {
        return heardUntil;
    }

    /** Reads one window and tells it; true when there may be more to read at once. */
    boolean step() {
        var asked = clock.instant();
        var read = Objects.requireNonNull(transaction.execute(status -> read()));
        var horizon = read.horizon();
        if (mark.next() == 0) {
            mark = new Mark(horizon.next(), asked);
        }
        deliver(read);
        from = read.window().to();
        if (from >= mark.next()) {
            heardUntil = mark.at();
            mark = new Mark(horizon.next(), asked);
        }
        return !read.events().isEmpty() && from < horizon.oldestOpen();
    }

    /** @param window empty when there is nothing that may be read yet */
    private record Reading(EventStore.Horizon horizon, Window window, List<EventStore.Placed> events) {}

    private Reading read() {
        var horizon = events.horizonAndPlanOnce();
        return windows.read(era.current(), from, horizon.oldestOpen(), types)
                .map(read -> new Reading(horizon, read.window(), read.events()))
                .orElseGet(() -> new Reading(horizon, new Window(era.current(), from, from), List.of()));
    }

    /** Consumers are woken last: they find the whole window in memory. */
    private void deliver(Reading read) {
        if (read.window().empty()) {
            return;
        }
        var told = read.events().stream().map(EventStore.Placed::event).toList();
        listeners.forEach(listener -> tell(listener, told));
        recent.add(read.window(), read.events());
        wake(read.events());
    }

    private void wake(List<EventStore.Placed> read) {
        for (var consumer : waiting) {
            if (read.stream().anyMatch(consumer.interest()::in)) {
                consumer.signal().raise();
            }
        }
    }

    private static void tell(JournalListener listener, List<Event> events) {
        var own = events.stream()
                .filter(event -> listener.types().contains(event.type()))
                .toList();
        if (own.isEmpty()) {
            return;
        }
        try {
            listener.accept(own);
        } catch (RuntimeException bug) {
            // The others must hear the news all the same.
            LOG.error("listener {} threw on {} events", listener.getClass().getName(), own.size(), bug);
        }
    }
}
