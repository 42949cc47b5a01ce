package dev.tributary.inventory;

/** How a SKU may be sold before its goods are there. Stored by its code: never renumber. */
public enum Offer {
    /** Nothing of it has come yet. */
    PRE_ORDER,
    /** It is sold out, and more is expected. */
    BACKORDER;

    public int code() {
        return ordinal() + 1;
    }

    public static Offer of(int code) {
        return values()[code - 1];
    }
}
