package dev.tributary.kernel;

/** Names one place that holds stock: warehouse, store, dark store, supplier, factory. Travels as a string in JSON. */
public record NodeId(long value) implements Comparable<NodeId> {

    public NodeId {
        if (value <= 0) {
            throw new IllegalArgumentException("a node id must be positive, not " + value);
        }
    }

    @Override
    public int compareTo(NodeId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
