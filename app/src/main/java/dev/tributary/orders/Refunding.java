package dev.tributary.orders;

import dev.tributary.kernel.OrderId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Decides news of money that went back on a platform: what has not left is released, for the rest it is money alone. */
final class Refunding {

    private Refunding() {}

    static Outcome tell(Pending pending, Command.TellRefunded told, BatchScope scope) {
        var seen = scope.seen().get(pending.keys().getFirst());
        if (seen == null) {
            return new Outcome.Rejected(Outcome.Why.NOT_FOUND, "Order %s has not come yet.".formatted(told.number()));
        }
        var order = scope.order(told, new OrderId(seen.orderId()));
        if (order == null) {
            return new Outcome.Ignored("Order %s was cancelled before it came.".formatted(told.number()));
        }
        if (scope.refunds().getOrDefault(order.id, Set.of()).contains(told.reference())) {
            return scope.done(order, true);
        }
        if (!told.amount().currency().equals(order.currency)) {
            return BatchScope.notAllowed(
                    order,
                    "it is in %s, the refund in %s."
                            .formatted(order.currency, told.amount().currency()));
        }
        return refund(order, told, scope);
    }

    private static Outcome refund(OrderRecord order, Command.TellRefunded told, BatchScope scope) {
        var changes = new ArrayList<String>();
        changes.add("refunded " + told.amount());
        if (order.open()) {
            told.lines().forEach(line -> release(order, line, scope, changes));
        }
        order.refund(told.amount().amount());
        RefundsDue.told(order, told.reference(), scope);
        scope.effects().afterSales.refunded(order, told.reference(), told.method(), told.amount(), told.at());
        boolean ended = changes.size() > 1 && settle(order, scope);
        String what = String.join("; ", changes);
        String words = told.reason().isEmpty() ? "" : ": " + told.reason();
        scope.effects().changed(order);
        scope.effects().happened(order, scope.now(), "refunded", "channel", what + words);
        scope.effects()
                .events
                .add(
                        ended
                                ? OrderEvents.of(OrderEvents.CANCELLED, order, OrderEvents.BY_CHANNEL, scope.now())
                                : OrderEvents.of(OrderEvents.AMENDED, order, what, scope.now()));
        return scope.done(order, false);
    }

    /** Takes the units off lines that still have some here, in the order of the lines; of bundles all components. */
    private static void release(
            OrderRecord order, Command.TellRefunded.Units told, BatchScope scope, List<String> changes) {
        long left = told.units();
        for (var line : ToldLine.of(order)) {
            long units = line.channelSku().equals(told.channelSku()) ? Math.min(left, line.unitsHere()) : 0;
            if (units > 0) {
                changes.add("line %d: %d units less".formatted(line.number(), units));
                line.parts().forEach(part -> release(order, part, units * ToldLine.each(part), scope));
                left -= units;
            }
        }
    }

    private static void release(OrderRecord order, LineRecord line, long units, BatchScope scope) {
        line.unitsRefunded += units;
        line.changed = true;
        if (units == line.units) {
            scope.release(order, line);
            line.allocated = 0;
            return;
        }
        if (line.reserved()) {
            long unitsLeft = line.unitsReserved() - units;
            scope.stock().release(order.id, line.number, line.stockKey(order.merchant), units, unitsLeft);
        }
        line.units -= units;
        if (line.units == line.unitsShipped) {
            line.become(ReservationState.SHIPPED);
            line.become(FulfilmentState.SHIPPED);
        }
    }

    /** The order comes to less, and is over when nothing of it is left to do. True when it was cancelled by that. */
    private static boolean settle(OrderRecord order, BatchScope scope) {
        boolean differed = order.totalsDiffer;
        Repricing.reprice(order);
        order.totalsDiffer = differed;
        if (order.lines.stream().allMatch(line -> line.fulfilment == FulfilmentState.NOT_NEEDED)) {
            scope.cancel(order);
            return true;
        }
        if (order.state == OrderState.ACCEPTED && order.lines.stream().allMatch(Shipping::over)) {
            order.become(OrderState.SHIPPED);
            order.holdExpiresAt = null;
        }
        return false;
    }
}
