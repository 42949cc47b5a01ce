package dev.tributary.database;

/**
 * When the parts of a hub stop, for {@code SmartLifecycle.getPhase}: the highest first. Above all of these the web server
 * stops taking requests and waits for those it has; below all of them the pool closes, and PostgreSQL is stopped last.
 */
public final class Phases {

    /** Workers that make commands or carry news out: nothing they start now may come after the writers. */
    public static final int WORKERS = 3_000;

    /** The writers of the hot path: what was accepted is committed and answered. */
    public static final int WRITERS = 2_000;

    /** Readers of the journal: they have seen what the writers committed, or see it after the next start. */
    public static final int READERS = 1_000;

    private Phases() {}
}
