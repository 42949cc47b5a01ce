package dev.tributary.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/** How far the readers are. From memory: costs nothing to ask. */
public interface JournalProgress {

    /** The listeners of this node have heard everything that was committed before this moment. */
    Instant heardUntil();

    /** As sampled within the last seconds. */
    Horizon horizon();

    /** As sampled within the last seconds, by name. */
    List<Lag> consumers();

    /**
     * @param age how long the oldest open write transaction of the cluster has been open: nothing newer is read before
     *     it ends
     * @param holder the process id of its server process
     */
    record Horizon(Duration age, OptionalInt holder) {}

    /** @param behind the age of the oldest event that is not done; zero when there is none */
    record Lag(String consumer, Duration behind) {}
}
