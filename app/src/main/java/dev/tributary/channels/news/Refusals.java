package dev.tributary.channels.news;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What one channel's platform refuses, at most as many shelves as it has. */
final class Refusals {

    private final ConcurrentHashMap<Shelf, Refusal> refused = new ConcurrentHashMap<>();
    private final Keeper keeper;

    /** Hears of every change of what is parked, in order for each shelf. */
    interface Keeper {

        /** @param refusal empty when the shelf is parked no more */
        void keep(Shelf shelf, Optional<Refusal> refusal);
    }

    Refusals(Keeper keeper) {
        this.keeper = keeper;
    }

    /** What was parked before a restart, or by another node. */
    void begin(Map<Shelf, Refusal> parked, Collection<String> stores) {
        parked.forEach((shelf, refusal) -> {
            if (stores.contains(shelf.store())) {
                refused.put(shelf, refusal);
            } else {
                keeper.keep(shelf, Optional.empty());
            }
        });
    }

    /** True when it is parked by now: then it is not to be tried before its pause is over or its figure changes. */
    boolean refused(Shelves.Carried carried, String reason, boolean alone, Instant now) {
        long available = carried.figure().available();
        var name = carried.channelSku();
        return refused.compute(carried.shelf(), (shelf, before) -> {
                    var refusal = before == null
                            ? Refusal.first(name, available, reason, alone, now)
                            : before.again(name, available, reason, alone, now);
                    if (refusal.parked()) {
                        keeper.keep(shelf, Optional.of(refusal));
                    }
                    return refusal;
                })
                .parked();
    }

    /** The platform takes it, does not sell it any more, or is to be told as if it had never refused it. */
    void over(Shelf shelf) {
        refused.computeIfPresent(shelf, (any, refusal) -> {
            if (refusal.parked()) {
                keeper.keep(shelf, Optional.empty());
            }
            return null;
        });
    }

    Dirty slowed(Shelf shelf, Dirty change) {
        var refusal = refused.get(shelf);
        return refusal == null ? change : refusal.slowed(change);
    }

    /** True when the platform is known to refuse just this figure. */
    boolean parkedAt(Shelf shelf, long available) {
        var refusal = refused.get(shelf);
        return refusal != null && refusal.parked() && refusal.available() == available;
    }

    List<Shelf> due(Instant now) {
        return refused.entrySet().stream()
                .filter(entry ->
                        entry.getValue().parked() && !entry.getValue().nextTry().isAfter(now))
                .map(Map.Entry::getKey)
                .toList();
    }

    int parked() {
        return (int) refused.values().stream().filter(Refusal::parked).count();
    }
}
