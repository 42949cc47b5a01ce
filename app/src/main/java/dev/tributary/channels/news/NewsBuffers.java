package dev.tributary.channels.news;

import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.buffer.Buffer;
import dev.tributary.channels.buffer.Buffers;
import dev.tributary.kernel.SkuId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one channel is told less than there is, by how late it has heard of late. A shelf that was told less than there is
 * is looked at again until it is told all: sales that stop make no news.
 */
final class NewsBuffers {

    private final OpenAccount account;
    private final Stores stores;
    private final Buffers buffers;
    /** What was held back when the shelf was told last; at most as many as it has shelves, and none that was told all. */
    private final ConcurrentHashMap<Shelf, Long> heldBack = new ConcurrentHashMap<>();

    private volatile Duration delay = Duration.ZERO;

    NewsBuffers(OpenAccount account, Stores stores, Buffers buffers) {
        this.account = account;
        this.stores = stores;
        this.buffers = buffers;
    }

    void hearsWithin(Duration measured) {
        delay = measured;
    }

    Buffer of(Shelf shelf) {
        return of(shelf, stores.figure(shelf).available());
    }

    private Buffer of(Shelf shelf, long available) {
        return buffers.of(
                account.merchant(),
                account.channel(),
                shelf.sku(),
                stores.nodes(shelf.store()),
                available,
                delay,
                System.nanoTime());
    }

    Figure less(Shelf shelf, Figure figure) {
        long units = of(shelf, figure.available()).units();
        if (units == 0) {
            heldBack.remove(shelf);
            return figure;
        }
        heldBack.put(shelf, units);
        return new Figure(Math.max(0, figure.available() - units), figure.version());
    }

    /**
     * Shelves of which another number is to be held back than was.
     *
     * @param alsoComputed false: only what people have set
     */
    List<Shelf> changed(boolean alsoComputed) {
        var changed = new ArrayList<Shelf>();
        for (var shelf : shelves()) {
            var buffer = of(shelf);
            if ((alsoComputed || buffer.fixed().isPresent()) && buffer.units() != heldBack(shelf)) {
                changed.add(shelf);
            }
        }
        return changed;
    }

    long heldBack(Shelf shelf) {
        return heldBack.getOrDefault(shelf, 0L);
    }

    /** What is held back of each shelf at the moment, and of those that people have set. */
    Set<Shelf> shelves() {
        var shelves = new HashSet<>(heldBack.keySet());
        for (SkuId sku : buffers.set(account.channel())) {
            stores.names().forEach(store -> shelves.add(new Shelf(store, sku)));
        }
        return shelves;
    }
}
