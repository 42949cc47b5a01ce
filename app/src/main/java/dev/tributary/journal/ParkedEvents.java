package dev.tributary.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Events a consumer failed on, and later events of the same key that wait behind them. Operators look, then try again
 * or give one up; nothing of the kind happens by itself.
 */
public interface ParkedEvents {

    /** Longest parked first; at most 500. */
    List<ParkedEvent> list(int limit);

    long count();

    /** Feeds the consumer everything parked under the key, in order, until one fails again. At most 1,000 a call. */
    Retried retry(String consumer, String key);

    /** Gives one event up for good, then feeds what waited behind it when it was the first. */
    Retried drop(String consumer, String key, long eventId);

    /** @param reason why the consumer failed on it; absent when it only waits behind another of its key */
    record ParkedEvent(String consumer, Event event, Optional<String> reason, int attempts, Instant parkedAt) {}

    /** @param remaining how many of the key are still parked */
    record Retried(int succeeded, long remaining, Optional<String> failure) {}
}
