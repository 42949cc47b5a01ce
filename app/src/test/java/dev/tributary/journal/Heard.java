package dev.tributary.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A consumer that remembers in memory, and does what the test asks before it accepts. */
final class Heard implements JournalConsumer {

    final List<String> keys = new ArrayList<>();
    final List<Long> versions = new ArrayList<>();
    private final String name;
    private final int partitions;
    private Consumer<Event> before = event -> {};

    Heard(String name) {
        this(name, 1);
    }

    Heard(String name, int partitions) {
        this.name = name;
        this.partitions = partitions;
    }

    Heard before(Consumer<Event> newBefore) {
        before = newBefore;
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int partitions() {
        return partitions;
    }

    @Override
    public Set<String> types() {
        return Set.of(JournalNode.TYPE);
    }

    @Override
    public void accept(List<Event> events) {
        events.forEach(before);
        for (var event : events) {
            keys.add(event.key());
            versions.add(event.version());
        }
    }
}
