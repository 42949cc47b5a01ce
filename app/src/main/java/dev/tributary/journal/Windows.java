package dev.tributary.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Chooses what to read next: as many whole transactions as fit, and never an event before one that precedes it. */
@Component
class Windows {

    /** Events of all types in one window; a single larger transaction is still read whole. */
    static final int EVENTS_MAX = 4_000;

    private static final int GROWTH = 4;
    private static final int CHUNK = 2_000;

    private final EventStore events;

    Windows(EventStore events) {
        this.events = events;
    }

    /** @param toTheEnd whether nothing readable lies behind the cursor's window */
    record Reading(Cursor cursor, boolean toTheEnd) {}

    /**
     * What a cursor reads next: the rest of its window, else the one that follows, in the era after its own when that is
     * over. Empty when there is nothing to read, or nothing that may be read yet.
     */
    Optional<Reading> open(Cursor cursor, int currentEra, Interest interest) {
        var window = cursor.window();
        if (!window.empty()) {
            return Optional.of(new Reading(cursor, false));
        }
        boolean over = window.era() < currentEra;
        long end = over
                ? events.endOfEra(window.era()).orElse(0)
                : events.horizon().oldestOpen();
        if (over && window.to() >= end) {
            return Optional.of(new Reading(cursor.nextEra(), false));
        }
        return next(window.era(), window.to(), end, interest)
                .map(next -> new Reading(cursor.reading(next), !over && next.to() == end));
    }

    /** A window read whole, its events in the order to be told. */
    record Read(Window window, List<EventStore.Placed> events) {}

    /**
     * The next window as {@link #next} finds it, with all its events of some types: by one statement, but for a transaction
     * of more than {@link #EVENTS_MAX} events, and for events that another precedes which lies further on than these reach.
     */
    Optional<Read> read(int era, long from, long horizon, Set<String> types) {
        if (from >= horizon) {
            return Optional.empty();
        }
        var interest = Interest.inAll(types);
        return events.readWhole(new Window(era, from, horizon), types, EVENTS_MAX)
                .map(whole -> inOrder(whole, interest))
                .filter(read -> !read.window().empty())
                .or(() -> next(era, from, horizon, interest)
                        .map(window -> new Read(window, readByChunks(window, interest))));
    }

    private Read inOrder(EventStore.Whole whole, Interest interest) {
        var all = whole.window();
        if (whole.seenBefore() <= all.to()) {
            return new Read(all, whole.events());
        }
        var places = new ArrayList<Window.Place>();
        whole.events().forEach(placed -> places.add(placed.place()));
        places.addAll(events.places(new Window(all.era(), all.to(), whole.seenBefore()), interest));
        var window = all.withoutOvertaking(places);
        return new Read(
                window,
                whole.events().stream()
                        .filter(placed -> placed.transaction() < window.to())
                        .toList());
    }

    private List<EventStore.Placed> readByChunks(Window window, Interest interest) {
        var whole = new ArrayList<EventStore.Placed>();
        List<EventStore.Placed> chunk;
        do {
            long position = whole.isEmpty() ? 0 : whole.getLast().position();
            chunk = events.read(window, position, interest, CHUNK);
            whole.addAll(chunk);
        } while (chunk.size() == CHUNK);
        return whole;
    }

    /**
     * The next window from {@code from} to at most {@code horizon}; empty when there is nothing to read, or nothing that
     * may be read yet.
     */
    Optional<Window> next(int era, long from, long horizon, Interest interest) {
        if (from >= horizon) {
            return Optional.empty();
        }
        var all = new Window(era, from, horizon);
        for (int limit = EVENTS_MAX; ; limit = Math.multiplyExact(limit, GROWTH)) {
            var cut = cut(all, limit);
            if (cut.empty()) {
                return Optional.empty();
            }
            var window = inOrder(cut, interest);
            if (!window.empty()) {
                return Optional.of(window);
            }
            if (cut.to() == horizon) {
                // An open transaction stands between an event and what precedes it; when it ends we read both.
                return Optional.empty();
            }
        }
    }

    private Window cut(Window all, int limit) {
        var bounds = events.bounds(all, limit);
        if (bounds.first().isEmpty()) {
            return new Window(all.era(), all.from(), all.from());
        }
        if (bounds.beyond().isEmpty()) {
            return all;
        }
        long beyond = bounds.beyond().getAsLong();
        boolean oneLargeTransaction = beyond == bounds.first().getAsLong();
        return new Window(all.era(), all.from(), oneLargeTransaction ? beyond + 1 : beyond);
    }

    private Window inOrder(Window window, Interest interest) {
        var seenBefore = events.seenBefore(window, interest);
        if (seenBefore.isEmpty() || seenBefore.getAsLong() <= window.to()) {
            return window;
        }
        var wider = new Window(window.era(), window.from(), seenBefore.getAsLong());
        return window.withoutOvertaking(events.places(wider, interest));
    }
}
