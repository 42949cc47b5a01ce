package dev.tributary.kernel;

/** Names one sales channel of one merchant: a shop on a platform, an app, a group of tills. Travels as a string in JSON. */
public record ChannelId(long value) implements Comparable<ChannelId> {

    public ChannelId {
        if (value <= 0) {
            throw new IllegalArgumentException("a channel id must be positive, not " + value);
        }
    }

    @Override
    public int compareTo(ChannelId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
