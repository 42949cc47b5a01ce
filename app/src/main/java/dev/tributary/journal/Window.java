package dev.tributary.journal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Transactions read together, ordered by position: those of one era in {@code [from, to)}.
 *
 * @param from first transaction id
 * @param to the transaction id after the last
 */
record Window(int era, long from, long to) {

    Window {
        if (from > to) {
            throw new IllegalArgumentException("a window cannot end at %d before it begins at %d".formatted(to, from));
        }
    }

    boolean empty() {
        return from == to;
    }

    /** Where an event stands; enough to tell what must come before what. */
    record Place(long transaction, long position, String key) {}

    /**
     * Shortens the window until no event in it comes after one outside of it that has the same key and a lower
     * position. Transaction ids do not follow a key's order: a transaction may get its id first and the row's lock
     * second (see ADR 0010).
     *
     * @param places at least all events of the window, and all that may precede them from outside
     */
    Window withoutOvertaking(List<Place> places) {
        var window = this;
        while (true) {
            var shorter = window.shortened(places);
            if (shorter.to == window.to) {
                return window;
            }
            window = shorter;
        }
    }

    private Window shortened(List<Place> places) {
        Map<String, Long> firstOutside = new HashMap<>();
        List<Place> inside = new ArrayList<>(places.size());
        for (var place : places) {
            if (place.transaction() < to) {
                inside.add(place);
            } else {
                firstOutside.merge(place.key(), place.position(), Math::min);
            }
        }
        long end = to;
        for (var place : inside) {
            if (firstOutside.getOrDefault(place.key(), Long.MAX_VALUE) < place.position()) {
                end = Math.min(end, place.transaction());
            }
        }
        return new Window(era, from, Math.max(from, end));
    }
}
