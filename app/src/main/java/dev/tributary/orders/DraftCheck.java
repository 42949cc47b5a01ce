package dev.tributary.orders;

import dev.tributary.kernel.Money;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Everything checked before a draft may queue, so that a batch never meets a value its tables refuse. Every violation is
 * found at once; pointers are those of {@code POST /v1/orders}.
 */
final class DraftCheck {

    private static final int NUMBER_LENGTH_MAX = 64;
    private static final int TEXT_LENGTH_MAX = 500;
    /** An amount above this in minor units is a mistake in any currency. */
    private static final long AMOUNT_MAX = 1_000_000_000_000_000L;

    private final OrderDraft draft;
    private final List<Violation> violations = new ArrayList<>();

    private DraftCheck(OrderDraft draft) {
        this.draft = draft;
    }

    static void check(OrderDraft draft) {
        var check = new DraftCheck(draft);
        check.head();
        check.lines();
        check.amounts();
        if (!check.violations.isEmpty()) {
            throw ProblemException.invalid(check.violations);
        }
    }

    private void head() {
        text("/number", draft.number(), 1, NUMBER_LENGTH_MAX);
        draft.idempotencyKey().ifPresent(key -> text("Idempotency-Key", key, 1, NUMBER_LENGTH_MAX));
        if (draft.holdTime().isNegative()) {
            add("/holdTime", "negative", "Give a hold time of zero or more.");
        }
    }

    private void lines() {
        if (draft.lines().isEmpty() || draft.lines().size() > OrderDraft.LINES_MAX) {
            add(
                    "/lines",
                    "count",
                    "Give 1 to %d lines, not %d."
                            .formatted(OrderDraft.LINES_MAX, draft.lines().size()));
        }
        var numbers = new HashSet<Integer>();
        for (int i = 0; i < draft.lines().size(); i++) {
            var line = draft.lines().get(i);
            String at = "/lines/" + i;
            if (line.units() < 1 || line.units() > OrderDraft.UNITS_MAX) {
                add(at + "/units", "out_of_range", "Give 1 to %d units.".formatted(OrderDraft.UNITS_MAX));
            }
            if (!numbers.add(line.number()) || line.number() < 1 || line.number() > Short.MAX_VALUE) {
                add(at + "/number", "not_unique", "Number each line once, from 1.");
            }
            if (line.sku().isEmpty() && draft.intent() == OrderDraft.Intent.REQUEST) {
                add(at + "/sku", "unknown_sku", "No SKU has the code \"%s\".".formatted(line.channelSku()));
            }
            if (line.sale().filter(sale -> !sale.known()).isPresent()
                    && (draft.intent() == OrderDraft.Intent.REQUEST
                            || line.sku().isPresent())) {
                add(at + "/unit", "unknown_unit", "No quantity in a unit of sale is counted before the unit is known.");
            }
            if (line.candidates().size() > 5) {
                add(at + "/node", "too_many", "Give at most 5 candidate nodes.");
            }
            text(at + "/sku", line.channelSku(), 0, TEXT_LENGTH_MAX);
            text(at + "/title", line.title(), 0, TEXT_LENGTH_MAX);
            money(at + "/unitPrice", line.unitPrice());
            money(at + "/discount", line.lineDiscount());
        }
    }

    private void amounts() {
        money("/freight", draft.freight());
        money("/tax", draft.tax());
        for (int i = 0; i < draft.discounts().size(); i++) {
            money("/discounts/" + i + "/amount", draft.discounts().get(i).amount());
        }
        draft.statedTotal().ifPresent(total -> money("/total", total));
        draft.payment().ifPresent(payment -> {
            money("/payment/amount", payment.amount());
            text("/payment/reference", payment.reference(), 1, NUMBER_LENGTH_MAX);
            text("/payment/method", payment.method(), 1, NUMBER_LENGTH_MAX);
        });
        if (violations.isEmpty()) {
            sums();
        }
    }

    private void sums() {
        OrderAmounts amounts;
        try {
            amounts = OrderAmounts.of(draft);
        } catch (ArithmeticException overflow) {
            add("/lines", "too_large", "The amounts are too large to add up.");
            return;
        }
        boolean request = draft.intent() == OrderDraft.Intent.REQUEST;
        if (request && amounts.statedDiffers()) {
            add(
                    "/total",
                    "does_not_add_up",
                    "Lines - discounts + freight + tax is %s, the stated total %s."
                            .formatted(
                                    amounts.goods()
                                            .minus(amounts.discount())
                                            .plus(draft.freight())
                                            .plus(draft.tax()),
                                    amounts.payable()));
        }
        if (request && amounts.discount().amount() > amounts.goods().amount()) {
            add("/discounts", "too_large", "Discounts are more than the goods cost.");
        }
    }

    private void money(String pointer, Money money) {
        if (money.amount() < 0 || money.amount() > AMOUNT_MAX) {
            add(pointer, "out_of_range", "Give 0 to %d minor units.".formatted(AMOUNT_MAX));
        }
        if (!money.currency().equals(draft.freight().currency())) {
            add(
                    pointer,
                    "wrong_currency",
                    "One order has one currency, %s.".formatted(draft.freight().currency()));
        }
    }

    private void text(String pointer, String text, int min, int max) {
        if (text.length() < min || text.length() > max) {
            add(pointer, "length", "Give %d to %d characters.".formatted(min, max));
        }
        if (text.indexOf('\0') >= 0) {
            add(pointer, "nul", "Remove the NUL character.");
        }
    }

    private void add(String pointer, String code, String detail) {
        violations.add(new Violation(pointer, code, detail));
    }
}
