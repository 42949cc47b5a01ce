package dev.tributary.engine;

import org.jspecify.annotations.Nullable;

/** The lot that a line wants, as its buyer saw it, and what may be given instead. Belongs to one {@link Want}. */
public final class LotPin {

    /** What may be promised when the lot cannot give all the units. Always one lot, for a line travels as one. */
    public enum Substitution {
        NONE,
        /** A lot that expires no earlier. */
        LATER_EXPIRY,
        /** Any lot, and where no lot has all the units, whatever is there. */
        ANY
    }

    private final String number;
    private final Substitution substitution;
    private @Nullable Lot picked;

    public LotPin(String number, Substitution substitution) {
        this.number = number;
        this.substitution = substitution;
    }

    public String number() {
        return number;
    }

    /** The lot that was promised; null when none was, also when the rule allows whatever is there. */
    public @Nullable Lot picked() {
        return picked;
    }

    /** What could be promised of so many units; less than these when the pin cannot be met. */
    long free(StockRow row, long units) {
        long free = row.free();
        if (substitution == Substitution.ANY) {
            return free;
        }
        var lots = row.lots();
        var asked = lots == null ? null : lots.find(number);
        long most = asked == null ? 0 : Math.max(0, asked.free());
        if (lots != null && asked != null && most < units && substitution == Substitution.LATER_EXPIRY) {
            for (var lot : lots.all()) {
                most = later(lot, asked) ? Math.max(most, lot.free()) : most;
            }
        }
        return Math.min(free, most);
    }

    void pend(StockRow row, long units) {
        picked = choose(row.lots(), units);
        if (picked != null) {
            picked.pending += units;
        }
    }

    void unpend(long units) {
        if (picked != null) {
            picked.pending -= units;
        }
    }

    /** Right after {@link #unpend}, of the row that was pended last. */
    void reserve(StockRow row, long units) {
        var lots = row.lots();
        if (lots != null && picked != null) {
            lots.pin(picked, units);
        }
    }

    private @Nullable Lot choose(@Nullable Lots lots, long units) {
        if (lots == null) {
            return null;
        }
        var asked = lots.find(number);
        if (asked != null && asked.free() >= units) {
            return asked;
        }
        for (var lot : lots.all()) {
            boolean allowed = switch (substitution) {
                case NONE -> false;
                case LATER_EXPIRY -> asked != null && later(lot, asked);
                case ANY -> !lot.unnamed();
            };
            if (allowed && lot.free() >= units) {
                return lot;
            }
        }
        return null;
    }

    private static boolean later(Lot lot, Lot asked) {
        var expires = lot.expiresOn();
        var wanted = asked.expiresOn();
        return expires != null && wanted != null && !expires.isBefore(wanted);
    }
}
