package dev.tributary.leases;

/** A number that automatic news carries, and that a lease can be narrowed to. */
public enum Field {
    ON_HAND,
    SAFETY,
    ALLOWANCE,
    /** What is left to sell, as channels are told it. */
    AVAILABLE
}
