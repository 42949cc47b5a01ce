package dev.tributary.leases;

/** Names one lease of a merchant. Travels as a string in JSON. */
public record LeaseId(long value) implements Comparable<LeaseId> {

    public LeaseId {
        if (value <= 0) {
            throw new IllegalArgumentException("a lease id must be positive, not " + value);
        }
    }

    @Override
    public int compareTo(LeaseId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
