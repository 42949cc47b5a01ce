package dev.tributary.bench.history;

import dev.tributary.bench.history.Move.Kind;
import dev.tributary.bench.history.RowState.Since;

/** Stock facts without an order, snapshots of another book, allowances, and what a reader is told. */
final class StockRules {

    private StockRules() {}

    /** {@code RECEIVE:S1@N1:5,COUNT:S2@N1:7}: one after the other, all of them. */
    static Step change(World world, Line asked, String name) {
        var step = new Step(world);
        for (String line : asked.list("lines")) {
            String[] parts = line.split(":");
            var kind = Kind.valueOf(parts[0]);
            long units = Long.parseLong(parts[2]);
            step.move(
                    switch (kind) {
                        case COUNT ->
                            Move.onHand(
                                    parts[1], kind, units - step.row(parts[1]).onHand());
                        case SAFETY, ALLOWANCE -> Move.set(parts[1], kind, units);
                        default -> Move.onHand(parts[1], kind, units);
                    });
        }
        step.done.put(name, "changed");
        return step.answers("changed");
    }

    static Step read(World world, Line asked) {
        var row = world.row(asked.text("row"));
        var step = new Step(world);
        return row == null ? step.answers("notFound") : step.answers(row.told());
    }

    /** The moment that a snapshot will speak of: what happens to the row from here on comes on top of its number. */
    static Step moment(World world, Line asked) {
        var step = new Step(world);
        String row = asked.text("row");
        step.rows.put(row, step.row(row).marked(asked.text("name")));
        return step;
    }

    /**
     * One row's number of another book. It becomes what they say, plus what came since their moment, less what left since
     * the moment through which they had deducted, less what was held at their moment, which their number has and which
     * must not be sold; unless somebody counted since, or a later snapshot has spoken.
     */
    static Step snapshot(World world, Line asked) {
        var step = new Step(world);
        String row = asked.text("row");
        var state = step.row(row);
        long asOf = asked.number("asOf");
        if (state.spokenOf() > asOf) {
            return step.answers("told", "verdict", "OUTDATED");
        }
        var since = state.since().getOrDefault(asked.text("moment"), Since.NOTHING);
        if (since.counted()) {
            return step.answers("told", "verdict", "COUNTED_SINCE");
        }
        var deducted = state.since().getOrDefault(asked.text("through", asked.text("moment")), Since.NOTHING);
        long units = asked.number("units");
        long change = since.came() - deducted.left() - Math.min(since.held(), Math.max(0, units));
        long result = units + change;
        long held = state.onHand();
        if (result != held) {
            step.move(Move.onHand(row, Kind.SNAPSHOT, result - held));
        }
        step.rows.put(
                row,
                step.row(row)
                        .spokenOf(asOf)
                        .without(asked.text("moment"))
                        .without(asked.text("through", asked.text("moment"))));
        return step.answers(
                "told",
                "verdict",
                result == held ? "UNCHANGED" : "CHANGED",
                "held",
                held,
                "since",
                change,
                "result",
                result);
    }

    /**
     * Somebody allows so many units to be sold beyond what there is; or no longer, as far as promises permit: what is
     * promised by the allowance stays allowed.
     */
    static Step allow(World world, Line asked) {
        var step = new Step(world);
        String row = asked.text("row");
        var state = step.row(row);
        long least = Math.max(0, state.reserved() - state.onHand() - state.unitsShort());
        long wanted = asked.number("units");
        if (asked.what().equals("allow") && wanted < least) {
            return step.answers("conflict");
        }
        long allowed = Math.max(wanted, least);
        if (allowed != state.allowance()) {
            step.move(Move.set(row, Kind.ALLOWANCE, allowed));
        }
        return step.answers("allowed");
    }
}
