package dev.tributary.kernel;

/** Names one stock keeping unit. Travels as a string in JSON. */
public record SkuId(long value) implements Comparable<SkuId> {

    public SkuId {
        if (value <= 0) {
            throw new IllegalArgumentException("a SKU id must be positive, not " + value);
        }
    }

    @Override
    public int compareTo(SkuId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
