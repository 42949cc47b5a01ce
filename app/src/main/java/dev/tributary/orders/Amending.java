package dev.tributary.orders;

import dev.tributary.kernel.OrderId;
import java.util.ArrayList;
import java.util.List;

/** Decides facts about orders that are known: newer ones amend, older ones are ignored. */
final class Amending {

    private Amending() {}

    static Outcome amend(Pending pending, OrderDraft draft, OrderRecord order, BatchScope scope) {
        if (draft.sourceVersion() <= order.sourceVersion) {
            return new Outcome.Ignored("Version %d of order %s is known; this is %d."
                    .formatted(order.sourceVersion, order.number, draft.sourceVersion()));
        }
        order.sourceVersion = draft.sourceVersion();
        var before = money(order);
        var changes = new ArrayList<String>();
        if (draft.cancelled()) {
            pay(draft, order, scope, changes);
            return cancel(order, "cancelled by the channel", scope);
        }
        if (order.open() && !order.anyShipped() && !order.anyUnitsRefunded()) {
            AmendedLines.amend(pending, draft, order, scope, changes);
        }
        pay(draft, order, scope, changes);
        if (changes.isEmpty() && money(order).equals(before)) {
            // Such as what a channel was told by us, coming back as its own new version.
            scope.effects().confirmed(order);
            return scope.done(order, true);
        }
        scope.effects().changed(order);
        if (!changes.isEmpty()) {
            String what = String.join("; ", changes);
            scope.effects().happened(order, scope.now(), "amended", "channel", what);
            scope.effects().events.add(OrderEvents.of(OrderEvents.AMENDED, order, what, scope.now()));
        }
        return scope.done(order, false);
    }

    /** What a newer version may change without a word. */
    private static List<Object> money(OrderRecord order) {
        var money = new ArrayList<Object>(
                List.of(order.goods, order.discount, order.freight, order.tax, order.payable, order.totalsDiffer));
        order.lines.forEach(line -> money.add(line.allocated));
        return money;
    }

    /** A channel's cancel is a fact; goods that a parcel has taken away make it a task for people, a till's are here. */
    static Outcome cancel(OrderRecord order, String reason, BatchScope scope) {
        if (order.over() && order.state != OrderState.EXPIRED) {
            scope.effects().changed(order);
            return scope.done(order, false);
        }
        if (order.shipsAtOnce) {
            return Returning.undo(order, reason, scope);
        }
        if (order.anyShipped()) {
            order.flag = "cancelled-after-shipping";
            scope.effects().changed(order);
            scope.effects().happened(order, scope.now(), "cancelled after shipping", "channel", reason);
            return scope.done(order, false);
        }
        scope.cancel(order);
        scope.effects().changed(order);
        scope.effects().happened(order, scope.now(), "cancelled", "channel", reason);
        scope.effects().events.add(OrderEvents.of(OrderEvents.CANCELLED, order, OrderEvents.BY_CHANNEL, scope.now()));
        return scope.done(order, false);
    }

    static Outcome cancelFirst(Command.TellCancelled told, OrderId id, BatchScope scope) {
        scope.effects().cancelledEarly(told.merchant(), id, told.sourceVersion(), told.reason(), scope.now());
        return new Outcome.Ignored("The order has not come yet; when it does, it will be cancelled.");
    }

    private static void pay(OrderDraft draft, OrderRecord order, BatchScope scope, List<String> changes) {
        draft.payment().ifPresent(payment -> {
            if (!scope.payments().getOrDefault(order.id, java.util.Set.of()).contains(payment.reference())) {
                order.pay(payment.amount().amount());
                scope.effects().paid(order, payment);
                changes.add("paid " + payment.amount());
                if (order.state == OrderState.EXPIRED && !draft.cancelled()) {
                    LatePayment.settle(order, "payment/" + payment.reference(), scope);
                }
                scope.effects().events.add(OrderEvents.of(OrderEvents.PAID, order, "", scope.now()));
            }
        });
    }
}
