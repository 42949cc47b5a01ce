package dev.tributary.inventory;

/** Names one transfer of a merchant. Travels as a string in JSON. */
public record TransferId(long value) {

    public TransferId {
        if (value <= 0) {
            throw new IllegalArgumentException("a transfer's id must be positive, not " + value);
        }
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
