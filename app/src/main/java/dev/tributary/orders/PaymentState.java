package dev.tributary.orders;

import java.util.Map;
import java.util.Set;

/** How much of an order has been paid. */
public enum PaymentState {
    UNPAID(1),
    PARTLY_PAID(2),
    PAID(3),
    /** Money came for an order that is over: someone must give it back. */
    REFUND_DUE(4),
    /** All that was paid has gone back; a part that has is told by the order's refunded amount. */
    REFUNDED(5);

    private static final Map<PaymentState, Set<PaymentState>> MOVES = Map.of(
            UNPAID, Set.of(PARTLY_PAID, PAID, REFUND_DUE),
            PARTLY_PAID, Set.of(PAID, REFUND_DUE, REFUNDED),
            PAID, Set.of(REFUND_DUE, REFUNDED),
            REFUND_DUE, Set.of(PAID, REFUNDED),
            REFUNDED, Set.of(REFUND_DUE));

    private final short code;

    PaymentState(int code) {
        this.code = (short) code;
    }

    public short code() {
        return code;
    }

    public Set<PaymentState> moves() {
        return MOVES.getOrDefault(this, Set.of());
    }

    public boolean mayBecome(PaymentState next) {
        return moves().contains(next);
    }

    static PaymentState of(int code) {
        return values()[code - 1];
    }
}
