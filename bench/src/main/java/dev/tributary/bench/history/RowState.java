package dev.tributary.bench.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A stock row as the model has it.
 *
 * @param version how many moves made it
 * @param since what happened since moments that snapshots speak of, by the moment's name
 * @param waiting lines that wait for the row, first come first
 * @param spokenOf the moment of the snapshot that was applied last
 * @param held goods that are here, not on hand, and must not be sold
 */
record RowState(
        long onHand,
        long reserved,
        long safety,
        long allowance,
        long version,
        Map<String, Since> since,
        List<Waits> waiting,
        long spokenOf,
        long held) {

    static final RowState NEW = new RowState(0, 0, 0, 0, 0, Map.of(), List.of(), Long.MIN_VALUE, 0);

    /**
     * @param came received, adjusted, brought back by a return or a transfer
     * @param left shipped, sold or sent away, less what voided sales brought back
     * @param counted somebody counted
     * @param held what was here at the moment, and must not be sold
     */
    record Since(long came, long left, boolean counted, long held) {
        static final Since NOTHING = new Since(0, 0, false, 0);
    }

    /** A line of an order that has its place here. @param first whether it prefers this row to others */
    record Waits(String order, int line, boolean first, long units) {
        boolean is(String number, int wanted) {
            return order.equals(number) && line == wanted;
        }
    }

    /**
     * What is here for others than these lines of the order: for all who came before the last of them. For who would rather
     * be served elsewhere only as much as is enough for the whole line.
     */
    long setAside(String order, Set<Integer> lines) {
        int until = waiting.size();
        for (int i = waiting.size() - 1; i >= 0; i--) {
            if (waiting.get(i).order.equals(order) && lines.contains(waiting.get(i).line)) {
                until = i;
                break;
            }
        }
        long units = 0;
        for (var other : waiting.subList(0, until)) {
            boolean own = other.order.equals(order) && lines.contains(other.line);
            if (!own && (other.first || free() - units >= other.units)) {
                units += other.units;
            }
        }
        return units;
    }

    /** The line waits here, behind the others, or goes on to at its place; of 0 units it waits no more. */
    RowState waits(String order, int line, boolean first, long units) {
        var now = new ArrayList<Waits>();
        boolean found = false;
        for (var other : waiting) {
            boolean same = other.is(order, line);
            found |= same;
            if (!same || units > 0) {
                now.add(same ? new Waits(order, line, first, units) : other);
            }
        }
        if (!found && units > 0) {
            now.add(new Waits(order, line, first, units));
        }
        return new RowState(onHand, reserved, safety, allowance, version, since, List.copyOf(now), spokenOf, held);
    }

    long free() {
        return onHand + allowance - reserved - safety;
    }

    /** Promised beyond what there is. */
    long unitsShort() {
        return Math.max(0, reserved - onHand - allowance);
    }

    RowState after(Move move) {
        var moments = since;
        if (!since.isEmpty() && move.kind().counts()) {
            moments = new TreeMap<>(since);
            moments.replaceAll((name, before) -> switch (move.kind()) {
                case RECEIVE, ADJUST, RETURN, TRANSFER_IN ->
                    new Since(before.came + move.onHand(), before.left, before.counted, before.held);
                case SHIP, SELL, VOID, TRANSFER_OUT ->
                    new Since(before.came, before.left - move.onHand(), before.counted, before.held);
                case COUNT -> new Since(before.came, before.left, true, before.held);
                case RESERVE, RELEASE, SAFETY, ALLOWANCE, SNAPSHOT -> before;
            });
        }
        return new RowState(
                onHand + move.onHand(),
                reserved + move.reserved(),
                move.kind() == Move.Kind.SAFETY ? move.set() : safety,
                move.kind() == Move.Kind.ALLOWANCE ? move.set() : allowance,
                version + 1,
                moments,
                waiting,
                spokenOf,
                held);
    }

    RowState marked(String moment) {
        var moments = new TreeMap<>(since);
        moments.put(moment, new Since(0, 0, false, held));
        return new RowState(onHand, reserved, safety, allowance, version, moments, waiting, spokenOf, held);
    }

    /** Told once more, a snapshot has no second effect: nobody needs its moment any longer. */
    RowState without(String moment) {
        var moments = new TreeMap<>(since);
        moments.remove(moment);
        return new RowState(onHand, reserved, safety, allowance, version, moments, waiting, spokenOf, held);
    }

    RowState holding(long units) {
        return new RowState(onHand, reserved, safety, allowance, version, since, waiting, spokenOf, held + units);
    }

    RowState spokenOf(long moment) {
        return new RowState(onHand, reserved, safety, allowance, version, since, waiting, moment, held);
    }

    /** What a reader of the row is told. */
    Line told() {
        return Line.of(
                "row",
                "onHand",
                onHand,
                "reserved",
                reserved,
                "safety",
                safety,
                "allowance",
                allowance,
                "short",
                unitsShort(),
                "version",
                version);
    }
}
