package dev.tributary.orders;

import dev.tributary.kernel.OrderId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
            lines(pending, draft, order, scope, changes);
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

    /**
     * Lines are matched by the channel's SKU and price, so that a line taken away upstream is released here and a new
     * one gets a number of its own. An order of which goods have left, or units were refunded, is not changed any more.
     */
    private static void lines(
            Pending pending, OrderDraft draft, OrderRecord order, BatchScope scope, List<String> changes) {
        var amounts = Objects.requireNonNull(pending.prepared()).amounts();
        var unmatched =
                IntStream.range(0, draft.lines().size()).boxed().collect(Collectors.toCollection(ArrayList::new));
        for (var line : List.copyOf(order.lines)) {
            if (line.fulfilment == FulfilmentState.NOT_NEEDED) {
                continue;
            }
            var same = unmatched.stream()
                    .filter(index -> same(draft.lines().get(index), line))
                    .findFirst();
            long units = same.map(index -> draft.lines().get(index).units()).orElse(0L);
            if (units != line.units) {
                changes.add("line %d: %d instead of %d units".formatted(line.number, units, line.units));
                resize(order, line, units, scope);
            }
            same.ifPresent(index -> {
                line.allocated = amounts.allocated().get(index).amount();
                line.changed = true;
                draft.lines().get(index).sale().ifPresent(line::sell);
                unmatched.remove(index);
            });
        }
        for (int index : unmatched) {
            var added = draft.lines().get(index);
            changes.add("line added: %d of %s".formatted(added.units(), added.channelSku()));
            add(order, added, amounts.allocated().get(index).amount(), scope);
        }
        order.goods = amounts.goods().amount();
        order.discount = amounts.discount().amount();
        order.freight = draft.freight().amount();
        order.tax = draft.tax().amount();
        order.payable = amounts.payable().amount();
        order.totalsDiffer = amounts.statedDiffers();
    }

    private static boolean same(OrderDraft.Line told, LineRecord line) {
        return told.channelSku().equals(line.channelSku) && told.unitPrice().amount() == line.unitPrice;
    }

    private static void resize(OrderRecord order, LineRecord line, long units, BatchScope scope) {
        if (units == 0) {
            scope.release(order, line);
            line.allocated = 0;
            line.changed = true;
            return;
        }
        if (line.reserved() && units < line.units) {
            scope.stock().release(order.id, line.number, line.stockKey(order.merchant), line.units - units, units);
        } else if (line.reserved()) {
            grow(order, line, units, scope);
            return;
        }
        line.units = units;
        line.changed = true;
    }

    /** More units from the same node; what it cannot give becomes a line of its own that waits. */
    private static void grow(OrderRecord order, LineRecord line, long units, BatchScope scope) {
        long more = units - line.units;
        var want = new dev.tributary.inventory.StockBatch.LineWant(
                line.number, more, new dev.tributary.inventory.StockKey[] {line.stockKey(order.merchant)});
        var taken = scope.stock().take(order.id, List.of(want), true);
        if (taken.shortages().isEmpty()) {
            line.units = units;
            line.changed = true;
            return;
        }
        var waiting = new LineRecord(
                nextNumber(order),
                line.channelSku,
                line.title,
                line.skuId,
                0,
                more,
                0,
                line.unitPrice,
                0,
                0,
                ReservationState.WAITING_STOCK,
                FulfilmentState.PENDING,
                new long[] {line.nodeId});
        waiting.added = true;
        order.lines.add(waiting);
    }

    private static void add(OrderRecord order, OrderDraft.Line told, long allocated, BatchScope scope) {
        var renumbered = new OrderDraft.Line(
                nextNumber(order),
                told.sku(),
                told.channelSku(),
                told.title(),
                told.units(),
                told.unitPrice(),
                told.lineDiscount(),
                told.candidates(),
                told.sale());
        var line = Placing.line(renumbered, allocated);
        order.lines.add(line);
        if (line.skuId != 0) {
            Placing.reserve(order, List.of(line), false, scope);
        }
    }

    private static int nextNumber(OrderRecord order) {
        return order.lines.stream().mapToInt(line -> line.number).max().orElse(0) + 1;
    }
}
