package dev.tributary.inventory.waiting;

import dev.tributary.inventory.Offer;
import dev.tributary.kernel.OrderId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A line that waits at one stock row, as a batch sees and changes it. */
final class Entry {

    static final long LAST = Long.MAX_VALUE;

    final OrderId order;
    final int line;

    /** Where it stands in its row's queue; nobody who joins in the batch knows yet. */
    final long place;

    long units;

    /** At the row it prefers; another row that may give it keeps back for it only what would serve it whole. */
    final boolean firstChoice;

    /** At its last try not for want of units here. */
    boolean passedOver;

    @Nullable
    Offer offer;

    @Nullable
    Instant promisedAt;

    Entry(
            OrderId order,
            int line,
            long place,
            boolean firstChoice,
            long units,
            @Nullable Offer offer,
            @Nullable Instant promisedAt) {
        this.order = order;
        this.line = line;
        this.place = place;
        this.firstChoice = firstChoice;
        this.units = units;
        this.offer = offer;
        this.promisedAt = promisedAt;
    }

    /** The same line behind everybody, for so many. */
    Entry last(long unitsNow) {
        var entry = new Entry(order, line, LAST, firstChoice, unitsNow, offer, promisedAt);
        entry.passedOver = passedOver;
        return entry;
    }

    boolean is(OrderId otherOrder, int otherLine) {
        return line == otherLine && order.equals(otherOrder);
    }
}
