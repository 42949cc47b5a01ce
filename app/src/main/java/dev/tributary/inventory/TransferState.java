package dev.tributary.inventory;

import java.util.Map;
import java.util.Set;

/** Where a transfer between nodes stands. Stored by its code: never renumber. */
public enum TransferState {
    /** Nothing has left; the goods may be set aside for it. */
    PLANNED(1),
    /** All that leaves has left, and nothing has come. */
    SHIPPED(2),
    /** Some came, and the rest is on its way. */
    PARTLY_RECEIVED(3),
    /** Nothing is on its way any longer: it came, or is lost. */
    RECEIVED(4),
    /** It never left, or what had not come is back where it came from. */
    CANCELLED(5);

    private static final Map<TransferState, Set<TransferState>> MOVES = Map.of(
            PLANNED, Set.of(SHIPPED, CANCELLED),
            SHIPPED, Set.of(PARTLY_RECEIVED, RECEIVED, CANCELLED),
            PARTLY_RECEIVED, Set.of(RECEIVED, CANCELLED),
            RECEIVED, Set.of(),
            CANCELLED, Set.of());

    private final short code;

    TransferState(int code) {
        this.code = (short) code;
    }

    public short code() {
        return code;
    }

    public Set<TransferState> moves() {
        return MOVES.getOrDefault(this, Set.of());
    }

    public boolean mayBecome(TransferState next) {
        return moves().contains(next);
    }

    public static TransferState of(int code) {
        return values()[code - 1];
    }
}
