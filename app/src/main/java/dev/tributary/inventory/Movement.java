package dev.tributary.inventory;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * One line of a stock row's ledger. Lines are never changed; {@code version} numbers them without a gap.
 *
 * @param cause what made it, such as {@code order/123} or {@code receipt/PO-7}
 * @param unitCost minor units of the merchant's currency, where known
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
        Instant recordedAt) {

    /** Stored by {@link #code()}: never renumber. */
    public enum Kind {
        RECEIVE(1),
        RESERVE(2),
        RELEASE(3),
        SHIP(4),
        SELL(5),
        COUNT(6),
        ADJUST(7),
        RETURN(8);

        private final short code;

        Kind(int code) {
            this.code = (short) code;
        }

        public short code() {
            return code;
        }

        public static Kind of(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IllegalStateException("no movement kind " + code);
        }
    }
}
