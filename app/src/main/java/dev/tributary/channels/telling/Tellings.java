package dev.tributary.channels.telling;

import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.lane.PlatformCall;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** All of one kind that platforms have to hear: where it is kept, and how it is said. */
public interface Tellings<T extends Telling> {

    /** @param note when, and what came of it */
    record Told<T>(T telling, String note) {}

    /** @param nextTry absent when the hub gives up */
    record Failed<T>(T telling, Optional<Instant> nextTry, String note) {}

    record Untold(long waiting, long parked) {}

    /** Such as {@code order-answers}. */
    String name();

    Adapter.Budget budget(OpenAccount account);

    /** @param active numbers of orders that are left out */
    List<T> due(OpenAccount account, Collection<String> active, int limit);

    /** What keeps it from being told until a person has done something: then it is parked without a try. */
    Optional<String> obstacle(OpenAccount account, T telling);

    /** @throws dev.tributary.channels.adapter.MappingFailure when the file cannot say this in the platform's words */
    PlatformCall.Answer tell(OpenAccount account, T telling) throws InterruptedException;

    void told(OpenAccount account, List<Told<T>> told);

    void failed(OpenAccount account, List<Failed<T>> failed);

    Untold untold();

    /** @return how many were forgotten, at most {@code limit} */
    int forget(int days, int limit);
}
