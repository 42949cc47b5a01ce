package dev.tributary.orders;

import java.util.Map;
import java.util.Set;

/** Where the stock of one line stands. */
public enum ReservationState {
    /** A fact whose channel SKU nobody has mapped yet. */
    WAITING_MAPPING(1),
    /** A fact that no node can meet yet. */
    WAITING_STOCK(2),
    /** Promised until the payment deadline. */
    HELD(3),
    /** Promised for good. */
    CONFIRMED(4),
    /** Given back; taken again only when an expired order is paid after all. */
    RELEASED(5),
    /** Left the node; a till's sale comes here without ever having been promised. */
    SHIPPED(6),
    /** Promised of goods that are expected, from one node, with a date. */
    WAITING_RECEIPT(7);

    private static final Map<ReservationState, Set<ReservationState>> MOVES = Map.of(
            WAITING_MAPPING, Set.of(WAITING_STOCK, HELD, CONFIRMED, RELEASED, SHIPPED),
            WAITING_STOCK, Set.of(HELD, CONFIRMED, RELEASED, SHIPPED, WAITING_RECEIPT),
            HELD, Set.of(CONFIRMED, RELEASED, SHIPPED),
            CONFIRMED, Set.of(RELEASED, SHIPPED),
            RELEASED, Set.of(WAITING_MAPPING, WAITING_STOCK, CONFIRMED, WAITING_RECEIPT),
            SHIPPED, Set.of(),
            WAITING_RECEIPT, Set.of(HELD, CONFIRMED, RELEASED));

    private final short code;

    ReservationState(int code) {
        this.code = (short) code;
    }

    public short code() {
        return code;
    }

    public Set<ReservationState> moves() {
        return MOVES.getOrDefault(this, Set.of());
    }

    public boolean mayBecome(ReservationState next) {
        return moves().contains(next);
    }

    static ReservationState of(int code) {
        return values()[code - 1];
    }
}
