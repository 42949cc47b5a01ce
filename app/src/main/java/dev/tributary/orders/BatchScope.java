package dev.tributary.orders;

import dev.tributary.catalog.Catalog;
import dev.tributary.inventory.StockBatch;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the commands of one batch share while they are decided: the locked stock, the locked orders, what was there
 * before, the effects so far, and the catalogue, which answers from memory.
 */
record BatchScope(
        StockBatch stock,
        Map<OrderId, OrderRecord> orders,
        Map<IntakeKey, OrderLoads.Seen> seen,
        Map<OrderId, OrderLoads.StoredRefusal> refusals,
        Map<OrderId, OrderLoads.EarlyCancel> earlyCancels,
        Map<OrderId, Set<String>> payments,
        Map<Long, ReturnDraft> returns,
        Map<OrderId, Set<String>> refunds,
        Map<Long, RefundTask> refundTasks,
        BatchEffects effects,
        Catalog catalog,
        Instant now) {

    @Nullable
    OrderRecord order(Command command, OrderId id) {
        return order(command.merchant(), id);
    }

    @Nullable
    OrderRecord order(MerchantId merchant, OrderId id) {
        var order = orders.get(id);
        return order != null && order.merchant.equals(merchant) ? order : null;
    }

    Outcome done(OrderRecord order, boolean replayed) {
        return new Outcome.Done(order.id, order.state, order.payment, order.version, replayed);
    }

    static Outcome notFound(OrderId id) {
        return new Outcome.Rejected(Outcome.Why.NOT_FOUND, "There is no order %s.".formatted(id));
    }

    static Outcome notAllowed(OrderRecord order, String detail) {
        return new Outcome.Rejected(
                Outcome.Why.NOT_ALLOWED_IN_STATE, "Order %s is %s: %s".formatted(order.id, order.state, detail));
    }

    /** Lines of orders that changed take their place among those who wait, or leave it, before the next command. */
    void settleQueues() {
        for (var order : effects.touched()) {
            for (var line : order.lines) {
                if (line.queues() && !order.shipsAtOnce) {
                    queue(order, line);
                } else if (line.unitsQueued > 0) {
                    stock.waiting().noMore(order.merchant, order.id, line.number);
                    line.unitsQueued = 0;
                }
            }
        }
    }

    private void queue(OrderRecord order, LineRecord line) {
        if (line.unitsQueued != line.units) {
            var promised = line.presold;
            stock.waiting()
                    .join(
                            order.id,
                            line.number,
                            line.candidateKeys(order.merchant),
                            line.units,
                            promised == null ? null : promised.offer(),
                            promised == null ? null : promised.at());
            line.unitsQueued = line.units;
        }
    }

    /** Gives back what the line has promised, for good. */
    void release(OrderRecord order, LineRecord line) {
        if (line.reserved()) {
            stock.release(order.id, line.number, line.stockKey(order.merchant), line.unitsReserved(), 0);
        }
        if (line.reserved() || line.waiting()) {
            line.become(ReservationState.RELEASED);
        }
        if (line.fulfilment == FulfilmentState.PENDING) {
            line.become(FulfilmentState.NOT_NEEDED);
        }
    }

    void cancel(OrderRecord order) {
        end(order, OrderState.CANCELLED);
    }

    /** Ends an order that has not shipped: stock is free again, money has to go back. */
    void end(OrderRecord order, OrderState how) {
        order.lines.forEach(line -> release(order, line));
        order.become(how);
        order.holdExpiresAt = null;
        if (order.paid > order.refunded && order.payment != PaymentState.REFUNDED) {
            order.become(PaymentState.REFUND_DUE);
        }
    }
}
