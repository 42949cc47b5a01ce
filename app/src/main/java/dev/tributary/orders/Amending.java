package dev.tributary.orders;

import dev.tributary.inventory.StockBatch;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.OrderId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /** A line as the newer version tells it; a bundle has been taken apart by now. */
    private record Told(List<OrderDraft.Line> parts, long allocated) {

        static List<Told> of(List<OrderDraft.Line> lines, List<Money> allocated) {
            var told = new LinkedHashMap<Integer, Told>();
            for (int i = 0; i < lines.size(); i++) {
                var line = lines.get(i);
                int number = line.bundle().map(BundlePart::line).orElse(line.number());
                var parts = new ArrayList<>(told.getOrDefault(number, new Told(List.of(), 0)).parts);
                long before = told.getOrDefault(number, new Told(List.of(), 0)).allocated;
                parts.add(line);
                told.put(number, new Told(parts, before + allocated.get(i).amount()));
            }
            return new ArrayList<>(told.values());
        }

        private OrderDraft.Line first() {
            return parts.getFirst();
        }

        /** As it was told: how many bundles, not how much of their components. */
        long units() {
            return first().units() / first().bundle().map(BundlePart::unitsEach).orElse(1L);
        }

        boolean same(ToldLine line) {
            long unitPrice =
                    parts.stream().mapToLong(part -> part.unitPrice().amount()).sum();
            return first().channelSku().equals(line.channelSku()) && unitPrice == line.unitPrice();
        }

        /** The quantity in the unit of sale that it was told in, of each component as the order knows the bundle. */
        void sell(ToldLine line) {
            first().sale().ifPresent(sale -> {
                long bundles = sale.baseUnits()
                        / first().bundle().map(BundlePart::unitsEach).orElse(1L);
                line.parts().forEach(part -> part.sell(sale.of(bundles * ToldLine.each(part))));
            });
        }
    }

    /**
     * Lines are matched by the channel's SKU and price, so that a line taken away upstream is released here and a new
     * one gets a number of its own. What a bundle was made of when it came, it stays. An order of which goods have left,
     * or units were refunded, is not changed any more.
     */
    private static void lines(
            Pending pending, OrderDraft draft, OrderRecord order, BatchScope scope, List<String> changes) {
        var amounts = Objects.requireNonNull(pending.prepared()).amounts();
        var unmatched = Told.of(draft.lines(), amounts.allocated());
        for (var line : ToldLine.of(order)) {
            if (line.gone()) {
                continue;
            }
            var same = unmatched.stream().filter(told -> told.same(line)).findFirst();
            long units = same.map(Told::units).orElse(0L);
            if (units != line.units()) {
                changes.add("line %d: %d instead of %d units".formatted(line.number(), units, line.units()));
                resize(order, line, units, scope);
            }
            same.ifPresent(told -> {
                line.allocate(told.allocated(), order);
                told.sell(line);
                unmatched.remove(told);
            });
        }
        for (var added : unmatched) {
            changes.add("line added: %d of %s"
                    .formatted(added.units(), added.first().channelSku()));
            add(order, added, scope);
        }
        order.goods = amounts.goods().amount();
        order.discount = amounts.discount().amount();
        order.freight = draft.freight().amount();
        order.tax = draft.tax().amount();
        order.payable = amounts.payable().amount();
        order.totalsDiffer = amounts.statedDiffers();
    }

    private static void resize(OrderRecord order, ToldLine told, long units, BatchScope scope) {
        if (units > told.units() && told.reserved()) {
            grow(order, told, units - told.units(), scope);
            return;
        }
        for (var line : told.parts()) {
            long left = units * ToldLine.each(line);
            line.changed = true;
            if (units == 0) {
                scope.release(order, line);
                line.allocated = 0;
            } else {
                if (line.reserved() && left < line.units) {
                    scope.stock()
                            .release(order.id, line.number, line.stockKey(order.merchant), line.units - left, left);
                }
                line.units = left;
            }
        }
    }

    /** More units from the same node; what it cannot give becomes a line of its own that waits. */
    private static void grow(OrderRecord order, ToldLine told, long more, BatchScope scope) {
        var wants = told.parts().stream()
                .map(line -> new StockBatch.LineWant(
                        line.number, more * ToldLine.each(line), new StockKey[] {line.stockKey(order.merchant)}))
                .toList();
        var taken = scope.stock().take(order.id, wants, true);
        if (taken.shortages().isEmpty()) {
            told.parts().forEach(line -> {
                line.units += more * ToldLine.each(line);
                line.changed = true;
            });
            return;
        }
        int number = order.nextNumber();
        for (var line : told.parts()) {
            var waiting = new LineRecord(
                    line.bundle == null ? number : numberOfPart(order, number),
                    line.channelSku,
                    line.title,
                    line.skuId,
                    0,
                    more * ToldLine.each(line),
                    0,
                    line.unitPrice,
                    0,
                    0,
                    ReservationState.WAITING_STOCK,
                    FulfilmentState.PENDING,
                    new long[] {line.nodeId});
            waiting.added = true;
            waiting.bundle = renumbered(line.bundle, number);
            if (line.sale != null && line.sale.known()) {
                waiting.sell(line.sale);
            }
            order.lines.add(waiting);
        }
    }

    private static void add(OrderRecord order, Told told, BatchScope scope) {
        int number = order.nextNumber();
        var lines = new ArrayList<LineRecord>();
        for (var part : told.parts()) {
            var renumbered = new OrderDraft.Line(
                    part.bundle().isEmpty() ? number : numberOfPart(order, number),
                    part.sku(),
                    part.channelSku(),
                    part.title(),
                    part.units(),
                    part.unitPrice(),
                    part.lineDiscount(),
                    part.candidates(),
                    part.sale(),
                    part.lot(),
                    Optional.ofNullable(renumbered(part.bundle().orElse(null), number)));
            var line = Placing.line(renumbered, 0);
            order.lines.add(line);
            lines.add(line);
        }
        new ToldLine(lines).allocate(told.allocated(), order);
        if (lines.getFirst().skuId != 0) {
            Placing.reserve(order, lines, false, scope);
        }
    }

    private static int numberOfPart(OrderRecord order, int bundleLine) {
        return Math.max(bundleLine + 1, order.nextNumber());
    }

    private static @Nullable BundlePart renumbered(@Nullable BundlePart part, int number) {
        return part == null ? null : new BundlePart(number, part.bundle(), part.unitsEach(), part.title());
    }
}
