package dev.tributary.kernel;

/** Names one order of the hub, assigned before its batch. Travels as a string in JSON. */
public record OrderId(long value) implements Comparable<OrderId> {

    public OrderId {
        if (value <= 0) {
            throw new IllegalArgumentException("an order id must be positive, not " + value);
        }
    }

    @Override
    public int compareTo(OrderId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
