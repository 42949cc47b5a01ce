package dev.tributary.journal;

import java.util.List;
import java.util.Set;

/**
 * A durable reader. A bean of this type is fed every event of its types, in order per key, at least once, split by key
 * over {@link #partitions()} cursors that nodes share among them.
 */
public interface JournalConsumer {

    /** Stable for ever: it names the cursors. */
    String name();

    Set<String> types();

    default int partitions() {
        return 1;
    }

    /**
     * Called in the transaction that moves the cursor, so effects written to the database happen exactly once. Never
     * calls anything outside: it writes the intent and returns. When it throws, events are tried one by one and the
     * failing one is parked; only its key waits behind it.
     */
    void accept(List<Event> events);
}
