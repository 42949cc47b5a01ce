package dev.tributary.sandbox.platform;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What a platform was told is left, by its own names of goods, and what its own sales have made of it. */
final class ToldStock {

    private final Map<String, Long> left = new ConcurrentHashMap<>();
    private final LongAdder tellings = new LongAdder();

    void told(String channelSku, long units) {
        left.put(channelSku, units);
        tellings.increment();
    }

    /** Where it is told differences: what is left is then their sum. */
    void moved(String channelSku, long difference) {
        left.merge(channelSku, difference, Long::sum);
        tellings.increment();
    }

    /** By the platform's own sale: nobody told it, and before anybody has there is nothing to move. */
    void movedItself(String channelSku, long difference) {
        left.computeIfPresent(channelSku, (name, units) -> units + difference);
    }

    Optional<Long> left(String channelSku) {
        return Optional.ofNullable(left.get(channelSku));
    }

    long tellings() {
        return tellings.sum();
    }
}
