package dev.tributary.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes stock rows, one command after the other, in the order they arrived. Promises are given only from what is
 * free; facts are always taken, and what they leave uncovered shows as units short. Pure: no clock, no I/O.
 */
public final class Engine {

    /** Hears every change right after it was made, so that each becomes one line of the ledger. */
    @FunctionalInterface
    public interface Ledger {
        void moved(StockRow row, Move move, long onHandChange, long reservedChange);
    }

    private final Ledger ledger;

    public Engine(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Reserves. The whole is taken from the first node that can give everything, so
     * that an order travels in one parcel; else each want goes to its own first candidate that can, and a group of wants
     * whole or not at all, from one node where one can. With {@link Fill#ALL_OR_NOTHING} one shortage leaves every row as
     * it was.
     */
    public Taking take(List<Want> wants, Fill fill) {
        var chosen = fromOneNode(wants);
        var shortages = chosen == null ? new ArrayList<Taking.Shortage>() : List.<Taking.Shortage>of();
        if (chosen == null) {
            chosen = eachFromItsFirst(wants, shortages);
        }
        boolean refused = !shortages.isEmpty() && fill == Fill.ALL_OR_NOTHING;
        for (int i = 0; i < chosen.length; i++) {
            var row = chosen[i];
            if (row != null) {
                var want = wants.get(i);
                want.unpend(row);
                if (refused) {
                    chosen[i] = null;
                } else {
                    reserve(row, want);
                }
            }
        }
        return new Taking(chosen, shortages);
    }

    /** Gives a promise back. */
    public void release(StockRow row, long units) {
        move(row, Move.RELEASE, 0, -positive(units));
    }

    /** Promised goods leave. */
    public void ship(StockRow row, long units) {
        move(row, Move.SHIP, -positive(units), -units);
    }

    /** A fact: goods are gone that nobody had reserved. */
    public void sell(StockRow row, long units) {
        move(row, Move.SELL, -positive(units), 0);
    }

    public void receive(StockRow row, long units) {
        move(row, Move.RECEIVE, positive(units), 0);
    }

    /** A fact: goods that had left are here again, and may be sold. */
    public void takeBack(StockRow row, long units) {
        move(row, Move.RETURN, positive(units), 0);
    }

    /** A fact: goods came back that nobody can sell. Writes a line as proof; what is on hand stays as it is. */
    public void takeBackUnsellable(StockRow row, long units) {
        positive(units);
        move(row, Move.RETURN, 0, 0);
    }

    /** A fact: so many are there. Writes a line also when the book was right, as proof of the count. */
    public void count(StockRow row, long unitsFound) {
        if (unitsFound < 0) {
            throw new IllegalArgumentException("nobody counts %d units".formatted(unitsFound));
        }
        move(row, Move.COUNT, unitsFound - row.onHand(), 0);
    }

    /** A fact that was found some time ago: so many more or fewer were there than the book had then. As proof also of none. */
    public void recount(StockRow row, long difference) {
        move(row, Move.COUNT, difference, 0);
    }

    /** A fact: what another book comes to. Unlike a count it may be below zero, as when a till sold what nobody had booked. */
    public void snapshot(StockRow row, long units) {
        move(row, Move.SNAPSHOT, units - row.onHand(), 0);
    }

    /**
     * The books were held against each other, and this is what they come to. Writes a line also when no promise changes,
     * as proof of what was put right.
     */
    public void repair(StockRow row, long reservedChange) {
        move(row, Move.REPAIR, 0, reservedChange);
    }

    /** As {@link #receive}, of a lot where one is told. */
    public void receive(StockRow row, long units, @Nullable Lot lot) {
        follow(row, Move.RECEIVE, positive(units), lot);
    }

    /** As {@link #takeBack}, of a lot. */
    public void takeBack(StockRow row, long units, Lot lot) {
        follow(row, Move.RETURN, positive(units), lot);
    }

    /** As {@link #adjust}, of a lot where one is told. */
    public void adjust(StockRow row, long difference, @Nullable Lot lot) {
        follow(row, Move.ADJUST, difference, lot);
    }

    /**
     * As {@link #count}, of one lot alone; what of it is blocked is not counted. More than the book has are taken for
     * those that came without a number, as far as there are any.
     */
    public void count(StockRow row, long unitsFound, @Nullable Lot lot) {
        if (lot == null) {
            count(row, unitsFound);
            return;
        }
        long difference = notNegative(unitsFound) - lot.onHand();
        long unnamed = difference > 0 ? lots(row).name(lot, difference) : 0;
        follow(row, Move.COUNT, difference - unnamed, lot);
    }

    /** A lot's units are promised by name no longer; the next line of the row's ledger says so. */
    public void unpin(StockRow row, Lots.Part pinned) {
        lots(row).pin(pinned.lot(), -positive(pinned.units()));
    }

    /** As {@link #release}, of units promised of this lot. */
    public void release(StockRow row, long units, Lot pinned) {
        lots(row).pin(pinned, -positive(units));
        told(row, Move.RELEASE, 0, -units);
    }

    /**
     * As {@link #ship}.
     *
     * @param pinned what of it was promised of a lot; null where nothing was
     * @param left the lots that really left, where somebody looked: all the units
     */
    public void ship(StockRow row, long units, Lots.@Nullable Part pinned, List<Lots.Part> left) {
        positive(units);
        var lots = lots(row);
        long byName = 0;
        if (pinned != null) {
            lots.pin(pinned.lot(), -pinned.units());
        }
        for (var part : left.isEmpty() && pinned != null ? List.of(pinned) : left) {
            lots.leave(part.lot(), positive(part.units()));
            byName += part.units();
        }
        lots.leave(units - byName);
        told(row, Move.SHIP, -units, -units);
    }

    /**
     * The row is kept by lots from now on: what is there came without a number. Writes a line as proof.
     *
     * @param lots empty
     */
    public void keepByLots(StockRow row, Lots lots) {
        lots.follow(null, row.onHand());
        row.keepBy(() -> lots);
        told(row, Move.LOT, 0, 0);
    }

    /** A lot is too near its end: its units are here, but nobody may sell them. With less than zero they may again. */
    public void expire(StockRow row, long units, Lot lot) {
        lots(row).block(lot, units);
        told(row, Move.EXPIRE, -units, 0);
    }

    public void adjust(StockRow row, long difference) {
        move(row, Move.ADJUST, difference, 0);
    }

    /** A fact: goods are there and must not be sold. None: what is held is held for another reason, as proof. */
    public void hold(StockRow row, long units) {
        notNegative(units);
        var lots = units == 0 ? null : row.lots();
        if (lots != null) {
            lots.hold(units);
        }
        told(row, Move.HOLD, -units, 0);
    }

    /** Goods are held no longer: they may be sold again or, where none are given back, are gone for good, as proof. */
    public void unhold(StockRow row, long units) {
        move(row, Move.UNHOLD, notNegative(units), 0);
    }

    /** As {@link #unhold(StockRow, long)}, with what of the units was blocked of lots. */
    public void unhold(StockRow row, long units, List<Lots.Part> ofLots) {
        if (ofLots.isEmpty()) {
            unhold(row, units);
            return;
        }
        lots(row).free(ofLots, notNegative(units));
        told(row, Move.UNHOLD, units, 0);
    }

    /** Held goods are gone for good: what of them was blocked of lots. */
    public void scrap(StockRow row, List<Lots.Part> ofLots) {
        if (ofLots.isEmpty()) {
            unhold(row, 0);
            return;
        }
        writeOff(row, ofLots);
        told(row, Move.UNHOLD, 0, 0);
    }

    /** As {@link #transferOut(StockRow, long)}, with what left besides that had been set aside of lots. */
    public void transferOut(StockRow row, long units, List<Lots.Part> setAside) {
        writeOff(row, setAside);
        move(row, Move.TRANSFER_OUT, -notNegative(units), 0);
    }

    /** As {@link #transferIn(StockRow, long)}, with what of the units had been on its way of lots. */
    public void transferIn(StockRow row, long units, List<Lots.Part> ofLots) {
        if (ofLots.isEmpty()) {
            transferIn(row, units);
            return;
        }
        lots(row).free(ofLots, notNegative(units));
        told(row, Move.TRANSFER_IN, units, 0);
    }

    /** Goods of lots are on their way here. */
    public void expect(StockRow row, List<Lots.Part> ofLots) {
        ofLots.forEach(part -> lots(row).expect(part.lot(), positive(part.units())));
        told(row, Move.TRANSFER_IN, 0, 0);
    }

    /** Goods of lots that were on their way here never come. */
    public void lose(StockRow row, List<Lots.Part> ofLots) {
        writeOff(row, ofLots);
        told(row, Move.TRANSFER_IN, 0, 0);
    }

    /** As {@link #transferIn(StockRow, long)}, of goods that are back where they left: of these lots. */
    public void turnBack(StockRow row, long units, List<Lots.Part> ofLots) {
        if (ofLots.isEmpty()) {
            transferIn(row, units);
            return;
        }
        var lots = lots(row);
        long named = 0;
        for (var part : ofLots) {
            lots.follow(part.lot(), positive(part.units()));
            named += part.units();
        }
        lots.follow(null, notNegative(units) - named);
        told(row, Move.TRANSFER_IN, units, 0);
    }

    /** A fact: goods left for another node. None: they left from what was set aside, or are on their way here, as proof. */
    public void transferOut(StockRow row, long units) {
        move(row, Move.TRANSFER_OUT, -notNegative(units), 0);
    }

    /** A fact: goods came from another node. None: those that came cannot be sold, or never came, as proof. */
    public void transferIn(StockRow row, long units) {
        move(row, Move.TRANSFER_IN, notNegative(units), 0);
    }

    public void safety(StockRow row, long units) {
        row.safety(notNegative(units));
        ledger.moved(row, Move.SAFETY, 0, 0);
    }

    public void allowance(StockRow row, long units) {
        row.allowance(notNegative(units));
        ledger.moved(row, Move.ALLOWANCE, 0, 0);
    }

    /** Leaves the chosen rows pending, or null and nothing pending. */
    private static @Nullable StockRow @Nullable [] fromOneNode(List<Want> wants) {
        int nodes = wants.getFirst().candidates().length;
        var chosen = new @Nullable StockRow[wants.size()];
        for (int node = 0; node < nodes; node++) {
            if (allAt(node, wants, 0, chosen.length, chosen)) {
                return chosen;
            }
        }
        return null;
    }

    /** Whether one node gives all of these wants; if not, nothing of them is pending. */
    private static boolean allAt(int node, List<Want> wants, int from, int to, @Nullable StockRow[] chosen) {
        for (int i = from; i < to; i++) {
            var want = wants.get(i);
            var row = node < want.candidates().length ? want.candidates()[node] : null;
            if (row == null || want.free(row) < want.units()) {
                unpend(wants, from, i, chosen);
                return false;
            }
            want.pend(row);
            chosen[i] = row;
        }
        return true;
    }

    private static @Nullable StockRow[] eachFromItsFirst(List<Want> wants, List<Taking.Shortage> shortages) {
        var chosen = new @Nullable StockRow[wants.size()];
        for (int i = 0; i < chosen.length; i++) {
            if (wants.get(i).group() == 0) {
                fromItsFirst(i, wants.get(i), chosen, shortages);
            } else {
                int end = endOfGroup(wants, i);
                wholeGroup(wants, i, end, chosen, shortages);
                i = end - 1;
            }
        }
        return chosen;
    }

    private static Taking.Reason reason(boolean known, boolean enough) {
        if (!known) {
            return Taking.Reason.UNKNOWN_STOCK;
        }
        return enough ? Taking.Reason.QUOTA_EXHAUSTED : Taking.Reason.INSUFFICIENT_STOCK;
    }

    private static void fromItsFirst(
            int index, Want want, @Nullable StockRow[] chosen, List<Taking.Shortage> shortages) {
        boolean known = false;
        boolean enough = false;
        long most = 0;
        for (var row : want.candidates()) {
            if (row == null) {
                continue;
            }
            known = true;
            long free = want.free(row);
            if (free >= want.units()) {
                want.pend(row);
                chosen[index] = row;
                return;
            }
            enough |= want.held(row) >= want.units();
            most = Math.max(most, free);
        }
        shortages.add(new Taking.Shortage(index, reason(known, enough), most));
    }

    private static int endOfGroup(List<Want> wants, int from) {
        int end = from + 1;
        while (end < wants.size() && wants.get(end).group() == wants.get(from).group()) {
            end++;
        }
        return end;
    }

    /** Settled before the next want is looked at, which may want what a group that falls short gives up. */
    private static void wholeGroup(
            List<Want> wants, int from, int to, @Nullable StockRow[] chosen, List<Taking.Shortage> shortages) {
        for (int node = 0; node < wants.get(from).candidates().length; node++) {
            if (allAt(node, wants, from, to, chosen)) {
                return;
            }
        }
        int before = shortages.size();
        for (int i = from; i < to; i++) {
            fromItsFirst(i, wants.get(i), chosen, shortages);
        }
        if (shortages.size() > before) {
            unpend(wants, from, to, chosen);
        }
    }

    private static void unpend(List<Want> wants, int from, int to, @Nullable StockRow[] chosen) {
        for (int i = from; i < to; i++) {
            var row = chosen[i];
            if (row != null) {
                wants.get(i).unpend(row);
                chosen[i] = null;
            }
        }
    }

    private void follow(StockRow row, Move move, long onHandChange, @Nullable Lot lot) {
        if (lot == null) {
            move(row, move, onHandChange, 0);
        } else {
            lots(row).follow(lot, onHandChange);
            told(row, move, onHandChange, 0);
        }
    }

    private static void writeOff(StockRow row, List<Lots.Part> ofLots) {
        ofLots.forEach(part -> lots(row).writeOff(part.lot(), positive(part.units())));
    }

    private static Lots lots(StockRow row) {
        var lots = row.lots();
        if (lots == null) {
            throw new IllegalStateException("not kept by lots: " + row);
        }
        return lots;
    }

    private void reserve(StockRow row, Want want) {
        var pin = want.pin();
        if (pin != null) {
            pin.reserve(row, want.units());
        }
        var share = want.share();
        if (share != null) {
            share.promised(row, want.units());
        }
        move(row, Move.RESERVE, 0, want.units());
    }

    private void move(StockRow row, Move move, long onHandChange, long reservedChange) {
        if (onHandChange != 0) {
            var lots = row.lots();
            if (lots != null) {
                lots.follow(null, onHandChange);
            }
        }
        told(row, move, onHandChange, reservedChange);
    }

    /** Of lots that have followed already. */
    private void told(StockRow row, Move move, long onHandChange, long reservedChange) {
        row.move(onHandChange, reservedChange);
        ledger.moved(row, move, onHandChange, reservedChange);
    }

    private static long positive(long units) {
        if (units <= 0) {
            throw new IllegalArgumentException("units must be positive, not " + units);
        }
        return units;
    }

    private static long notNegative(long units) {
        if (units < 0) {
            throw new IllegalArgumentException("units must not be negative, not " + units);
        }
        return units;
    }
}
