package dev.tributary.orders;

import dev.tributary.kernel.Money;
import java.util.Set;

/** Raises, withdraws and settles the tasks that say whose money must go back, while their order is locked. */
final class RefundsDue {

    private RefundsDue() {}

    /**
     * What the order holds too much becomes a task, less what its open tasks come to already.
     *
     * @param cause names the news it follows from: the same once more raises nothing
     */
    static void raise(OrderRecord order, RefundTask.Why why, String cause, BatchScope scope) {
        long due = order.ended() ? order.kept() : order.kept() - order.payable;
        if (due <= 0) {
            return;
        }
        scope.effects().refundTasks.raised(order, why, cause, due, scope.now());
        scope.effects().happened(order, scope.now(), "refund due", "hub", why + ": " + new Money(due, order.currency));
        scope.effects().events.add(OrderEvents.refundDue(order, due, why, scope.now()));
    }

    /** The order lives again, and its money with it. */
    static void withdraw(OrderRecord order, BatchScope scope) {
        scope.effects().refundTasks.closed(order, RefundTask.State.WITHDRAWN, "hub", "", scope.now());
    }

    /** Somebody gave the money back. The payer's number of the refund is its key, as when a platform tells it. */
    static Outcome settle(Command.SettleRefund wish, BatchScope scope) {
        var order = scope.order(wish, wish.order());
        var task = scope.refundTasks().get(wish.task());
        if (order == null || task == null || !task.order().equals(order.id)) {
            return new Outcome.Rejected(Outcome.Why.NOT_FOUND, "There is no refund task %d.".formatted(wish.task()));
        }
        if (task.state() == RefundTask.State.DONE && task.reference().equals(wish.reference())) {
            return scope.done(order, true);
        }
        if (task.state() != RefundTask.State.OPEN) {
            return BatchScope.notAllowed(order, "refund task %d is %s.".formatted(wish.task(), task.state()));
        }
        if (!scope.refunds().getOrDefault(order.id, Set.of()).contains(wish.reference())) {
            order.refund(task.amount().amount());
            scope.effects().afterSales.refunded(order, wish.reference(), wish.method(), task.amount(), scope.now());
        }
        scope.effects().refundTasks.done(order, wish, scope.now());
        scope.effects().changed(order);
        String what = "refunded " + task.amount();
        scope.effects().happened(order, scope.now(), "refunded", wish.actor(), what + " " + wish.reference());
        scope.effects().events.add(OrderEvents.of(OrderEvents.AMENDED, order, what, scope.now()));
        return scope.done(order, false);
    }

    /** A refund told by its channel closes what it leaves nothing of. */
    static void told(OrderRecord order, String reference, BatchScope scope) {
        if (order.ended() && order.kept() <= 0) {
            scope.effects().refundTasks.closed(order, RefundTask.State.DONE, "channel", reference, scope.now());
        }
    }
}
