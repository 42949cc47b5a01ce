package dev.tributary.journal;

import dev.tributary.database.WriteGroup;
import java.util.List;

/** Where modules write what happened. */
public interface Journal {

    /**
     * Appends in the caller's transaction, which must exist, with one statement however many events; then the readers
     * of this node are woken after commit.
     */
    void append(List<NewEvent> events);

    /** The same, written together with what else the caller's transaction writes. */
    void append(List<NewEvent> events, WriteGroup group);
}
