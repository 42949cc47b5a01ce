package dev.tributary.orders;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.OrderId;
import java.time.Instant;
import java.util.Optional;

/**
 * Money that must go back, and what became of it.
 *
 * @param doneBy who gave it back, or told that it went back; empty while it is open
 * @param reference the payer's number of the refund; empty where there is none
 */
public record RefundTask(
        MerchantId merchant,
        long id,
        OrderId order,
        String number,
        Why why,
        Money amount,
        State state,
        Instant raisedAt,
        Optional<Instant> doneAt,
        String doneBy,
        String reference) {

    /** Stored by its code: never renumber. */
    public enum Why {
        /** It came after the hold had ended, and the goods were gone. */
        PAID_LATE,
        /** It came for an order that had been cancelled. */
        PAID_AFTER_CANCEL,
        /** More came than the order costs. */
        OVERPAID,
        /** A paid order was cancelled. */
        CANCELLED,
        /** Paid in part, and the rest did not come in time. */
        EXPIRED;

        int code() {
            return ordinal() + 1;
        }

        static Why of(int code) {
            return values()[code - 1];
        }
    }

    /** Stored by its code: never renumber. */
    public enum State {
        OPEN,
        DONE,
        /** The order lives again, and keeps it. */
        WITHDRAWN;

        short code() {
            return (short) (ordinal() + 1);
        }

        static State of(int code) {
            return values()[code - 1];
        }
    }
}
