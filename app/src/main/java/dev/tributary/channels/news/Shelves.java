package dev.tributary.channels.news;

import dev.tributary.catalog.Catalog;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Where a channel shows its goods, and what it has not been told of them. A change only marks its shelves; the figure is
 * read when a call is about to carry it, so however often a SKU changes, the channel hears the newest once.
 */
final class Shelves {

    private final OpenAccount account;
    private final Stores stores;
    private final Catalog catalog;
    /** Of what the channel holds already, though the row has gone on. */
    private final BiConsumer<Shelf, Figure> knownAlready;
    /** Which goods the channel sells: the others change as often, and must not take up its rounds. */
    private final Set<SkuId> sold = ConcurrentHashMap.newKeySet();

    private final ConcurrentHashMap<Shelf, Dirty> dirty = new ConcurrentHashMap<>();
    private final Set<Shelf> inFlight = ConcurrentHashMap.newKeySet();
    /** The figure the channel is known to have taken last; absent while that is not certain. */
    private final ConcurrentHashMap<Shelf, Long> believed = new ConcurrentHashMap<>();
    /** Those whose next figure is told whatever the channel is believed to hold, also by a call that is under way. */
    private final Set<Shelf> anew = ConcurrentHashMap.newKeySet();

    private final Deque<Shelf> round = new ArrayDeque<>();
    private final KeptShelves kept;
    private final Refusals refusals;
    private final NewsBuffers buffers;
    private final boolean movesItself;

    Shelves(
            OpenAccount account,
            Stores stores,
            Catalog catalog,
            KeptShelves kept,
            Refusals refusals,
            NewsBuffers buffers,
            BiConsumer<Shelf, Figure> knownAlready) {
        this.account = account;
        this.stores = stores;
        this.kept = kept;
        this.refusals = refusals;
        this.buffers = buffers;
        this.catalog = catalog;
        this.knownAlready = knownAlready;
        this.movesItself = account.adapter()
                .stock()
                .flatMap(Adapter.StockOut::difference)
                .filter(Adapter.StockOut.Difference::lowersItself)
                .isPresent();
    }

    /** What a call carries of a shelf: one for each name that the channel has for its SKU. */
    record Carried(Shelf shelf, Dirty dirty, Figure figure, String channelSku) {}

    void changed(SkuId sku, NodeId node, long version, Instant at) {
        if (sold.contains(sku)) {
            for (String store : stores.selling(node)) {
                var shelf = new Shelf(store, sku);
                // What is kept back is told as it is then: its changes must not take up rounds.
                if (!kept.contains(shelf)) {
                    mark(shelf, Dirty.changed(at, node, version));
                }
            }
        }
    }

    /** A component changed: availability has heard of it before, so the bundle's figure is new already. */
    void componentChanged(SkuId bundle, NodeId node, Instant at) {
        if (sold.contains(bundle)) {
            for (String store : stores.selling(node)) {
                var shelf = new Shelf(store, bundle);
                if (!kept.contains(shelf)) {
                    mark(shelf, Dirty.unknown(at));
                }
            }
        }
    }

    /** Its quotas, or their use, changed; those who show the figures have heard of it before. */
    void sharedAnew(SkuId sku, Instant at) {
        if (sold.contains(sku)) {
            for (String store : stores.names()) {
                var shelf = new Shelf(store, sku);
                if (!kept.contains(shelf)) {
                    mark(shelf, Dirty.unknown(at));
                }
            }
        }
    }

    /** The platform has moved its own figure by an order: whatever it was told, it may hold something else. */
    void movedThere(SkuId sku, Instant at) {
        if (sold.contains(sku)) {
            for (String store : stores.names()) {
                var shelf = new Shelf(store, sku);
                anew.add(shelf);
                if (!kept.contains(shelf)) {
                    mark(shelf, Dirty.unknown(at));
                }
            }
        }
    }

    /** It is made of something else now: all that is known of it is old. */
    void recomposed(SkuId bundle, Instant at) {
        if (sold.contains(bundle)) {
            listed(bundle, at);
        }
    }

    /** A SKU newly listed: the channel must hear its figure whether or not stock moves. */
    void listed(SkuId sku, Instant at) {
        sold.add(sku);
        stores.names().forEach(store -> {
            tellAnew(new Shelf(store, sku), at);
        });
    }

    /** Whatever the channel was told of it or has refused: as if it were new. */
    void tellAnew(Shelf shelf, Instant at) {
        anew.add(shelf);
        refusals.over(shelf);
        mark(shelf, Dirty.unknown(at));
    }

    /** After a start or a take-over: what changed since the version last told, or was refused. */
    void compare(SkuId sku, Map<Shelf, Long> toldVersions, Instant now) {
        // From here on its changes are marked; availability has heard of earlier ones.
        sold.add(sku);
        stores.names().forEach(store -> {
            var shelf = new Shelf(store, sku);
            var figure = stores.figure(shelf);
            if (!Optional.of(figure.version()).equals(Optional.ofNullable(toldVersions.get(shelf)))
                    && !refusals.parkedAt(shelf, figure.available())) {
                mark(shelf, Dirty.unknown(now));
            }
        });
    }

    /**
     * Shelves of one store for the next call, no longer dirty but in flight.
     *
     * @param callMax so many of them at most
     * @param roundSize as many as the budget carries before the riskiest are chosen anew
     */
    List<Carried> next(Instant now, int callMax, int roundSize) {
        if (round.isEmpty()) {
            plan(now, roundSize);
        }
        var batch = new ArrayList<Carried>();
        int most = callMax;
        for (var shelves = round.iterator(); shelves.hasNext() && batch.size() < most; ) {
            var shelf = shelves.next();
            if (!batch.isEmpty() && !batch.getFirst().shelf().store().equals(shelf.store())) {
                continue;
            }
            shelves.remove();
            var entry = take(shelf, batch.size());
            if (entry.isPresent()) {
                batch.addAll(entry.get());
                most = Math.min(most, entry.get().getFirst().dirty().together());
            }
        }
        return batch;
    }

    private void plan(Instant now, int size) {
        var ready = new ArrayList<Round.Waiting>();
        dirty.forEach((shelf, entry) -> {
            if (!entry.notBefore().isAfter(now) && !inFlight.contains(shelf)) {
                ready.add(new Round.Waiting(shelf, entry.since()));
            }
        });
        round.addAll(Round.of(ready, size, shelf -> stores.figure(shelf).available()));
    }

    private Optional<List<Carried>> take(Shelf shelf, int already) {
        var entry = dirty.get(shelf);
        if (entry != null && kept.keeps(shelf)) {
            dirty.remove(shelf);
            return Optional.empty();
        }
        if (entry == null
                || entry.together() <= already
                || !stores.showing(entry, shelf.sku())
                || !inFlight.add(shelf)) {
            return Optional.empty();
        }
        // Whoever marks the shelf from here on makes it dirty anew: the figure below is read after this.
        var taken = Optional.ofNullable(dirty.remove(shelf)).orElse(entry);
        if (!stores.showing(taken, shelf.sku())) {
            mark(shelf, taken);
            inFlight.remove(shelf);
            return Optional.empty();
        }
        var names = catalog.listings(account.merchant(), account.channel(), shelf.sku());
        boolean whatever = anew.remove(shelf);
        var figure = buffers.less(shelf, stores.figure(shelf));
        if (names.isEmpty()) {
            refusals.over(shelf);
        }
        if (names.isEmpty() || !whatever && isBelieved(shelf, figure)) {
            inFlight.remove(shelf);
            return Optional.empty();
        }
        return Optional.of(names.stream()
                .map(name -> new Carried(shelf, taken, figure, name))
                .toList());
    }

    /** Promised goods that leave change the row, not what is left to sell: the budget is for news. */
    private boolean isBelieved(Shelf shelf, Figure figure) {
        boolean same = Long.valueOf(figure.available()).equals(believed.get(shelf));
        if (same) {
            knownAlready.accept(shelf, figure);
        }
        return same;
    }

    /** What leases no longer keep back is told as it is now; answers what is not to be, with its figures. */
    Map<Shelf, Figure> resume(Instant now) {
        if (kept.size() == 0) {
            return Map.of();
        }
        var released = kept.release();
        released.toTell().forEach(shelf -> mark(shelf, Dirty.unknown(now)));
        return released.discarded().stream().collect(Collectors.toMap(shelf -> shelf, stores::figure));
    }

    /**
     * More or less is to be held back than was, though no row has changed. What is computed waits until the
     * budget carries all news: calls of its own would delay them, and a longer delay makes it grow. News that pauses after
     * a failure delays nothing.
     */
    void bufferAnew(Instant now, int roundSize) {
        for (var shelf : buffers.changed(due(now) <= roundSize)) {
            if (sold.contains(shelf.sku())) {
                mark(shelf, Dirty.unknown(now));
            }
        }
    }

    /** Of what the channel sells, that whose turn to be told again has come, as far as its budget is not wanted for news. */
    void tellAgain(TellAgain turns, Instant now, int roundSize) {
        if (due(now) <= roundSize) {
            turns.due(sold, now, roundSize)
                    .forEach(sku -> stores.names().forEach(store -> lookAnew(new Shelf(store, sku), now)));
        }
    }

    /** Whatever the platform was told, it is told or asked anew: not where that is about to happen anyway. */
    void lookAnew(Shelf shelf, Instant now) {
        if (sold.contains(shelf.sku()) && !dirty.containsKey(shelf) && !inFlight.contains(shelf)) {
            anew.add(shelf);
            mark(shelf, Dirty.unknown(now));
        }
    }

    void mark(Shelf shelf, Dirty why) {
        dirty.merge(shelf, refusals.slowed(shelf, why), Dirty::and);
    }

    /** Once it is parked only its pause's end, a change or a person has it told again. */
    void refused(Carried carried, String reason, boolean alone, Instant now) {
        var shelf = carried.shelf();
        if (refusals.refused(carried, reason, alone, now)) {
            // It has changed while it was on its way.
            dirty.computeIfPresent(shelf, (any, change) -> refusals.slowed(shelf, change));
        } else {
            mark(shelf, carried.dirty());
        }
    }

    /** What is parked and due is told again, as long as the budget carries that beside what is new. */
    void retryParked(Instant now, int roundSize) {
        int room = roundSize - due(now);
        if (room > 0) {
            refusals.due(now).stream()
                    .filter(shelf -> !kept.contains(shelf) && !dirty.containsKey(shelf) && !inFlight.contains(shelf))
                    .limit(room)
                    .forEach(shelf -> mark(shelf, Dirty.unknown(now)));
        }
    }

    /** From here on nobody knows what the channel holds. */
    void sent(List<Carried> batch) {
        batch.forEach(carried -> believed.remove(carried.shelf()));
    }

    /** A platform that moves its figure by itself may hold something else by now. */
    void told(Carried carried) {
        refusals.over(carried.shelf());
        if (!movesItself) {
            believed.put(carried.shelf(), carried.figure().available());
        }
    }

    void landed(List<Carried> batch) {
        batch.forEach(carried -> inFlight.remove(carried.shelf()));
    }

    boolean allTold() {
        return dirty.isEmpty();
    }

    int parked() {
        return refusals.parked();
    }

    int keptBack() {
        return kept.size();
    }

    int waiting() {
        return dirty.size() + inFlight.size();
    }

    /** Those that a pause after a failure does not hold back. */
    int due(Instant now) {
        return inFlight.size()
                + (int) dirty.values().stream()
                        .filter(entry -> !entry.notBefore().isAfter(now))
                        .count();
    }

    /** How many wait for longer than since then. */
    long waitingSince(Instant moment) {
        return dirty.values().stream()
                .filter(entry -> entry.since().isBefore(moment))
                .count();
    }

    Duration oldest(Instant now) {
        return dirty.values().stream()
                .map(Dirty::since)
                .min(Comparator.naturalOrder())
                .map(since -> Age.between(since, now))
                .orElse(Duration.ZERO);
    }
}
