package dev.tributary.inventory;

import dev.tributary.engine.StockRow;
import dev.tributary.inventory.OrderPromises.Promise;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/**
 * Everything the books say of one row while it is locked, and what they come to. What lies on the shelf is what the
 * ledger adds up to; what is promised is what open lines of orders wait for. Pure: the same books, the same verdict, in
 * time that grows with the lines: the row is locked meanwhile.
 *
 * @param found the row as it stands
 * @param ledger through its last line
 * @param safetySet what people set last, as far as it is known
 * @param orders read again under the lock; of all others the books agreed and have not moved since
 * @param open lines of these orders, of any row
 * @param reserved reservations of these orders, of any row
 */
record RowProof(
        StockKey key,
        StockLevel found,
        LedgerSum ledger,
        long safetySet,
        long allowanceSet,
        SortedSet<Long> orders,
        List<Promise> open,
        List<Promise> reserved) {

    sealed interface Verdict {
        /** The books agree. */
        record Agreed() implements Verdict {}

        /** Nobody can tell from the books what is right, or not yet. */
        record Undecided(String why) implements Verdict {}

        /** @param changes of what is reserved, one line of the ledger each */
        record Repair(StockRow row, List<Change> changes, List<Reservation> reservations) implements Verdict {}
    }

    /** @param orderId 0 when it is about the row alone */
    record Change(long orderId, long reserved) {}

    /** What a line's reservation in this row is to be; none at 0 units. */
    record Reservation(long orderId, int line, long units) {}

    private record Line(long orderId, int number) {}

    Verdict verdict() {
        if (ledger.moves() != ledger.last()) {
            return new Verdict.Undecided(
                    "The ledger has %d lines, the last is number %d: what is missing can only come from a backup."
                            .formatted(ledger.moves(), ledger.last()));
        }
        if (found.version() > ledger.last()
                && (found.onHand() != ledger.onHand() || found.reserved() != ledger.reserved())) {
            return new Verdict.Undecided(
                    "The row is at version %d, the ledger's last line is number %d and says otherwise: its end may be lost, and can only come from a backup."
                            .formatted(found.version(), ledger.last()));
        }
        var contradiction = ledger.contradiction();
        if (contradiction.isPresent() && found.onHand() != ledger.onHand()) {
            var stated = contradiction.get();
            return new Verdict.Undecided(
                    "Line %d of the ledger, a count or a snapshot, says %d on hand where the lines through it come to %d: the row was wrong by then, and the sum is too."
                            .formatted(stated.version(), stated.onHand(), stated.moved()));
        }
        var reservations = new ArrayList<Reservation>();
        var changes = new ArrayList<Change>();
        boolean elsewhere = false;
        var wanted = here(open);
        var held = here(reserved);
        var linesByOrder = linesByOrder();
        var reservedElsewhere = reservedElsewhere();
        for (long order : orders) {
            var lines = linesByOrder.getOrDefault(order, Set.of());
            if (lines.stream().anyMatch(reservedElsewhere::contains)) {
                elsewhere = true;
                continue;
            }
            long target = 0;
            int before = reservations.size();
            for (var line : lines) {
                long units = wanted.getOrDefault(line, 0L);
                target += units;
                if (units != held.getOrDefault(line, 0L)) {
                    reservations.add(new Reservation(order, line.number(), units));
                }
            }
            long change = target - ledger.reserved(order);
            if (change != 0 || reservations.size() > before) {
                changes.add(new Change(order, change));
            }
        }
        if (changes.isEmpty() && rowAgrees()) {
            return elsewhere
                    ? new Verdict.Undecided("Its reservation stands in another row, which comes first.")
                    : new Verdict.Agreed();
        }
        if (changes.isEmpty()) {
            changes.add(new Change(0, 0));
        }
        // What is added first, so that no line of the ledger leaves less than nothing reserved.
        changes.sort(Comparator.comparingLong(Change::reserved).reversed());
        return new Verdict.Repair(row(), changes, reservations);
    }

    /** The row as it is, which agrees, with a line of the ledger under which something beside it is put right. */
    Verdict.Repair repairBeside() {
        return new Verdict.Repair(row(), List.of(new Change(0, 0)), List.of());
    }

    /** What the verdict rests on, for people. */
    String text() {
        return "row: on hand %d, reserved %d, safety %d, allowance %d, version %d; ledger: on hand %d, reserved %d in %d lines; set: safety %d, allowance %d; %d orders read again: open %d, reserved %d"
                .formatted(
                        found.onHand(),
                        found.reserved(),
                        found.safety(),
                        found.allowance(),
                        found.version(),
                        ledger.onHand(),
                        ledger.reserved(),
                        ledger.moves(),
                        safetySet,
                        allowanceSet,
                        orders.size(),
                        units(open),
                        units(reserved));
    }

    private boolean rowAgrees() {
        var row = row();
        return found.onHand() == row.onHand()
                && found.reserved() == row.reserved()
                && found.safety() == row.safety()
                && found.allowance() == row.allowance()
                && found.unitsShort() == Math.max(0, row.reserved() - row.onHand() - row.allowance())
                && found.version() == row.version();
    }

    /** The row as ledger and settings say; short it is what it was, so that a rise shows. */
    private StockRow row() {
        return new StockRow(
                0, ledger.onHand(), ledger.reserved(), safetySet, allowanceSet, found.unitsShort(), ledger.last());
    }

    /** Lines that want or hold something in this row. */
    private Map<Long, Set<Line>> linesByOrder() {
        var lines = new HashMap<Long, Set<Line>>();
        for (var promises : List.of(open, reserved)) {
            for (var promise : promises) {
                if (promise.key().equals(key)) {
                    lines.computeIfAbsent(promise.order().value(), order -> new LinkedHashSet<>())
                            .add(new Line(promise.order().value(), promise.line()));
                }
            }
        }
        return lines;
    }

    private Map<Line, Long> here(List<Promise> promises) {
        var units = new HashMap<Line, Long>();
        for (var promise : promises) {
            if (promise.key().equals(key)) {
                units.put(new Line(promise.order().value(), promise.line()), promise.units());
            }
        }
        return units;
    }

    private Set<Line> reservedElsewhere() {
        var lines = new HashSet<Line>();
        for (var promise : reserved) {
            if (!promise.key().equals(key)) {
                lines.add(new Line(promise.order().value(), promise.line()));
            }
        }
        return lines;
    }

    private long units(List<Promise> promises) {
        return promises.stream()
                .filter(promise -> promise.key().equals(key))
                .mapToLong(Promise::units)
                .sum();
    }
}
