package dev.tributary.inventory;

/** Why goods that are there, or nearly, must not be sold. Stored by {@link #code()}: never renumber. */
public enum Condition {
    /** Somebody has to look at them first. */
    QUARANTINE(1),
    DAMAGED(2),
    /** Their time is over. */
    EXPIRED(3),
    /** For a transfer that has not left yet. */
    SET_ASIDE(4),
    /** Of a transfer to this node that has not come yet: not in its house. */
    IN_TRANSIT(5);

    private final short code;

    Condition(int code) {
        this.code = (short) code;
    }

    public short code() {
        return code;
    }

    public static Condition of(int code) {
        return values()[code - 1];
    }

    /** Whether people put goods there and take them out; the others belong to transfers. */
    public boolean byHand() {
        return this == QUARANTINE || this == DAMAGED || this == EXPIRED;
    }
}
