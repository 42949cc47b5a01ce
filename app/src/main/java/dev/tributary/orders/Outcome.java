package dev.tributary.orders;

import dev.tributary.inventory.StockSnapshot;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What became of a command. Given only after commit. */
public sealed interface Outcome {

    /** @param replayed true when an earlier command with the same key had this very effect, and this one had none */
    record Placed(
            OrderId order,
            OrderState state,
            PaymentState payment,
            List<PlacedLine> lines,
            long version,
            boolean replayed)
            implements Outcome {}

    /** A request refused once and for good for its number. Every short line is named at once. */
    record Refused(OrderId order, Reason reason, List<ShortLine> lines, boolean replayed) implements Outcome {}

    /** The command changed the order, or ({@code replayed}) had done so before. */
    record Done(OrderId order, OrderState state, PaymentState payment, long version, boolean replayed)
            implements Outcome {}

    /**
     * An unpaid order keeps its stock until then.
     *
     * @param replayed also true when it would have been so little longer that nothing was written
     */
    record Held(OrderId order, Instant expiresAt, long version, boolean replayed) implements Outcome {}

    /** Stock rows changed, or ({@code replayed}) had been changed by this key before. */
    record StockDone(int rows, int keptBack, boolean replayed) implements Outcome {}

    /**
     * A part of a snapshot was applied, or ({@code replayed}) had been before.
     *
     * @param rows what each line came to; none when replayed
     */
    record SnapshotDone(List<StockSnapshot.Row> rows, boolean replayed) implements Outcome {}

    /**
     * Goods came back, or ({@code replayed}) had been told of before.
     *
     * @param order that sold them, where it was known
     * @param waitingLines numbers of lines whose SKU, or unit of sale, nobody has mapped: their goods are put back once it is
     */
    record TakenBack(long id, Optional<OrderId> order, List<Integer> waitingLines, boolean replayed)
            implements Outcome {}

    /** A fact older than what is known, or a wish without effect; recorded, nothing changed. */
    record Ignored(String why) implements Outcome {}

    /** Nothing changed; {@code detail} says what to do. */
    record Rejected(Why why, String detail) implements Outcome {}

    record PlacedLine(int line, ReservationState reservation, long node) {}

    /** @param byQuota there is enough, but not for this channel, which could still have what is available */
    record ShortLine(int line, SkuId sku, long wanted, long available, boolean byQuota) {

        public ShortLine(int line, SkuId sku, long wanted, long available) {
            this(line, sku, wanted, available, false);
        }
    }

    /** In order of precedence: when several apply, the first is reported. */
    enum Reason {
        UNKNOWN_STOCK,
        INSUFFICIENT_STOCK,
        /** There is enough, but not for this channel. */
        QUOTA_EXHAUSTED
    }

    enum Why {
        NOT_FOUND,
        REUSED_KEY,
        NOT_ALLOWED_IN_STATE,
        /** The order is not as the caller has read it. */
        CHANGED_SINCE,
        /** The database refused this very command's values; it is parked with its reason. */
        PARKED
    }
}
