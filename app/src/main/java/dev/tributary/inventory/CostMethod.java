package dev.tributary.inventory;

/** How what leaves is priced. Stored by its code: never renumber. */
public enum CostMethod {
    MOVING_AVERAGE(1),
    FIRST_IN_FIRST_OUT(2);

    private final short code;

    CostMethod(int code) {
        this.code = (short) code;
    }

    public short code() {
        return code;
    }

    public static CostMethod of(int code) {
        return values()[code - 1];
    }
}
