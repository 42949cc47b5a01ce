package dev.tributary.orders;

import dev.tributary.inventory.StockBatch;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Decides orders never seen before: requests are placed or refused, facts are always placed. */
final class Placing {

    private Placing() {}

    static Outcome place(Pending pending, OrderDraft draft, OrderId id, BatchScope scope) {
        var prepared = Objects.requireNonNull(pending.prepared());
        var order = record(draft, id, prepared);
        var early = scope.earlyCancels().get(id);
        if (early != null || draft.cancelled()) {
            order.lines.forEach(line -> scope.release(order, line));
            order.state = OrderState.CANCELLED;
            if (early != null) {
                order.sourceVersion = Math.max(order.sourceVersion, early.sourceVersion());
                scope.effects().happened(order, scope.now(), "cancelled", "channel", early.reason());
            }
        } else if (draft.shipsAtOnce()) {
            sell(order, scope);
        } else {
            settleHold(order, draft, scope.now());
            var refused = take(order, draft, scope);
            if (refused != null) {
                return refused;
            }
            if (draft.reviewReason().isPresent()) {
                order.state = OrderState.IN_REVIEW;
            }
        }
        // A sale voided before it was told moved no goods and left no money.
        if (early == null || !draft.shipsAtOnce()) {
            draft.payment().ifPresent(payment -> {
                order.pay(payment.amount().amount());
                scope.effects().paid(order, payment);
            });
        }
        order.version = 1;
        scope.effects().added(order);
        draft.recipient().ifPresent(scope.effects().recipients::add);
        draft.reviewReason()
                .ifPresent(reason -> scope.effects().happened(order, scope.now(), "in review", "risk", reason));
        scope.effects().events.add(OrderEvents.of(OrderEvents.PLACED, order, "", scope.now()));
        return placed(order, false);
    }

    static Outcome.Placed placed(OrderRecord order, boolean replayed) {
        return new Outcome.Placed(
                order.id, order.state, order.payment, ToldLine.placed(order), order.version, replayed);
    }

    /** What a till has sold is gone, whatever the book says; what nobody has mapped waits for its mapping. */
    static void sell(OrderRecord order, BatchScope scope) {
        for (var line : order.lines) {
            if (line.skuId != 0 && line.waiting() && line.candidates.length > 0) {
                line.nodeId = line.candidates[0];
                scope.stock().sell(order.id, line.stockKey(order.merchant), line.units);
                line.become(ReservationState.SHIPPED);
                line.become(FulfilmentState.SHIPPED);
                line.unitsShipped = line.units;
            }
        }
        if (order.lines.stream().allMatch(Shipping::over)) {
            order.become(OrderState.SHIPPED);
        }
    }

    private static Outcome.@org.jspecify.annotations.Nullable Refused take(
            OrderRecord order, OrderDraft draft, BatchScope scope) {
        var lines = order.lines.stream().filter(line -> line.skuId != 0).toList();
        if (lines.isEmpty()) {
            return null;
        }
        boolean fact = draft.intent() == OrderDraft.Intent.FACT;
        boolean allOrNothing = !fact && draft.fill() == OrderDraft.Fill.ALL_OR_NOTHING;
        var taken = reserve(order, lines, allOrNothing, scope);
        boolean presold = Preselling.promise(order, lines, taken, allOrNothing, scope);
        if (!fact && !presold && !taken.shortages().isEmpty() && (allOrNothing || taken.nothing())) {
            return refuse(order, lines, taken.shortages(), scope);
        }
        tellQuotas(order, lines, taken, scope);
        return null;
    }

    /** Promises what it can of the lines, a bundle whole or not at all; the others stay as they are. */
    static StockBatch.Taken reserve(OrderRecord order, List<LineRecord> lines, boolean allOrNothing, BatchScope scope) {
        var wants = new ArrayList<StockBatch.LineWant>(lines.size());
        for (var line : lines) {
            int group = line.bundle == null ? 0 : line.bundle.line();
            wants.add(new StockBatch.LineWant(
                    line.number, line.units, line.candidateKeys(order.merchant), line.lot, group));
        }
        var taken = scope.stock().take(order.id, wants, allOrNothing);
        for (int i = 0; i < lines.size(); i++) {
            var node = taken.nodes()[i];
            if (node != null) {
                var line = lines.get(i);
                line.nodeId = node.node().value();
                line.become(order.promise());
                line.changed = true;
                if (line.lot != null) {
                    LotChoice.promised(order, line, line.lot, taken.lots()[i], scope);
                }
            }
        }
        return taken;
    }

    private static Outcome.Refused refuse(
            OrderRecord order, List<LineRecord> lines, List<StockBatch.Shortage> shortages, BatchScope scope) {
        var reason = reason(shortages);
        var shortLines = ToldLine.shortLines(lines, want -> lines.get(want).units, shortages);
        scope.effects().refused(order.merchant, order.id, reason, RefusalJson.write(shortLines), scope.now());
        return new Outcome.Refused(order.id, reason, shortLines, false);
    }

    /** The first in order of precedence. */
    static Outcome.Reason reason(List<StockBatch.Shortage> shortages) {
        var first = shortages.stream()
                .map(StockBatch.Shortage::reason)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        return switch (first) {
            case UNKNOWN_STOCK -> Outcome.Reason.UNKNOWN_STOCK;
            case INSUFFICIENT_STOCK -> Outcome.Reason.INSUFFICIENT_STOCK;
            case QUOTA_EXHAUSTED -> Outcome.Reason.QUOTA_EXHAUSTED;
        };
    }

    /** Why lines of a fact wait although there is enough: nobody would see it in the stock. */
    private static void tellQuotas(
            OrderRecord order, List<LineRecord> lines, StockBatch.Taken taken, BatchScope scope) {
        for (var shortage : taken.shortages()) {
            if (shortage.reason() == StockBatch.Reason.QUOTA_EXHAUSTED) {
                var line = lines.get(shortage.want());
                scope.effects()
                        .happened(
                                order,
                                scope.now(),
                                "quota exhausted",
                                "hub",
                                "line %d wants %d, its channel may have %d"
                                        .formatted(line.number, line.units, shortage.available()));
            }
        }
    }

    private static void settleHold(OrderRecord order, OrderDraft draft, Instant now) {
        boolean paid = draft.payment()
                .map(payment -> payment.amount().amount() >= order.payable)
                .orElse(order.payable == 0);
        if (!paid && !draft.holdTime().isZero()) {
            order.holdExpiresAt = now.plus(draft.holdTime());
        }
    }

    private static OrderRecord record(OrderDraft draft, OrderId id, Pending.Prepared prepared) {
        var amounts = prepared.amounts();
        var order = new OrderRecord(
                draft.merchant(),
                id,
                draft.channel().value(),
                draft.number(),
                draft.intent(),
                draft.freight().currency(),
                draft.shipsAtOnce(),
                draft.placedAt());
        order.allOrNothing =
                draft.intent() == OrderDraft.Intent.REQUEST && draft.fill() == OrderDraft.Fill.ALL_OR_NOTHING;
        order.content = new OrderRecord.NewOrder(draft, prepared.discountsJson(), prepared.detailsJson());
        order.sourceVersion = draft.sourceVersion();
        order.cost(draft, amounts);
        if (order.payable == 0) {
            order.payment = PaymentState.PAID;
        }
        for (int i = 0; i < draft.lines().size(); i++) {
            order.lines.add(
                    line(draft.lines().get(i), amounts.allocated().get(i).amount()));
        }
        return order;
    }

    static LineRecord line(OrderDraft.Line line, long allocated) {
        var made = new LineRecord(
                line.number(),
                line.channelSku(),
                line.title(),
                line.sku().map(SkuId::value).orElse(0L),
                0,
                line.units(),
                0,
                line.unitPrice().amount(),
                line.lineDiscount().amount(),
                allocated,
                line.sku().isPresent() ? ReservationState.WAITING_STOCK : ReservationState.WAITING_MAPPING,
                FulfilmentState.PENDING,
                line.candidates().stream().mapToLong(NodeId::value).toArray());
        made.added = true;
        made.bundle = line.bundle().orElse(null);
        line.sale().ifPresent(made::sell);
        line.lot().ifPresent(made::ask);
        return made;
    }
}
