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
     * that an order travels in one parcel; else each want goes to its own first candidate that can. With
     * {@link Fill#ALL_OR_NOTHING} one shortage leaves every row as it was.
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
                long units = wants.get(i).units();
                row.unpend(units);
                if (refused) {
                    chosen[i] = null;
                } else {
                    move(row, Move.RESERVE, 0, units);
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

    public void adjust(StockRow row, long difference) {
        move(row, Move.ADJUST, difference, 0);
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
        for (int node = 0; node < nodes; node++) {
            var chosen = allAt(node, wants);
            if (chosen != null) {
                return chosen;
            }
        }
        return null;
    }

    private static @Nullable StockRow @Nullable [] allAt(int node, List<Want> wants) {
        var chosen = new @Nullable StockRow[wants.size()];
        for (int i = 0; i < chosen.length; i++) {
            var want = wants.get(i);
            var row = node < want.candidates().length ? want.candidates()[node] : null;
            if (row == null || row.free() < want.units()) {
                unpend(wants, chosen, i);
                return null;
            }
            row.pend(want.units());
            chosen[i] = row;
        }
        return chosen;
    }

    private static @Nullable StockRow[] eachFromItsFirst(List<Want> wants, List<Taking.Shortage> shortages) {
        var chosen = new @Nullable StockRow[wants.size()];
        for (int i = 0; i < chosen.length; i++) {
            var want = wants.get(i);
            boolean known = false;
            long most = 0;
            for (var row : want.candidates()) {
                if (row == null) {
                    continue;
                }
                known = true;
                long free = row.free();
                if (free >= want.units()) {
                    row.pend(want.units());
                    chosen[i] = row;
                    break;
                }
                most = Math.max(most, free);
            }
            if (chosen[i] == null) {
                var reason = known ? Taking.Reason.INSUFFICIENT_STOCK : Taking.Reason.UNKNOWN_STOCK;
                shortages.add(new Taking.Shortage(i, reason, most));
            }
        }
        return chosen;
    }

    private static void unpend(List<Want> wants, @Nullable StockRow[] chosen, int count) {
        for (int i = 0; i < count; i++) {
            var row = chosen[i];
            if (row != null) {
                row.unpend(wants.get(i).units());
            }
        }
    }

    private void move(StockRow row, Move move, long onHandChange, long reservedChange) {
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
