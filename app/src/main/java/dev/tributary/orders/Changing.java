package dev.tributary.orders;

import dev.tributary.inventory.StockBatch;
import dev.tributary.inventory.StockKey;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;

/** Decides what is wished or told about an order that exists: payment, cancel, expiry, review, edits. */
final class Changing {

    private static final String UNPAID = "not paid in time";
    /** Where people may move an order that goes on. */
    private static final Set<OrderState> DECIDED =
            Set.of(OrderState.IN_REVIEW, OrderState.ON_HOLD, OrderState.ACCEPTED);

    private Changing() {}

    static Outcome pay(Command.Pay pay, BatchScope scope) {
        var order = scope.order(pay, pay.order());
        if (order == null) {
            return BatchScope.notFound(pay.order());
        }
        var payment = pay.payment();
        if (scope.payments().getOrDefault(order.id, Set.of()).contains(payment.reference())) {
            return scope.done(order, true);
        }
        if (!payment.amount().currency().equals(order.currency)) {
            return BatchScope.notAllowed(
                    order,
                    "it is in %s, the payment in %s."
                            .formatted(order.currency, payment.amount().currency()));
        }
        order.pay(payment.amount().amount());
        scope.effects().paid(order, payment);
        scope.effects().changed(order);
        LatePayment.settle(order, "payment/" + payment.reference(), scope);
        Holding.seen(order, "paid in part", scope);
        scope.effects()
                .happened(
                        order,
                        scope.now(),
                        "paid",
                        payment.method(),
                        payment.amount().toString());
        scope.effects().events.add(OrderEvents.of(OrderEvents.PAID, order, "", scope.now()));
        return scope.done(order, false);
    }

    static Outcome cancel(Command.Cancel cancel, BatchScope scope) {
        var order = scope.order(cancel, cancel.order());
        if (order == null) {
            return BatchScope.notFound(cancel.order());
        }
        if (order.over() && order.state != OrderState.EXPIRED) {
            return scope.done(order, true);
        }
        if (order.anyShipped()) {
            return BatchScope.notAllowed(order, "goods have left; take them back as a return.");
        }
        end(order, OrderEvents.CANCELLED, OrderEvents.BY_REQUEST, "cancelled", cancel.actor(), cancel.reason(), scope);
        return scope.done(order, false);
    }

    static Outcome expire(Command.Expire expire, BatchScope scope) {
        var order = scope.order(expire, expire.order());
        if (order == null) {
            return BatchScope.notFound(expire.order());
        }
        if (!order.open() || order.holdExpiresAt == null || order.holdExpiresAt.isAfter(scope.now())) {
            return new Outcome.Ignored("Order %s no longer waits for payment.".formatted(order.id));
        }
        // What somebody still looks at, or has begun to leave, does not come back by a payment alone.
        boolean mayComeBack = order.state == OrderState.ACCEPTED && !order.anyShipped();
        if (mayComeBack) {
            LatePayment.rememberCandidates(order);
        }
        end(
                order,
                mayComeBack ? OrderState.EXPIRED : OrderState.CANCELLED,
                OrderEvents.EXPIRED,
                UNPAID,
                "expired",
                "hub",
                UNPAID,
                scope);
        return scope.done(order, false);
    }

    static Outcome decide(Command.Decide decide, BatchScope scope) {
        var order = scope.order(decide, decide.order());
        if (order == null) {
            return BatchScope.notFound(decide.order());
        }
        if (order.state == decide.next()) {
            return scope.done(order, true);
        }
        boolean decided = decide.next() == OrderState.CANCELLED || DECIDED.contains(decide.next()) && order.open();
        if (!decided || !order.state.mayBecome(decide.next()) || order.anyShipped()) {
            return BatchScope.notAllowed(order, "it cannot become %s.".formatted(decide.next()));
        }
        if (decide.next() == OrderState.CANCELLED) {
            end(
                    order,
                    OrderEvents.CANCELLED,
                    OrderEvents.BY_REVIEW,
                    "cancelled",
                    decide.actor(),
                    decide.reason(),
                    scope);
            return scope.done(order, false);
        }
        order.become(decide.next());
        scope.effects().changed(order);
        scope.effects().happened(order, scope.now(), "now " + decide.next(), decide.actor(), decide.reason());
        scope.effects().events.add(OrderEvents.of(OrderEvents.DECIDED, order, OrderEvents.BY_REVIEW, scope.now()));
        return scope.done(order, false);
    }

    /** First everything that needs more is promised, all or nothing; only then is anything given back. */
    static Outcome edit(Command.EditLines edit, BatchScope scope) {
        var order = scope.order(edit, edit.order());
        if (order == null) {
            return BatchScope.notFound(edit.order());
        }
        var wished = ToldLine.ofParts(order, edit.unitsByLine());
        var refusal = editRefusal(edit, wished, order);
        if (!refusal.isEmpty()) {
            return BatchScope.notAllowed(order, refusal);
        }
        var growing = new ArrayList<StockBatch.LineWant>();
        for (var change : wished.entrySet()) {
            var line = order.line(change.getKey());
            if (line.reserved() && change.getValue() > line.units) {
                growing.add(new StockBatch.LineWant(
                        line.number, change.getValue() - line.units, new StockKey[] {line.stockKey(order.merchant)}));
            }
        }
        if (!growing.isEmpty()) {
            var taken = scope.stock().take(order.id, growing, true);
            if (!taken.shortages().isEmpty()) {
                var lines =
                        growing.stream().map(want -> order.line(want.line())).toList();
                return new Outcome.Refused(
                        order.id,
                        Placing.reason(taken.shortages()),
                        ToldLine.shortLines(lines, want -> growing.get(want).units(), taken.shortages()),
                        false);
            }
        }
        wished.forEach((number, units) -> shrink(order, order.line(number), units, scope));
        Repricing.reprice(order);
        if (order.lines.stream().allMatch(line -> line.units == 0 || line.fulfilment == FulfilmentState.NOT_NEEDED)) {
            end(order, OrderEvents.CANCELLED, OrderEvents.BY_EDIT, "cancelled", edit.actor(), edit.reason(), scope);
            return scope.done(order, false);
        }
        scope.effects().changed(order);
        Holding.seen(order, "edited", scope);
        scope.effects().happened(order, scope.now(), "edited", edit.actor(), edit.unitsByLine() + " " + edit.reason());
        scope.effects().events.add(OrderEvents.of(OrderEvents.AMENDED, order, OrderEvents.BY_EDIT, scope.now()));
        return scope.done(order, false);
    }

    private static String editRefusal(Command.EditLines edit, Map<Integer, Long> wished, OrderRecord order) {
        if (!order.open() || order.anyShipped()) {
            return "only an open order of which nothing has left can be edited.";
        }
        for (var change : wished.entrySet()) {
            if (!order.hasLine(change.getKey())) {
                return "it has no line %d.".formatted(change.getKey());
            }
            var part = order.line(change.getKey()).bundle;
            if (part != null && edit.unitsByLine().containsKey(change.getKey())) {
                return "line %d is a part of the bundle in line %d; say how many bundles that line has."
                        .formatted(change.getKey(), part.line());
            }
            if (change.getValue() < 0 || change.getValue() > OrderDraft.UNITS_MAX) {
                return "give 0 to %d units.".formatted(OrderDraft.UNITS_MAX);
            }
            if (order.line(change.getKey()).fulfilment == FulfilmentState.NOT_NEEDED) {
                return "line %d was taken out before.".formatted(change.getKey());
            }
            if (order.line(change.getKey()).reservation == ReservationState.WAITING_RECEIPT
                    && change.getValue() > order.line(change.getKey()).units) {
                return "line %d is promised of what is expected; order more of it anew.".formatted(change.getKey());
            }
            // It will be counted from what was told, and an edit before that would be lost.
            if (order.line(change.getKey()).unitUnknown() && change.getValue() != 0) {
                return "line %d waits for its unit of sale; until then it can only be taken out."
                        .formatted(change.getKey());
            }
        }
        return "";
    }

    private static void shrink(OrderRecord order, LineRecord line, long units, BatchScope scope) {
        if (units == 0) {
            scope.release(order, line);
            line.allocated = 0;
        } else {
            if (line.reserved() && units < line.units) {
                scope.stock().release(order.id, line.number, line.stockKey(order.merchant), line.units - units, units);
            }
            line.units = units;
        }
        line.changed = true;
    }

    private static void end(
            OrderRecord order, String event, String code, String kind, String actor, String words, BatchScope scope) {
        end(order, OrderState.CANCELLED, event, code, kind, actor, words, scope);
    }

    private static void end(
            OrderRecord order,
            OrderState how,
            String event,
            String code,
            String kind,
            String actor,
            String words,
            BatchScope scope) {
        scope.end(order, how);
        scope.effects().changed(order);
        if (order.kept() > 0) {
            RefundsDue.raise(
                    order,
                    how == OrderState.EXPIRED ? RefundTask.Why.EXPIRED : RefundTask.Why.CANCELLED,
                    "ended/" + order.version,
                    scope);
        }
        scope.effects().happened(order, scope.now(), kind, actor, words);
        scope.effects().events.add(OrderEvents.of(event, order, code, scope.now()));
    }
}
