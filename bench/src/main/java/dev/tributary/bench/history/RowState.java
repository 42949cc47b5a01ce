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
 */
record RowState(
        long onHand,
        long reserved,
        long safety,
        long allowance,
        long version,
        Map<String, Since> since,
        List<Waits> waiting,
        long spokenOf) {

    static final RowState NEW = new RowState(0, 0, 0, 0, 0, Map.of(), List.of(), Long.MIN_VALUE);

    /**
     * @param came received, adjusted, brought back by a return or a transfer
     * @param left shipped, sold or sent away, less what voided sales brought back
     * @param counted somebody counted
     */
    record Since(long came, long left, boolean counted) {
        static final Since NOTHING = new Since(0, 0, false);
    }

    /** A line of an order that has its place here. */
    record Waits(String order, int line, long units) {
        boolean is(String number, int wanted) {
            return order.equals(number) && line == wanted;
        }
    }

    /** What is here for others than these lines of the order: for all who came before the last of them. */
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
            if (!other.order.equals(order) || !lines.contains(other.line)) {
                units += other.units;
            }
        }
        return units;
    }

    /** The line waits here, behind the others, or goes on to at its place; of 0 units it waits no more. */
    RowState waits(String order, int line, long units) {
        var now = new ArrayList<Waits>();
        boolean found = false;
        for (var other : waiting) {
            boolean same = other.is(order, line);
            found |= same;
            if (!same || units > 0) {
                now.add(same ? new Waits(order, line, units) : other);
            }
        }
        if (!found && units > 0) {
            now.add(new Waits(order, line, units));
        }
        return new RowState(onHand, reserved, safety, allowance, version, since, List.copyOf(now), spokenOf);
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
                    new Since(before.came + move.onHand(), before.left, before.counted);
                case SHIP, SELL, VOID, TRANSFER_OUT ->
                    new Since(before.came, before.left - move.onHand(), before.counted);
                case COUNT -> new Since(before.came, before.left, true);
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
                spokenOf);
    }

    RowState marked(String moment) {
        var moments = new TreeMap<>(since);
        moments.put(moment, Since.NOTHING);
        return new RowState(onHand, reserved, safety, allowance, version, moments, waiting, spokenOf);
    }

    /** Told once more, a snapshot has no second effect: nobody needs its moment any longer. */
    RowState without(String moment) {
        var moments = new TreeMap<>(since);
        moments.remove(moment);
        return new RowState(onHand, reserved, safety, allowance, version, moments, waiting, spokenOf);
    }

    RowState spokenOf(long moment) {
        return new RowState(onHand, reserved, safety, allowance, version, since, waiting, moment);
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
