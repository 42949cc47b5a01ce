package dev.tributary.inventory;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The head of an ERP's absolute numbers, as it was taken.
 *
 * @param id the hub's
 * @param number the sender's, its natural key
 * @param asOf the moment the numbers speak of
 * @param deductedThrough the nodes it speaks of, each with the moment through which the sender had deducted what was sold
 * @param deducted orders that the sender had deducted besides, whenever they were or will be sold
 */
public record StockSnapshot(
        long id,
        MerchantId merchant,
        String number,
        Instant asOf,
        Map<NodeId, Instant> deductedThrough,
        List<OrderId> deducted) {

    /** In one part, and so in one transaction. */
    public static final int LINES_MAX = 1_000;

    public static final int NUMBER_LENGTH_MAX = 64;
    public static final int DEDUCTED_MAX = 1_000;

    /** @param onHand what the sender says is there */
    public record Line(StockKey key, long onHand) {}

    /**
     * What a line comes to.
     *
     * @param held what our book says without it
     * @param since what the ledger adds to the sender's number
     * @param result what our book says with it
     */
    public record Row(StockKey key, long said, long held, long since, long result, Verdict verdict) {

        Row keptBack() {
            return new Row(key, said, held, since, held, Verdict.KEPT_BACK);
        }
    }

    /** In order of precedence: when several apply, the first is reported. */
    public enum Verdict {
        /** This snapshot has spoken of the row before. */
        REPEATED,
        /** A snapshot of a later moment was applied. */
        OUTDATED,
        /** Somebody counted the row after {@code asOf}, and knows better. */
        COUNTED_SINCE,
        /** A lease suspends the row: the number is its shadow value until the lease ends. */
        KEPT_BACK,
        UNCHANGED,
        CHANGED;

        public boolean applies() {
            return this == CHANGED || this == UNCHANGED;
        }

        /** What is of an earlier moment, or says it again, no longer counts. */
        boolean speaks() {
            return applies() || this == KEPT_BACK;
        }
    }

    String cause() {
        return "snapshot/" + number;
    }
}
