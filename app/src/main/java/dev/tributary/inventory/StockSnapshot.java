package dev.tributary.inventory;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The head of an ERP's absolute numbers, as it was taken.
 *
 * @param id the hub's
 * @param number the sender's, its natural key
 * @param asOf the moment the numbers speak of
 * @param deductedThrough the nodes it speaks of, each with the moment through which the sender had deducted what was sold
 * @param ordersThrough the moment through which the sender had deducted what was ordered, where it deducts so early
 * @param deducted orders that the sender had deducted besides, whenever they were or will be sold
 */
public record StockSnapshot(
        long id,
        MerchantId merchant,
        String number,
        Instant asOf,
        Map<NodeId, Instant> deductedThrough,
        Optional<Instant> ordersThrough,
        List<OrderId> deducted) {

    /**
     * Lines are kept and applied so many at once. A part has a writer of its own, and an order that meets one of its rows
     * waits for some 25 ms.
     */
    public static final int PART_LINES = 500;

    /** Read of one row's ledger while the row is locked, and every order for it waits. */
    public static final int LEDGER_LINES_MAX = 20_000;

    public static final int NUMBER_LENGTH_MAX = 64;
    public static final int DEDUCTED_MAX = 1_000;

    /** Whether SKUs that the snapshot does not list stay as they are, or are not there at all. */
    public enum Scope {
        PARTIAL,
        FULL
    }

    /**
     * @param place in the telling, from 1
     * @param onHand what the sender says is there
     * @param throughVersion the row's last movement that the sender had deducted, where it counts by these
     */
    public record Line(int place, StockKey key, long onHand, OptionalLong throughVersion) {}

    /**
     * What a line comes to.
     *
     * @param held what our book says without it
     * @param since what the ledger adds to the sender's number, less what was held at its moment, and under a lease what was
     *     told since and kept back
     * @param result what our book says with it
     */
    public record Row(int place, StockKey key, long said, long held, long since, long result, Verdict verdict) {}

    /** In order of precedence: when several apply, the first is reported. Stored by {@link #code()}. */
    public enum Verdict {
        /** This snapshot has spoken of the row before. */
        REPEATED(1),
        /** A snapshot of a later moment was applied. */
        OUTDATED(2),
        /** More than {@value #LEDGER_LINES_MAX} lines of the ledger would have to be read: a newer number needs fewer. */
        TOO_MUCH_SINCE(7),
        /** Somebody counted the row after {@code asOf}, and knows better. */
        COUNTED_SINCE(3),
        /** A lease suspends the row: the number is its shadow value until the lease ends. */
        KEPT_BACK(6),
        UNCHANGED(4),
        CHANGED(5);

        private final short code;

        Verdict(int code) {
            this.code = (short) code;
        }

        public boolean applies() {
            return this == CHANGED || this == UNCHANGED;
        }

        /** What is of an earlier moment, or says it again, no longer counts. */
        boolean speaks() {
            return applies() || this == KEPT_BACK;
        }

        short code() {
            return code;
        }

        static Verdict of(int code) {
            for (var verdict : values()) {
                if (verdict.code == code) {
                    return verdict;
                }
            }
            throw new IllegalArgumentException("no verdict has the code " + code);
        }
    }

    String cause() {
        return "snapshot/" + number;
    }
}
