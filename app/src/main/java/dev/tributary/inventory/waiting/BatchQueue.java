package dev.tributary.inventory.waiting;

import dev.tributary.database.WriteGroup;
import dev.tributary.inventory.Offer;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who waits at the rows that one batch has locked, as its commands go on. Read for all rows that have the trait at once,
 * and only when one of them is asked for goods.
 *
 * <p>What holds: a row gives nothing to a demand while whoever came before waits for it. Places are written, and read,
 * under the row's lock; a demand sees as free only what all before it leave.
 */
public final class BatchQueue {

    private final QueueStore store;
    private final Set<StockKey> marked;
    private final Set<OrderId> orders;
    private final QueueWrites writes = new QueueWrites();
    private final Map<StockKey, RowQueue> joined = new HashMap<>();
    private final Set<Try> passedOver = new HashSet<>();
    private @Nullable Map<StockKey, RowQueue> found;
    private boolean readBehind;
    private boolean readUnitsBefore;
    private @Nullable Map<QueueStore.SkuOf, Map<Long, Offer>> offers;

    BatchQueue(QueueStore store, Collection<StockKey> marked, Set<OrderId> orders) {
        this.store = store;
        this.orders = orders;
        this.marked = new LinkedHashSet<>(marked);
    }

    /** Whether any row may have somebody waiting: mostly none has. */
    public boolean any() {
        return !marked.isEmpty() || !joined.isEmpty();
    }

    /** Units of the row that are for others than these lines of the order. */
    public long setAside(StockKey key, OrderId order, Set<Integer> lines, long free) {
        var queue = queue(key);
        return queue == null ? 0 : queue.setAside(order, lines, free);
    }

    /** Whether the line has its place at the row. */
    public boolean waits(StockKey key, OrderId order, int line) {
        return find(key, order, line) != null;
    }

    private record Try(StockKey key, OrderId order, int line) {}

    /** The line was tried and not served; passed over, it keeps nothing back here until its next try. */
    public void tried(StockKey key, OrderId order, int line, boolean over) {
        var attempt = new Try(key, order, line);
        if (over) {
            passedOver.add(attempt);
        } else {
            passedOver.remove(attempt);
        }
        var entry = find(key, order, line);
        if (entry != null && entry.passedOver != over) {
            entry.passedOver = over;
            writes.join(key, entry);
        }
    }

    /**
     * The line waits at the row from now on, or goes on to, for so many units; behind everybody when they are more than
     * before. It is served whole, so at its old place it would be served no sooner, only others later.
     *
     * @param firstChoice whether it is the one that the line prefers
     */
    public void join(
            StockKey key,
            OrderId order,
            int line,
            boolean firstChoice,
            long units,
            @Nullable Offer offer,
            @Nullable Instant promisedAt) {
        var queue = queue(key);
        if (queue == null) {
            queue = joined.computeIfAbsent(key, first -> new RowQueue());
            writes.mark(key);
        }
        var entry = find(key, order, line);
        if (entry == null) {
            entry = new Entry(order, line, Entry.LAST, firstChoice, units, offer, promisedAt);
            entry.passedOver = passedOver.contains(new Try(key, order, line));
            queue.add(entry);
        } else if (units > entry.units) {
            queue.remove(order, line);
            writes.forget(key, entry);
            entry = entry.last(units);
            queue.add(entry);
        } else {
            queue.resize(entry, units);
        }
        if (offer != null) {
            entry.offer = offer;
            entry.promisedAt = promisedAt;
        }
        writes.join(key, entry);
    }

    /** The line waits nowhere any more. */
    public void leave(MerchantId merchant, OrderId order, int line) {
        writes.leave(merchant, order, line);
        joined.values().forEach(queue -> queue.remove(order, line));
        if (!marked.isEmpty()) {
            if (orders.contains(order) && found().values().stream().anyMatch(RowQueue::longerThanRead)) {
                readBehind();
            }
            found().values().forEach(queue -> queue.remove(order, line));
        }
    }

    /** Drops promises that were tried and not kept. */
    public void beginPromises() {
        joined.values().forEach(queue -> queue.tentative(0));
        if (found != null) {
            found.values().forEach(queue -> queue.tentative(0));
        }
    }

    public Optional<Offer> offer(StockKey key, long channel) {
        if (!marked.contains(key)) {
            return Optional.empty();
        }
        if (offers == null) {
            offers = store.offers(marked);
        }
        var ofSku = offers.getOrDefault(QueueStore.SkuOf.of(key), Map.of());
        return Optional.ofNullable(ofSku.getOrDefault(channel, ofSku.get(0L)));
    }

    /**
     * Counts so many units as promised of what the row has and expects, behind everybody, until the next
     * {@link #beginPromises}.
     *
     * @param free what of the row is not promised, those who wait left out
     * @return when they will be there; empty when there are not so many left
     */
    public Optional<Instant> promise(StockKey key, long units, long free, Instant now) {
        var queue = queue(key);
        if (queue == null || queue.nothingComing()) {
            return Optional.empty();
        }
        var at = queue.promise(units, free, now);
        if (at.isPresent()) {
            queue.tentative(units);
        }
        return at;
    }

    /** When a line that waits at the row is served, as things stand; empty when nothing that is expected covers it. */
    public Optional<Instant> date(StockKey key, OrderId order, int line, long free, Instant now) {
        var queue = queue(key);
        var entry = find(key, order, line);
        if (queue == null || entry == null) {
            return Optional.empty();
        }
        if (!readUnitsBefore && queue.isPlacedBehind(entry)) {
            readUnitsBefore = true;
            store.readUnitsBefore(found());
        }
        return queue.date(entry, free, now);
    }

    /** What the line was told last; empty too when it was told that nothing covers it. */
    public Optional<Instant> promisedAt(StockKey key, OrderId order, int line) {
        var entry = find(key, order, line);
        return entry == null ? Optional.empty() : Optional.ofNullable(entry.promisedAt);
    }

    /** The line was told so last. One that has no place at the row is looked at no more. */
    public void reviewed(StockKey key, OrderId order, int line, Optional<Instant> date) {
        var entry = find(key, order, line);
        if (entry != null) {
            entry.promisedAt = date.orElse(null);
        }
        writes.reviewed(key, order, line, entry);
    }

    /** Its place is looked for behind the first thousand too, unless the order is new: then it has none there. */
    private @Nullable Entry find(StockKey key, OrderId order, int line) {
        var queue = queue(key);
        var entry = queue == null ? null : queue.find(order, line);
        if (queue == null || entry != null || readBehind || !queue.longerThanRead() || !orders.contains(order)) {
            return entry;
        }
        readBehind();
        return queue.find(order, line);
    }

    /** Goods came under a number that may be expected. */
    public void came(StockKey key, String number, long units) {
        writes.came(key, number, units);
        var queue = marked.contains(key) ? queue(key) : null;
        if (queue != null) {
            queue.came(number, units);
        }
    }

    public void write(WriteGroup group) {
        if (found != null) {
            found.forEach((key, queue) -> {
                if (queue.empty() && queue.nothingComing()) {
                    writes.unmark(key);
                }
            });
        }
        writes.write(group);
    }

    private @Nullable RowQueue queue(StockKey key) {
        return marked.contains(key) ? found().get(key) : joined.get(key);
    }

    private void readBehind() {
        if (!readBehind) {
            readBehind = true;
            var longer = new HashMap<>(found());
            longer.values().removeIf(queue -> !queue.longerThanRead());
            store.readBehind(longer, orders);
        }
    }

    private Map<StockKey, RowQueue> found() {
        if (found == null) {
            found = store.queues(marked);
        }
        return found;
    }
}
