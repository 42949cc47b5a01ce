package dev.tributary.orders;

import dev.tributary.inventory.StockChange;
import dev.tributary.inventory.StockSnapshot;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Violation;
import java.util.ArrayList;

/** What a change of stock must be before it may queue. */
final class StockCheck {

    static final int LINES_MAX = 1_000;
    private static final int CAUSE_LENGTH_MAX = 80;

    private StockCheck() {}

    static void check(Command.ChangeStock change) {
        var violations = new ArrayList<Violation>();
        if (change.changes().isEmpty() || change.changes().size() > LINES_MAX) {
            violations.add(new Violation("/lines", "count", "Give 1 to %d lines.".formatted(LINES_MAX)));
        }
        for (int i = 0; i < change.changes().size(); i++) {
            var line = change.changes().get(i);
            String units = units(line);
            if (!units.isEmpty()) {
                violations.add(new Violation("/lines/" + i + "/units", "out_of_range", units));
            }
            if (line.cause().length() > CAUSE_LENGTH_MAX || line.cause().indexOf('\0') >= 0) {
                violations.add(new Violation(
                        "/lines/" + i + "/cause",
                        "text",
                        "Give at most %d characters, no NUL.".formatted(CAUSE_LENGTH_MAX)));
            }
        }
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
    }

    static void check(Command.ApplySnapshot apply) {
        if (apply.lines().isEmpty() || apply.lines().size() > StockSnapshot.PART_LINES) {
            throw ProblemException.invalid(
                    "/lines", "count", "Give 1 to %d lines.".formatted(StockSnapshot.PART_LINES));
        }
        for (var line : apply.lines()) {
            if (line.onHand() < 0 || line.onHand() > OrderDraft.UNITS_MAX) {
                throw ProblemException.invalid(
                        "/lines", "out_of_range", "Give 0 to %d units.".formatted(OrderDraft.UNITS_MAX));
            }
        }
    }

    private static String units(StockChange line) {
        boolean good = switch (line.kind()) {
            case RECEIVE -> line.units() > 0;
            case COUNT, SAFETY, ALLOWANCE -> line.units() >= 0;
            case ADJUST -> line.units() != 0;
        };
        return good && Math.abs(line.units()) <= OrderDraft.UNITS_MAX
                ? ""
                : "Give RECEIVE 1 or more, COUNT, SAFETY and ALLOWANCE 0 or more, ADJUST anything but 0; at most %d."
                        .formatted(OrderDraft.UNITS_MAX);
    }
}
