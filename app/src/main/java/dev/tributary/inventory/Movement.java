package dev.tributary.inventory;

import dev.tributary.engine.Move;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One line of a stock row's ledger. Lines are never changed; {@code version} numbers them without a gap.
 *
 * @param cause what made it, such as {@code order/123} or {@code receipt/PO-7}
 * @param unitCost minor units of the merchant's currency, where known
 * @param author who made it where no order did, of those made since authors are kept
 */
public record Movement(
        StockKey key,
        long version,
        Kind kind,
        long onHandChange,
        long reservedChange,
        long onHandAfter,
        long reservedAfter,
        long unitsShortAfter,
        String cause,
        OptionalLong unitCost,
        Instant recordedAt,
        Optional<Author> author) {

    public long onHandBefore() {
        return onHandAfter - onHandChange;
    }

    public long reservedBefore() {
        return reservedAfter - reservedChange;
    }

    /** What happened; stored by {@link #code()}, which never changes its meaning. */
    public enum Kind {
        RECEIVE(1),
        RESERVE(2),
        RELEASE(3),
        SHIP(4),
        SELL(5),
        COUNT(6),
        ADJUST(7),
        SAFETY(8),
        ALLOWANCE(9),
        /** Goods came back; the cause says whether they may be sold again. Those that may not change nothing on hand. */
        RETURN(10),
        /** Another book's number, with what happened since it was true. */
        SNAPSHOT(11),
        /** Books that disagreed were put right; the cause names the drift, which keeps the proof. */
        REPAIR(12),
        /** Goods left for another node; the cause names the transfer. */
        TRANSFER_OUT(13),
        /** Goods came from another node, sellable or held; the cause names the transfer. */
        TRANSFER_IN(14),
        /** Goods that are here must not be sold; the cause says why. None on hand: they were held for another reason. */
        HOLD(15),
        /** Goods are held no longer: given back, or gone for good, and then nothing on hand changes. */
        UNHOLD(16),
        /** A lot came too near its end to be sold, or with more than zero may be sold again. */
        EXPIRE(17),
        /** Only lots changed: the row is kept by lots from now on, or what was blocked of one is gone. */
        LOT(18);

        private final short code;

        Kind(int code) {
            this.code = (short) code;
        }

        public short code() {
            return code;
        }

        static Kind of(Move move) {
            return switch (move) {
                case RECEIVE -> RECEIVE;
                case RESERVE -> RESERVE;
                case RELEASE -> RELEASE;
                case SHIP -> SHIP;
                case SELL -> SELL;
                case COUNT -> COUNT;
                case ADJUST -> ADJUST;
                case SAFETY -> SAFETY;
                case ALLOWANCE -> ALLOWANCE;
                case RETURN -> RETURN;
                case SNAPSHOT -> SNAPSHOT;
                case REPAIR -> REPAIR;
                case TRANSFER_OUT -> TRANSFER_OUT;
                case TRANSFER_IN -> TRANSFER_IN;
                case HOLD -> HOLD;
                case UNHOLD -> UNHOLD;
                case EXPIRE -> EXPIRE;
                case LOT -> LOT;
            };
        }

        public static Kind of(int code) {
            for (var kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("no movement has the code " + code);
        }
    }
}
