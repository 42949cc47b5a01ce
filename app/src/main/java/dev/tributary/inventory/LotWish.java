package dev.tributary.inventory;

/** The lot that a line's buyer saw, to be promised exactly, or as the rule says. */
public record LotWish(String number, Substitution substitution) {

    /** What may be promised when the lot cannot give all the line's units. */
    public enum Substitution {
        /** Nothing else: the line is short. */
        NONE,
        /** One other lot that expires no earlier. */
        LATER_EXPIRY,
        /** One other lot, and where none has all the units, whatever is there. */
        ANY
    }
}
