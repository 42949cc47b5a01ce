package dev.tributary.inventory;

import java.util.Map;
import java.util.Set;

/** Where a count sheet stands. Stored by its code: never renumber. */
public enum CountState {
    /** Numbers are entered. */
    OPEN(1),
    /** What was found counts. */
    APPROVED(2),
    /** Nothing of it counts. */
    REJECTED(3);

    private static final Map<CountState, Set<CountState>> MOVES =
            Map.of(OPEN, Set.of(APPROVED, REJECTED), APPROVED, Set.of(), REJECTED, Set.of());

    private final short code;

    CountState(int code) {
        this.code = (short) code;
    }

    public short code() {
        return code;
    }

    public Set<CountState> moves() {
        return MOVES.getOrDefault(this, Set.of());
    }

    public static CountState of(int code) {
        return values()[code - 1];
    }
}
