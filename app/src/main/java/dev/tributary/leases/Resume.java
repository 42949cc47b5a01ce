package dev.tributary.leases;

/** What becomes of what was told meanwhile, when a lease ends. */
public enum Resume {
    /** It counts, together with everything that has happened since it was told. */
    APPLY,
    /** It never happened; the next news counts. */
    DISCARD
}
