package dev.tributary.journal;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Reads the journal once for all listeners of this node, and tells its durable consumers when there is something for
 * them, so that those need not ask after every commit.
 */
@Component
class JournalTail {

    private static final int CHUNK = 2_000;
    private static final Logger LOG = LoggerFactory.getLogger(JournalTail.class);

    private final EventStore events;
    private final Windows windows;
    private final JournalEra era;
    private final Clock clock;
    private final ObjectProvider<JournalListener> listenerBeans;
    private final RecentWindows recent = new RecentWindows();
    private volatile long from = -1;
    private volatile Instant heardUntil = Instant.EPOCH;
    private List<JournalListener> listeners = List.of();
    private List<Waiting> waiting = List.of();
    private Interest interest = Interest.inAll(Set.of());
    private Mark mark = new Mark(0, Instant.EPOCH);

    JournalTail(
            EventStore events,
            Windows windows,
            JournalEra era,
            Clock clock,
            ObjectProvider<JournalListener> listeners) {
        this.events = events;
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
        interest = Interest.inAll(all);
    }

    RecentWindows recent() {
        return recent;
    }

    Instant heardUntil() {
        return heardUntil;
    }

    /** Reads one window; true when there may be more to read at once. */
    boolean step() {
        var asked = clock.instant();
        var horizon = events.horizon();
        if (mark.next() == 0) {
            mark = new Mark(horizon.next(), asked);
        }
        var window = windows.next(era.current(), from, horizon.oldestOpen(), interest);
        window.ifPresent(this::deliver);
        boolean toTheEnd = window.isEmpty() || window.get().to() == horizon.oldestOpen();
        if (window.isPresent()) {
            from = window.get().to();
        } else if (nothingUpTo(horizon.oldestOpen())) {
            recent.add(new Window(era.current(), from, horizon.oldestOpen()), List.of());
            from = horizon.oldestOpen();
        }
        if (from >= mark.next()) {
            heardUntil = mark.at();
            mark = new Mark(horizon.next(), asked);
        }
        return !toTheEnd;
    }

    private boolean nothingUpTo(long end) {
        return from < end
                && events.bounds(new Window(era.current(), from, end), 1)
                        .first()
                        .isEmpty();
    }

    /** Consumers are woken last: they find the whole window in memory. */
    private void deliver(Window window) {
        var whole = new ArrayList<EventStore.Placed>();
        long position = 0;
        List<EventStore.Placed> chunk;
        do {
            chunk = events.read(window, position, interest, CHUNK);
            var told = chunk.stream().map(EventStore.Placed::event).toList();
            listeners.forEach(listener -> tell(listener, told));
            position = chunk.isEmpty() ? position : chunk.getLast().position();
            whole.addAll(chunk);
        } while (chunk.size() == CHUNK);
        recent.add(window, whole);
        wake(whole);
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
