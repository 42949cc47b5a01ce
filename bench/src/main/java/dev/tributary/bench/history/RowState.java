package dev.tributary.bench.history;

import java.util.Map;
import java.util.TreeMap;

/**
 * A stock row as the model has it.
 *
 * @param version how many moves made it
 * @param since what happened since moments that snapshots speak of, by the moment's name
 * @param spokenOf the moment of the snapshot that was applied last
 */
record RowState(
        long onHand,
        long reserved,
        long safety,
        long allowance,
        long version,
        Map<String, Since> since,
        long spokenOf) {

    static final RowState NEW = new RowState(0, 0, 0, 0, 0, Map.of(), Long.MIN_VALUE);

    /**
     * @param came received, adjusted, brought back by a return
     * @param left shipped or sold, less what voided sales brought back
     * @param counted somebody counted
     */
    record Since(long came, long left, boolean counted) {
        static final Since NOTHING = new Since(0, 0, false);
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
                case RECEIVE, ADJUST, RETURN -> new Since(before.came + move.onHand(), before.left, before.counted);
                case SHIP, SELL, VOID -> new Since(before.came, before.left - move.onHand(), before.counted);
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
                spokenOf);
    }

    RowState marked(String moment) {
        var moments = new TreeMap<>(since);
        moments.put(moment, Since.NOTHING);
        return new RowState(onHand, reserved, safety, allowance, version, moments, spokenOf);
    }

    /** Told once more, a snapshot has no second effect: nobody needs its moment any longer. */
    RowState without(String moment) {
        var moments = new TreeMap<>(since);
        moments.remove(moment);
        return new RowState(onHand, reserved, safety, allowance, version, moments, spokenOf);
    }

    RowState spokenOf(long moment) {
        return new RowState(onHand, reserved, safety, allowance, version, since, moment);
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
