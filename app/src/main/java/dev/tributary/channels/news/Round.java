package dev.tributary.channels.news;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.ToLongFunction;

/** Which shelves go next: all while the budget carries them, else those nearest to selling out and some who wait longest. */
final class Round {

    /** One place in so many goes to who waits longest, so that nobody waits for ever. */
    private static final int OLDEST_EVERY = 8;

    private Round() {}

    /** @param since when the oldest untold change was committed */
    record Waiting(Shelf shelf, Instant since) {}

    private record Risk(Shelf shelf, long available) {}

    /**
     * @param size what the budget carries; never more, or what is left over would have a call of its own
     * @param available asked only when not all can go
     */
    static List<Shelf> of(List<Waiting> waiting, int size, ToLongFunction<Shelf> available) {
        var oldestFirst = waiting.stream()
                .sorted(Comparator.comparing(Waiting::since))
                .map(Waiting::shelf)
                .toList();
        if (oldestFirst.size() <= size) {
            return oldestFirst;
        }
        var chosen = new LinkedHashSet<>(oldestFirst.subList(0, Math.max(1, size / OLDEST_EVERY)));
        // Read once: figures change while others are compared with them.
        var risks = new ArrayList<Risk>(oldestFirst.size());
        oldestFirst.forEach(shelf -> risks.add(new Risk(shelf, available.applyAsLong(shelf))));
        risks.sort(Comparator.comparingLong(Risk::available));
        for (var risk = risks.iterator(); chosen.size() < size; ) {
            chosen.add(risk.next().shelf());
        }
        return List.copyOf(chosen);
    }
}
