package dev.tributary.inventory.waiting;

import dev.tributary.inventory.Offer;
import dev.tributary.kernel.OrderId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A line that waits at one stock row, as a batch sees and changes it. */
final class Entry {

    final OrderId order;
    final int line;
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
            boolean firstChoice,
            long units,
            @Nullable Offer offer,
            @Nullable Instant promisedAt) {
        this.order = order;
        this.line = line;
        this.firstChoice = firstChoice;
        this.units = units;
        this.offer = offer;
        this.promisedAt = promisedAt;
    }

    boolean is(OrderId otherOrder, int otherLine) {
        return line == otherLine && order.equals(otherOrder);
    }
}
