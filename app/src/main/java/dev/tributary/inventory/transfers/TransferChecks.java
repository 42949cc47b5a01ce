package dev.tributary.inventory.transfers;

import dev.tributary.inventory.Transfer;
import dev.tributary.inventory.Transfers;
import dev.tributary.inventory.Transfers.Arrival;
import dev.tributary.inventory.Transfers.Draft;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.SkuId;
import dev.tributary.kernel.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a transfer, a shipment and an arrival must be before anything is changed. */
final class TransferChecks {

    private static final int PARTS_MAX = 4 * Transfers.LINES_MAX;

    private final List<Violation> violations = new ArrayList<>();

    private TransferChecks() {}

    static void check(Draft draft) {
        var check = new TransferChecks();
        check.text("/number", draft.number(), 1, Transfers.NUMBER_MAX);
        check.text("/note", draft.note(), 0, Transfers.TEXT_MAX);
        if (draft.from().equals(draft.to())) {
            check.add("/to", "same_node", "Goods travel to another node.");
        }
        if (draft.lines().isEmpty() || draft.lines().size() > Transfers.LINES_MAX) {
            check.add("/lines", "count", "Give 1 to %d lines.".formatted(Transfers.LINES_MAX));
        }
        var skus = new HashSet<SkuId>();
        for (int i = 0; i < draft.lines().size(); i++) {
            var line = draft.lines().get(i);
            check.units("/lines/" + i, line.units(), 1);
            if (!skus.add(line.sku())) {
                check.add("/lines/%d/sku".formatted(i), "duplicate", "An earlier line has this SKU.");
            }
        }
        check.raise();
    }

    static void check(Transfer planned, Map<Integer, Long> units) {
        var check = new TransferChecks();
        var numbers = numbers(planned);
        units.forEach((line, leaving) -> {
            if (!numbers.contains(line)) {
                check.add("/units/" + line, "unknown_line", "The transfer has no such line.");
            }
            check.units("/units/" + line, leaving, 0);
        });
        if (planned.lines().stream().allMatch(line -> units.getOrDefault(line.number(), line.units()) == 0)) {
            check.add("/units", "nothing", "Something must leave: cancel it otherwise.");
        }
        check.raise();
    }

    static void check(Transfer shipped, Arrival arrival) {
        var check = new TransferChecks();
        var numbers = numbers(shipped);
        if (arrival.lines().size() > PARTS_MAX || arrival.lines().isEmpty() && !arrival.last()) {
            check.add("/lines", "count", "Give 1 to %d lines.".formatted(PARTS_MAX));
        }
        for (int i = 0; i < arrival.lines().size(); i++) {
            var came = arrival.lines().get(i);
            if (!numbers.contains(came.line())) {
                check.add("/lines/%d/line".formatted(i), "unknown_line", "The transfer has no such line.");
            }
            check.units("/lines/" + i, came.units(), 1);
            if (came.as().filter(condition -> !condition.byHand()).isPresent()) {
                check.add("/lines/%d/condition".formatted(i), "invalid_value", "It belongs to transfers.");
            }
        }
        check.text("/reason", arrival.reason(), differs(shipped, arrival) ? 1 : 0, Transfers.TEXT_MAX);
        check.raise();
    }

    static void reason(String reason) {
        var check = new TransferChecks();
        check.text("/reason", reason, 1, Transfers.TEXT_MAX);
        check.raise();
    }

    static String detail(Arrival arrival) {
        String came = arrival.lines().stream()
                .limit(20)
                .map(line -> "%d: %d%s"
                        .formatted(
                                line.line(),
                                line.units(),
                                line.as().map(condition -> " " + condition).orElse("")))
                .collect(Collectors.joining(", "));
        return (came + (arrival.last() ? " the last" : "") + " " + arrival.reason()).strip();
    }

    /** Whether something is lost, or more came than left. */
    private static boolean differs(Transfer shipped, Arrival arrival) {
        return shipped.lines().stream().anyMatch(line -> {
            long came = arrival.lines().stream()
                    .filter(part -> part.line() == line.number())
                    .mapToLong(part -> part.units())
                    .sum();
            return came > line.inTransit() || arrival.last() && came < line.inTransit();
        });
    }

    private static Set<Integer> numbers(Transfer transfer) {
        return transfer.lines().stream().map(Transfer.Line::number).collect(Collectors.toSet());
    }

    private void units(String at, long units, long least) {
        if (units < least || units > Transfers.UNITS_MAX) {
            add(at + "/units", "out_of_range", "Give %d to %d units.".formatted(least, Transfers.UNITS_MAX));
        }
    }

    private void text(String pointer, String text, int least, int most) {
        if (text.strip().length() < least || text.length() > most || text.indexOf('\0') >= 0) {
            add(
                    pointer,
                    least > 0 && text.isBlank() ? "required" : "text",
                    "Give %d to %d characters.".formatted(least, most));
        }
    }

    private void add(String pointer, String code, String detail) {
        violations.add(new Violation(pointer, code, detail));
    }

    private void raise() {
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
    }
}
