package dev.tributary.engine;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lots of one stock row while a batch works on it; what they have on hand adds up to what the row has. What leaves
 * without a lot's name leaves first expired, first out, and takes what lines were promised by name last of all. What no lot
 * has is owed by the unnamed one, and the next that comes pays it: so no lot is below zero unless the row is.
 */
public final class Lots {

    /** What one command did to a lot, since {@link #takeChanges} was asked before. */
    public record Change(Lot lot, long onHand, long pinned, long blocked) {
        Change and(Change other) {
            return new Change(lot, onHand + other.onHand, pinned + other.pinned, blocked + other.blocked);
        }
    }

    /** Units that really were of a lot. */
    public record Part(Lot lot, long units) {}

    private final List<Lot> lots;
    private Map<String, Change> changes = new LinkedHashMap<>();

    public Lots(Collection<Lot> found) {
        lots = new ArrayList<>(found);
        lots.sort(Lot.PICKED_FIRST);
    }

    /** In the order in which they are picked. */
    public List<Lot> all() {
        return lots;
    }

    public @Nullable Lot find(String number) {
        for (var lot : lots) {
            if (lot.number().equals(number)) {
                return lot;
            }
        }
        return null;
    }

    /** The lot of this number, empty where it is new; dates that are known replace those told before. */
    public Lot named(String number, @Nullable LocalDate producedOn, @Nullable LocalDate expiresOn) {
        var lot = find(number);
        if (lot == null) {
            lot = new Lot(number, producedOn, expiresOn, 0, 0, 0);
            lots.add(lot);
        } else {
            lot.dated(producedOn, expiresOn);
        }
        lots.sort(Lot.PICKED_FIRST);
        change(lot, 0, 0, 0);
        return lot;
    }

    public Lot unnamed() {
        var lot = find(Lot.UNNAMED);
        if (lot == null) {
            lot = new Lot(Lot.UNNAMED, null, null, 0, 0, 0);
            lots.add(lot);
            lots.sort(Lot.PICKED_FIRST);
        }
        return lot;
    }

    /** What the commands since the last call did, each lot once, in the order in which they were touched. */
    public Collection<Change> takeChanges() {
        var taken = changes.values();
        changes = new LinkedHashMap<>();
        return taken;
    }

    /** What the row has on hand changes by so much, of the lot named or by the rule. */
    void follow(@Nullable Lot named, long onHandChange) {
        if (onHandChange > 0) {
            come(named, onHandChange);
        } else if (onHandChange < 0) {
            leave(named, -onHandChange);
        }
    }

    /** Of the lot named, or of the unnamed one. */
    private void come(@Nullable Lot named, long units) {
        if (units == 0) {
            settle();
            return;
        }
        change(named == null ? unnamed() : named, units, 0, 0);
        settle();
    }

    /** From the lot named as far as it has it, and else by the rule. */
    void leave(@Nullable Lot named, long units) {
        long there = named == null ? 0 : Math.clamp(named.onHand, 0, units);
        if (named != null && there > 0) {
            change(named, -there, 0, 0);
        }
        leave(units - there);
    }

    void leave(long units) {
        long left = units;
        for (int i = 0; i < lots.size() && left > 0; i++) {
            left -= take(lots.get(i), Math.clamp(lots.get(i).free(), 0, left));
        }
        for (int i = 0; i < lots.size() && left > 0; i++) {
            left -= take(lots.get(i), Math.clamp(lots.get(i).onHand, 0, left));
        }
        if (left > 0) {
            change(unnamed(), -left, 0, 0);
        }
    }

    void pin(Lot lot, long units) {
        if (lot.pinned + units < 0) {
            throw new IllegalStateException("gave back more than was pinned: " + lot);
        }
        change(lot, 0, units, 0);
    }

    /** By the rule, as {@link #leave}, but the units are still here: blocked. */
    void hold(long units) {
        var before = new LinkedHashMap<Lot, Long>();
        lots.forEach(lot -> before.put(lot, lot.onHand));
        leave(units);
        for (var lot : lots) {
            long taken = before.getOrDefault(lot, 0L) - lot.onHand;
            if (taken > 0) {
                change(lot, 0, 0, taken);
            }
        }
    }

    /** Blocked units may be sold again; what of the units was of no lot has no number. */
    void free(List<Part> parts, long units) {
        long named = 0;
        for (var part : parts) {
            change(part.lot(), part.units(), 0, -part.units());
            named += part.units();
        }
        come(null, units - named);
    }

    /** Blocked from the start: on their way here. */
    void expect(Lot lot, long units) {
        change(lot, 0, 0, units);
    }

    /** Takes units out of what can be sold, or with less than zero back into it. */
    void block(Lot lot, long units) {
        if (lot.blocked + units < 0 || lot.onHand - units < 0) {
            throw new IllegalStateException("cannot block %d units of %s".formatted(units, lot));
        }
        change(lot, -units, 0, units);
        settle();
    }

    /** Blocked units are not here any more. */
    void writeOff(Lot lot, long units) {
        if (lot.blocked < units) {
            throw new IllegalStateException("cannot write off %d units of %s".formatted(units, lot));
        }
        change(lot, 0, 0, -units);
    }

    /** More were found; answers how many of these had no number until now. */
    long name(Lot lot, long difference) {
        var unnamed = find(Lot.UNNAMED);
        long units = unnamed == null || lot.unnamed() ? 0 : Math.clamp(unnamed.onHand, 0, difference);
        if (units > 0) {
            change(unnamed(), -units, 0, 0);
            change(lot, units, 0, 0);
        }
        return units;
    }

    /** What the unnamed lot owes is paid by what is here. */
    private void settle() {
        var unnamed = find(Lot.UNNAMED);
        long owed = unnamed == null ? 0 : -unnamed.onHand;
        if (owed > 0) {
            change(unnamed(), owed, 0, 0);
            leave(owed);
        }
    }

    private long take(Lot lot, long units) {
        if (units > 0) {
            change(lot, -units, 0, 0);
        }
        return units;
    }

    private void change(Lot lot, long onHand, long pinned, long blocked) {
        lot.onHand = Math.addExact(lot.onHand, onHand);
        lot.pinned = Math.addExact(lot.pinned, pinned);
        lot.blocked = Math.addExact(lot.blocked, blocked);
        changes.merge(lot.number(), new Change(lot, onHand, pinned, blocked), Change::and);
    }
}
