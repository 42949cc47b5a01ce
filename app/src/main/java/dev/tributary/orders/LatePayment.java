package dev.tributary.orders;

import java.util.ArrayList;

/**
 * Money that came after an order's hold had ended. While its goods are there the order lives again, as its fill allows;
 * when they are gone the money is kept, and a task says that it must go back.
 */
final class LatePayment {

    private LatePayment() {}

    /** Called when the order's money was counted and its version too. */
    static void settle(OrderRecord order, String cause, BatchScope scope) {
        boolean late = order.state == OrderState.EXPIRED;
        if (late && order.kept() >= order.payable && revive(order, scope)) {
            order.become(PaymentState.PAID);
            RefundsDue.withdraw(order, scope);
            scope.effects().happened(order, scope.now(), "came back", "hub", "paid late, its goods were there");
            scope.effects().events.add(OrderEvents.of(OrderEvents.AMENDED, order, "paid late", scope.now()));
        }
        if (order.ended()) {
            RefundsDue.raise(order, late ? RefundTask.Why.PAID_LATE : RefundTask.Why.PAID_AFTER_CANCEL, cause, scope);
        } else if (order.kept() > order.payable && order.intent == OrderDraft.Intent.REQUEST) {
            RefundsDue.raise(order, RefundTask.Why.OVERPAID, cause, scope);
        }
    }

    /** A line that was promised by one node alone says so by its node; lines that ended before are not to come back. */
    static void rememberCandidates(OrderRecord order) {
        for (var line : order.lines) {
            if (line.reserved() && line.candidates.length == 0) {
                line.candidates = new long[] {line.nodeId};
            } else if (!line.reserved() && !line.waiting()) {
                line.candidates = new long[0];
            }
        }
    }

    private static boolean revive(OrderRecord order, BatchScope scope) {
        var given = new ArrayList<LineRecord>();
        var wanted = new ArrayList<LineRecord>();
        for (var line : order.lines) {
            if (line.reservation == ReservationState.RELEASED && line.candidates.length > 0) {
                given.add(line);
                if (line.skuId != 0) {
                    wanted.add(line);
                }
            }
        }
        if (given.isEmpty()) {
            return false;
        }
        if (!wanted.isEmpty()) {
            var taken = Placing.reserve(order, wanted, order.allOrNothing, scope);
            boolean presold = Preselling.promise(order, wanted, taken, order.allOrNothing, scope);
            if (!presold && (order.allOrNothing ? !taken.shortages().isEmpty() : taken.nothing())) {
                return false;
            }
        }
        order.become(OrderState.ACCEPTED);
        for (var line : given) {
            if (line.reservation == ReservationState.RELEASED) {
                line.become(line.skuId == 0 ? ReservationState.WAITING_MAPPING : ReservationState.WAITING_STOCK);
            }
            line.become(FulfilmentState.PENDING);
        }
        return true;
    }
}
