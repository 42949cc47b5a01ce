package dev.tributary.channels.news;

import dev.tributary.channels.lane.PlatformCall.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * What a platform's answer to a call means for one of the shelves in it.
 *
 * @param carried of the names that the shelf has, the one that it is about
 * @param after how long it cannot be told, where the platform says so
 */
record Verdict(Shelves.Carried carried, Kind kind, String reason, Optional<Duration> after) {

    private Verdict(Shelves.Carried carried, Kind kind, String reason) {
        this(carried, kind, reason, Optional.empty());
    }

    enum Kind {
        TOLD,
        /** By name, out of a call with others. */
        REFUSED,
        /** The whole call, and nothing else was in it. */
        REFUSED_ALONE,
        /** The whole call, and nobody knows for which of those in it. */
        HALVED,
        /** The whole call, for others in it: without them it may go at once. */
        AGAIN,
        /** Nobody has refused it, but it cannot be told yet. */
        LATER
    }

    /** One for each shelf; of a call that was told or refused. */
    static List<Verdict> of(List<Shelves.Carried> batch, StockCall.Said said) {
        var itemsByShelf = new LinkedHashMap<Shelf, List<Shelves.Carried>>();
        batch.forEach(carried -> itemsByShelf
                .computeIfAbsent(carried.shelf(), any -> new ArrayList<>())
                .add(carried));
        boolean refused = said.answer().outcome() == Outcome.REFUSED;
        boolean named = batch.stream()
                .map(Shelves.Carried::channelSku)
                .anyMatch(name ->
                        said.notTaken().containsKey(name) || said.notYet().containsKey(name));
        var others =
                !refused ? Kind.TOLD : named ? Kind.AGAIN : itemsByShelf.size() == 1 ? Kind.REFUSED_ALONE : Kind.HALVED;
        return itemsByShelf.values().stream()
                .map(items -> of(items, said, others))
                .toList();
    }

    private static Verdict of(List<Shelves.Carried> items, StockCall.Said said, Kind others) {
        for (var item : items) {
            var reason = said.notTaken().get(item.channelSku());
            if (reason != null) {
                return new Verdict(item, Kind.REFUSED, reason);
            }
        }
        for (var item : items) {
            var later = said.notYet().get(item.channelSku());
            if (later != null) {
                return new Verdict(item, Kind.LATER, later.reason(), later.after());
            }
        }
        return new Verdict(items.getFirst(), others, said.answer().reason());
    }
}
