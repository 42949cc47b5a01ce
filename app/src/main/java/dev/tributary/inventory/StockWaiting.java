package dev.tributary.inventory;

import dev.tributary.engine.StockRow;
import dev.tributary.inventory.quotas.BatchQuotas;
import dev.tributary.inventory.waiting.BatchQueue;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who waits at the rows of a batch, and what is promised them of what the rows have and expect. It belongs to its batch. */
public final class StockWaiting {

    private final Map<StockKey, StockRow> rows;
    private final BatchQueue queue;
    private final BatchQuotas quotas;
    private final SortedSet<StockKey> missing = new TreeSet<>();

    StockWaiting(Map<StockKey, StockRow> rows, BatchQueue queue, BatchQuotas quotas) {
        this.rows = rows;
        this.queue = queue;
        this.quotas = quotas;
    }

    /**
     * The line waits at each of the rows, behind those who do already; one that waits keeps its place, unless it wants
     * more than before.
     *
     * @param offer under which it was promised of what is expected; null where it merely waits
     */
    public void join(
            OrderId order,
            int line,
            StockKey[] candidates,
            long units,
            @Nullable Offer offer,
            @Nullable Instant promisedAt) {
        for (var key : candidates) {
            if (!rows.containsKey(key)) {
                missing.add(key);
            }
            queue.join(key, order, line, key.equals(candidates[0]), units, offer, promisedAt);
        }
    }

    /**
     * Rows where somebody is to wait and that this batch has not locked, mostly since nobody has ever booked anything there.
     * It must not be written then, but be run again with them made and locked in their order, before anything else.
     */
    public SortedSet<StockKey> missing() {
        return missing;
    }

    /** Whether the line has its place at each of the rows. */
    public boolean at(OrderId order, int line, StockKey[] candidates) {
        for (var key : candidates) {
            if (!queue.waits(key, order, line)) {
                return false;
            }
        }
        return true;
    }

    /** @param at when its units will be there, through the node */
    public record Promised(StockKey key, Offer offer, Instant at) {}

    /** @param now the date as it is reckoned; empty when nothing that is expected covers the line */
    public record Reviewed(Optional<Instant> now, boolean moved) {}

    /** Whether any of the rows may promise what is expected there. */
    public boolean presells() {
        return queue.any();
    }

    /** What was promised so far and does not wait by now is dropped. */
    public void beginPromises() {
        queue.beginPromises();
    }

    /** The first of the rows that can promise so many units of what it has and expects, behind all who wait there. */
    public Optional<Promised> promise(OrderId order, long channel, StockKey[] candidates, long units, Instant now) {
        for (var key : candidates) {
            var row = rows.get(key);
            var offer = row == null ? Optional.<Offer>empty() : queue.offer(key, channel);
            if (row != null && offer.isPresent()) {
                var at = queue.promise(key, units, free(row, order, key), now);
                if (at.isPresent()) {
                    return Optional.of(new Promised(key, offer.get(), at.get()));
                }
            }
        }
        return Optional.empty();
    }

    /** Reckons a waiting line's date anew, and keeps it. */
    public Reviewed review(OrderId order, int line, StockKey key, Instant now) {
        var row = rows.get(key);
        if (row == null) {
            return new Reviewed(Optional.empty(), false);
        }
        var before = queue.promisedAt(key, order, line);
        var date = queue.date(key, order, line, free(row, order, key), now);
        // What is there already is served any moment: that is no news of a date.
        boolean served = date.isPresent() && date.get().equals(now);
        queue.reviewed(key, order, line, served ? before : date);
        return new Reviewed(date, !served && !before.equals(date));
    }

    /** What is there for the order's channel; quotas do not count what is expected. */
    private long free(StockRow row, OrderId order, StockKey key) {
        var share = quotas.share(order, new StockKey[] {key});
        return share == null ? row.free() : Math.min(row.free(), Math.max(0, share.room(row)));
    }

    public void noMore(MerchantId merchant, OrderId order, int line) {
        queue.leave(merchant, order, line);
    }
}
