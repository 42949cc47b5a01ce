package dev.tributary.inventory;

import dev.tributary.kernel.OrderId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Books of one stock row that did not say the same.
 *
 * @param order whose line it is about, where it is about one
 * @param found what the book said that is held against the other
 * @param expected what the other says
 * @param note what was read under the row's lock, or why the row is not repaired
 * @param version of the movement that put it right
 */
public record Drift(
        long id,
        StockKey key,
        Reading reading,
        Optional<OrderId> order,
        String found,
        String expected,
        Instant foundAt,
        Outcome outcome,
        Optional<String> note,
        OptionalLong version,
        Optional<Instant> settledAt) {

    /** Which books were held against each other; stored by {@link #code()}. */
    public enum Reading {
        /** The row against the sum of its ledger, and what people set on it. */
        LEDGER(1),
        /** What the row says is reserved against its reservations. */
        RESERVATIONS(2),
        /** Reservations against open lines of orders. */
        ORDER_LINES(3),
        /** Lots against their row, their own lines, what pins them and what is held. */
        LOTS(5);

        private final short code;

        Reading(int code) {
            this.code = (short) code;
        }

        short code() {
            return code;
        }

        static Reading of(int code) {
            return Stream.of(values())
                    .filter(reading -> reading.code == code)
                    .findFirst()
                    .orElseThrow();
        }
    }

    public enum Outcome {
        OPEN(1),
        REPAIRED(2),
        /** When it was read again under the row's lock, the books said the same. */
        GONE(3);

        private final short code;

        Outcome(int code) {
            this.code = (short) code;
        }

        short code() {
            return code;
        }

        static Outcome of(int code) {
            return values()[code - 1];
        }
    }
}
