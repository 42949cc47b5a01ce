package dev.tributary.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What this node's tail has read lately, kept for its durable consumers, so that the journal's table is read once per
 * node and not once per consumer. The windows join without a gap; each was read whole and keeps every key's order, and
 * so does any run of them, also one that begins within the first: what precedes that point its reader has done.
 */
final class RecentWindows {

    /**
     * Half a second's at a high rate, some 3 MB: so they die young. A consumer further behind than this reads the table.
     */
    private static final int EVENTS_MAX = 5_000;

    private record Read(Window window, List<EventStore.Placed> events) {}

    /** The events of interest in {@code window}, in the order to be told. */
    record Run(Window window, List<EventStore.Placed> events) {}

    private final ArrayDeque<Read> reads = new ArrayDeque<>();
    private int events;

    /** @param window from where the last one ended; whoever starts elsewhere starts anew */
    synchronized void add(Window window, List<EventStore.Placed> read) {
        if (!reads.isEmpty()
                && (reads.getLast().window().era() != window.era()
                        || reads.getLast().window().to() != window.from())) {
            reads.clear();
            events = 0;
        }
        reads.add(new Read(window, List.copyOf(read)));
        events += read.size();
        while (reads.size() > 1 && events > EVENTS_MAX) {
            events -= reads.removeFirst().events().size();
        }
    }

    /**
     * The next events for a reader that has done everything below {@code from}; empty when they are not here and the
     * table must be asked. A run without transactions means that the tail has read no further itself.
     *
     * @param limit the run ends with the window that reaches so many events
     */
    synchronized Optional<Run> after(int era, long from, Interest interest, int limit) {
        if (reads.isEmpty()
                || reads.getFirst().window().era() != era
                || reads.getFirst().window().from() > from) {
            return Optional.empty();
        }
        var found = new ArrayList<EventStore.Placed>();
        long to = from;
        for (var read : reads) {
            if (read.window().to() <= from || found.size() >= limit) {
                continue;
            }
            for (var placed : read.events()) {
                if (placed.transaction() >= from && interest.in(placed)) {
                    found.add(placed);
                }
            }
            to = read.window().to();
        }
        return Optional.of(new Run(new Window(era, from, to), found));
    }
}
