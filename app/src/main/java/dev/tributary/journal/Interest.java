package dev.tributary.journal;

import java.util.Set;

/** What a reader wants: these types, or every type where none is named, and of their keys those that hash to its partition. */
record Interest(Set<String> types, int partition, int partitions) {

    Interest {
        types = Set.copyOf(types);
        if (partition < 0 || partition >= partitions) {
            throw new IllegalArgumentException("no partition %d of %d".formatted(partition, partitions));
        }
    }

    static Interest inAll(Set<String> types) {
        return new Interest(types, 0, 1);
    }

    static Interest ofEveryType(int partition, int partitions) {
        return new Interest(Set.of(), partition, partitions);
    }

    /** The partition of a key, by the database's hash of it. */
    static int partitionOf(long keyHash, int partitions) {
        return (int) ((keyHash & Long.MAX_VALUE) % partitions);
    }

    boolean in(EventStore.Placed placed) {
        return (types.isEmpty() || types.contains(placed.event().type()))
                && partitionOf(placed.keyHash(), partitions) == partition;
    }

    String[] typeArray() {
        return types.toArray(String[]::new);
    }
}
