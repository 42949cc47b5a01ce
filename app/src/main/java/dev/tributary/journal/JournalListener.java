package dev.tributary.journal;

import java.util.List;
import java.util.Set;

/**
 * A reader in memory, for caches and live pages: every node hears every event of its types, in order per key, from the
 * moment it starts. Nothing is remembered across restarts, so a listener loads its state first, then drops events that
 * are not newer than what it loaded.
 */
public interface JournalListener {

    /**
     * For {@link org.springframework.core.annotation.Order}: memories that other listeners look into when they hear the
     * same news hear it before them.
     */
    int MEMORY = 0;

    Set<String> types();

    /** Must return quickly and never throw; it is called outside any transaction. */
    void accept(List<Event> events);
}
