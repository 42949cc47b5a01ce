package dev.tributary.kernel;

/** Names one merchant; leads every key and every predicate. Travels as a string in JSON. */
public record MerchantId(long value) implements Comparable<MerchantId> {

    public MerchantId {
        if (value <= 0) {
            throw new IllegalArgumentException("a merchant id must be positive, not " + value);
        }
    }

    @Override
    public int compareTo(MerchantId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
