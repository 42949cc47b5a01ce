package dev.tributary.orders;

import java.util.Map;
import java.util.Set;

/** What the hub has decided about an order. One table of moves; a move that is not there does not exist. */
public enum OrderState {
    /** A person looks at it first; its stock is held. */
    IN_REVIEW(1),
    /** Accepted, but not to be worked on until someone lifts the hold. */
    ON_HOLD(2),
    /** Goes its way. */
    ACCEPTED(3),
    /** Over before it was shipped; its stock is free again. */
    CANCELLED(4),
    /** Every unit has left. */
    SHIPPED(5),
    /** What had left came back, all of it, or the till took the whole sale back. */
    RETURNED(6),
    /** Not paid in time; its stock is free again. Money that comes all the same brings it back while its goods are there. */
    EXPIRED(7);

    private static final Map<OrderState, Set<OrderState>> MOVES = Map.of(
            IN_REVIEW, Set.of(ACCEPTED, ON_HOLD, CANCELLED),
            ON_HOLD, Set.of(ACCEPTED, CANCELLED),
            ACCEPTED, Set.of(IN_REVIEW, ON_HOLD, CANCELLED, SHIPPED, RETURNED, EXPIRED),
            CANCELLED, Set.of(),
            SHIPPED, Set.of(RETURNED),
            RETURNED, Set.of(),
            EXPIRED, Set.of(ACCEPTED, CANCELLED));

    private final short code;

    OrderState(int code) {
        this.code = (short) code;
    }

    public short code() {
        return code;
    }

    public Set<OrderState> moves() {
        return MOVES.getOrDefault(this, Set.of());
    }

    public boolean mayBecome(OrderState next) {
        return moves().contains(next);
    }

    static OrderState of(int code) {
        return values()[code - 1];
    }
}
