package dev.tributary.orders;

import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Violation;
import java.util.ArrayList;
import java.util.List;

/** What a return must be before it may queue, so that a batch never meets a value its tables refuse. */
final class ReturnCheck {

    private static final int NUMBER_LENGTH_MAX = 64;
    private static final int NAME_LENGTH_MAX = 500;
    /** An amount above this in minor units is a mistake in any currency. */
    private static final long AMOUNT_MAX = 1_000_000_000_000_000L;

    private final List<Violation> violations = new ArrayList<>();

    private ReturnCheck() {}

    static void check(ReturnDraft draft) {
        var check = new ReturnCheck();
        check.text("/number", draft.number(), 1, NUMBER_LENGTH_MAX);
        check.text("/method", draft.method(), 0, NUMBER_LENGTH_MAX);
        draft.originalNumber().ifPresent(number -> check.text("/original", number, 1, NUMBER_LENGTH_MAX));
        check.amount("/refunded", draft.refunded().amount());
        check.lines(draft);
        if (!check.violations.isEmpty()) {
            throw ProblemException.invalid(check.violations);
        }
    }

    private void lines(ReturnDraft draft) {
        if (draft.lines().isEmpty() || draft.lines().size() > OrderDraft.LINES_MAX) {
            add("/lines", "count", "Give 1 to %d lines.".formatted(OrderDraft.LINES_MAX));
        }
        for (int i = 0; i < draft.lines().size(); i++) {
            var line = draft.lines().get(i);
            String at = "/lines/" + i;
            if (line.number() != i + 1) {
                add(at + "/number", "not_unique", "Number the lines from 1.");
            }
            if (line.units() < 1 || line.units() > OrderDraft.UNITS_MAX) {
                add(at + "/units", "out_of_range", "Give 1 to %d units.".formatted(OrderDraft.UNITS_MAX));
            }
            text(at + "/sku", line.channelSku(), 1, NAME_LENGTH_MAX);
            amount(at + "/amount", line.amount().amount());
            if (!line.amount().currency().equals(draft.refunded().currency())) {
                add(at + "/amount", "wrong_currency", "One return has one currency.");
            }
        }
    }

    private void amount(String pointer, long amount) {
        if (amount < 0 || amount > AMOUNT_MAX) {
            add(pointer, "out_of_range", "Give 0 to %d minor units.".formatted(AMOUNT_MAX));
        }
    }

    private void text(String pointer, String text, int min, int max) {
        if (text.length() < min || text.length() > max || text.indexOf('\0') >= 0) {
            add(pointer, "text", "Give %d to %d characters, no NUL.".formatted(min, max));
        }
    }

    private void add(String pointer, String code, String detail) {
        violations.add(new Violation(pointer, code, detail));
    }
}
