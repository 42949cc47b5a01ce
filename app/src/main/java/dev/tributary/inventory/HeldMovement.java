package dev.tributary.inventory;

import java.time.Instant;
import java.util.stream.Stream;

/**
 * One line of the ledger of goods that must not be sold; {@code version} numbers those of a row and condition.
 *
 * @param stockVersion the line of the stock row's own ledger that it belongs to
 * @param actor empty where an order's till did it
 */
public record HeldMovement(
        Condition condition,
        long version,
        Kind kind,
        long unitsChange,
        long unitsAfter,
        long stockVersion,
        String cause,
        String actor,
        Instant recordedAt) {

    /** Stored by its code: never renumber. */
    public enum Kind {
        HOLD(1),
        RELEASE(2),
        SCRAP(3),
        /** From one condition to another. */
        MOVE(4),
        /** A customer brought them back. */
        RETURN(5),
        /** They left for another node. */
        SHIP(6),
        /** They came, sellable or not. */
        ARRIVE(7),
        /** They left and never came. */
        LOSE(8),
        /** They left and are back where they came from. */
        TURN_BACK(9);

        private final short code;

        Kind(int code) {
            this.code = (short) code;
        }

        public short code() {
            return code;
        }

        public static Kind of(int code) {
            return Stream.of(values())
                    .filter(kind -> kind.code == code)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no change of held stock has the code " + code));
        }
    }
}
