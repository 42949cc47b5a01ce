package dev.tributary.orders;

import java.util.Map;
import java.util.Set;

/** Where the goods of one line stand. */
public enum FulfilmentState {
    PENDING(1),
    PARTLY_SHIPPED(2),
    SHIPPED(3),
    /** Cancelled before any of it left; needed again only when an expired order is paid after all. */
    NOT_NEEDED(4),
    /** All of it left and all of it came back. */
    RETURNED(5);

    private static final Map<FulfilmentState, Set<FulfilmentState>> MOVES = Map.of(
            PENDING, Set.of(PARTLY_SHIPPED, SHIPPED, NOT_NEEDED),
            PARTLY_SHIPPED, Set.of(SHIPPED),
            SHIPPED, Set.of(RETURNED),
            NOT_NEEDED, Set.of(PENDING),
            RETURNED, Set.of());

    private final short code;

    FulfilmentState(int code) {
        this.code = (short) code;
    }

    public short code() {
        return code;
    }

    public Set<FulfilmentState> moves() {
        return MOVES.getOrDefault(this, Set.of());
    }

    public boolean mayBecome(FulfilmentState next) {
        return moves().contains(next);
    }

    static FulfilmentState of(int code) {
        return values()[code - 1];
    }
}
