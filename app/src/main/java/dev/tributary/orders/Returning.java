package dev.tributary.orders;

import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import dev.tributary.orders.ReturnDraft.Disposition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes goods back: a return with a number of its own, or a whole sale that its till has voided. */
final class Returning {

    private static final String TO_CHECK = "return-to-check";
    private static final String VOID = "VOID";

    private Returning() {}

    static Outcome take(Pending pending, Command.TakeBack back, BatchScope scope) {
        var draft = back.draft();
        var seen = scope.seen().get(pending.keys().getFirst());
        if (seen != null) {
            return again(seen.orderId(), seen.orderId() != pending.orderId(), back, scope);
        }
        var lines = ReturnedBundles.apart(draft, order(draft, scope), back.recipes());
        return first(pending.orderId(), draft.with(draft.original(), lines), scope);
    }

    private static Outcome first(long id, ReturnDraft draft, BatchScope scope) {
        var order = order(draft, scope);
        var waiting = new ArrayList<Integer>();
        var skus = new ArrayList<@Nullable SkuId>();
        for (var line : draft.lines()) {
            var sku = sku(line, order);
            skus.add(sku);
            if (sku == null) {
                waiting.add(line.number());
            } else {
                putBack(draft, sku, line.units(), line.disposition(), scope);
            }
            scope.effects().afterSales.line(id, draft, line, sku);
        }
        scope.effects().afterSales.taken(id, draft);
        if (order != null) {
            tell(order, id, draft, scope);
        }
        scope.effects().events.add(ReturnEvents.returned(id, draft, skus, order, scope.now()));
        return new Outcome.TakenBack(id, Optional.ofNullable(order).map(it -> it.id), waiting, false);
    }

    /** Told again, what waited has an effect once it is known: lines by their SKU, the whole return by its sale. */
    private static Outcome again(long id, boolean replayed, Command.TakeBack back, BatchScope scope) {
        var told = back.draft();
        var stored = scope.returns().get(id);
        if (stored == null) {
            return new Outcome.TakenBack(id, Optional.empty(), List.of(), replayed);
        }
        var sale = order(told, scope);
        boolean named = stored.original().isEmpty() && stored.originalNumber().equals(told.originalNumber());
        var found = named ? sale : null;
        var order = found != null || stored.original().equals(told.original()) ? sale : null;
        var bundles = new ReturnedBundles(sale, back.recipes());
        var waiting = new ArrayList<Integer>();
        var counted = new ArrayList<ReturnDraft.Line>();
        var lines = new ArrayList<ReturnDraft.Line>();
        var others = new ArrayList<ReturnDraft.Line>();
        int number = stored.lines().getLast().number();
        for (var line : stored.lines()) {
            var parts = line.sku().isPresent() ? List.of(line) : mapped(line, told, sale, bundles, scope);
            if (parts.isEmpty()) {
                waiting.add(line.number());
                lines.add(line);
                continue;
            }
            lines.add(parts.getFirst());
            if (line.sku().isEmpty()) {
                // Numbers of its other components, as no line is stored by, however it is told this time.
                for (var part : parts.subList(1, parts.size())) {
                    number++;
                    others.add(part.numbered(number));
                }
                counted.addAll(parts);
                goOn(id, stored.with(told.original(), stored.lines()), parts.getFirst(), scope);
            }
        }
        others.forEach(part -> add(id, stored.with(told.original(), stored.lines()), part, scope));
        lines.addAll(others);
        var now = stored.with(found != null ? told.original() : stored.original(), lines);
        if (found != null) {
            scope.effects().afterSales.sold(id, found);
            tell(found, id, now, scope);
        } else if (order != null && !counted.isEmpty()) {
            counted.forEach(line -> count(order, line));
            settle(order, now, scope);
        }
        if (found != null || !counted.isEmpty()) {
            scope.effects().events.add(ReturnEvents.returned(id, now, skus(lines), order, scope.now()));
        }
        return new Outcome.TakenBack(id, now.original(), waiting, replayed);
    }

    private static void goOn(long id, ReturnDraft draft, ReturnDraft.Line line, BatchScope scope) {
        var sku = line.sku().orElseThrow();
        putBack(draft, sku, line.units(), line.disposition(), scope);
        scope.effects().afterSales.mapped(draft.merchant(), id, line);
    }

    private static void add(long id, ReturnDraft draft, ReturnDraft.Line part, BatchScope scope) {
        var sku = part.sku().orElseThrow();
        putBack(draft, sku, part.units(), part.disposition(), scope);
        scope.effects().afterSales.line(id, draft, part, sku);
    }

    /** The line, or its components, with what is known of it now; none where that is not enough to count its goods. */
    private static List<ReturnDraft.Line> mapped(
            ReturnDraft.Line line,
            ReturnDraft told,
            @Nullable OrderRecord sale,
            ReturnedBundles bundles,
            BatchScope scope) {
        var again = told.lines().stream()
                .filter(one -> one.number() == line.number() && one.channelSku().equals(line.channelSku()))
                .findFirst();
        if (again.isEmpty()) {
            return List.of();
        }
        var known = sku(again.get(), sale);
        long units = line.units();
        if (line.unitUnknown()) {
            boolean same = again.get()
                    .sale()
                    .map(SaleQuantity::told)
                    .equals(line.sale().map(SaleQuantity::told));
            known = same ? again.get().sku().orElse(null) : null;
            units = again.get().units();
        }
        if (known == null) {
            return List.of();
        }
        var parts = bundles.parts(line.counted(known, units));
        boolean locked = parts.stream()
                .allMatch(part -> scope.stock().has(key(told, part.sku().orElseThrow(), told.node())));
        return locked ? parts : List.of();
    }

    private static List<@Nullable SkuId> skus(List<ReturnDraft.Line> lines) {
        var skus = new ArrayList<@Nullable SkuId>(lines.size());
        lines.forEach(line -> skus.add(line.sku().orElse(null)));
        return skus;
    }

    private static void tell(OrderRecord order, long id, ReturnDraft draft, BatchScope scope) {
        draft.lines().stream().filter(line -> !countedLater(order, line)).forEach(line -> count(order, line));
        boolean sameCurrency = draft.refunded().currency().equals(order.currency);
        if (!sameCurrency) {
            order.flag = TO_CHECK;
        } else if (draft.refunded().amount() > 0) {
            order.refund(draft.refunded().amount());
            scope.effects()
                    .afterSales
                    .refunded(order, "return-" + id, draft.method(), draft.refunded(), draft.returnedAt());
        }
        settle(order, draft, scope);
    }

    /** Its sale was told of it, and by which line its goods left is known once its own SKU and unit are. */
    private static boolean countedLater(OrderRecord order, ReturnDraft.Line line) {
        return line.unitUnknown()
                || sku(line, order) == null
                        && order.lines.stream().anyMatch(sold -> sold.channelSku.equals(line.channelSku()));
    }

    private static void count(OrderRecord order, ReturnDraft.Line line) {
        if (attribute(order, line) > 0) {
            order.flag = TO_CHECK;
        }
    }

    private static void settle(OrderRecord order, ReturnDraft draft, BatchScope scope) {
        if (order.state == OrderState.SHIPPED && order.lines.stream().allMatch(Returning::back)) {
            order.become(OrderState.RETURNED);
        }
        scope.effects().changed(order);
        scope.effects().happened(order, scope.now(), "returned", "till", what(draft));
    }

    /** Books the units on the lines that sold them; what remains nobody knows to have sold. */
    private static long attribute(OrderRecord order, ReturnDraft.Line told) {
        long left = attribute(order, told, told.units(), Returning::toldTheSame);
        return attribute(order, told, left, Returning::sameGoods);
    }

    private static long attribute(
            OrderRecord order, ReturnDraft.Line told, long units, BiPredicate<LineRecord, ReturnDraft.Line> sold) {
        long left = units;
        for (var line : order.lines) {
            if (sold.test(line, told)) {
                long back = Math.min(left, line.unitsOut());
                comeBack(line, back);
                left -= back;
            }
        }
        return left;
    }

    private static void comeBack(LineRecord line, long units) {
        if (units > 0) {
            line.unitsReturned += units;
            line.changed = true;
            if (line.fulfilment == FulfilmentState.SHIPPED && line.unitsOut() == 0) {
                line.become(FulfilmentState.RETURNED);
            }
        }
    }

    private static boolean back(LineRecord line) {
        return line.units == 0
                || line.fulfilment == FulfilmentState.RETURNED
                || line.fulfilment == FulfilmentState.NOT_NEEDED;
    }

    /** A till's sale never happened: its goods are here, its money went back, and it stays on record as voided. */
    static Outcome undo(OrderRecord order, String reason, BatchScope scope) {
        boolean left = order.anyShipped();
        for (var line : order.lines) {
            if (line.unitsOut() > 0) {
                scope.stock().takeBack(order.id, line.stockKey(order.merchant), line.unitsOut());
                comeBack(line, line.unitsOut());
            }
            scope.release(order, line);
        }
        order.become(left ? OrderState.RETURNED : OrderState.CANCELLED);
        long money = order.paid - order.refunded;
        if (money > 0) {
            order.refund(money);
            scope.effects().afterSales.refunded(order, VOID, VOID, new Money(money, order.currency), scope.now());
        }
        scope.effects().changed(order);
        scope.effects().happened(order, scope.now(), "voided", "till", reason);
        scope.effects().events.add(OrderEvents.of(OrderEvents.CANCELLED, order, OrderEvents.BY_TILL, scope.now()));
        return scope.done(order, false);
    }

    private static void putBack(ReturnDraft draft, SkuId sku, long units, Disposition disposition, BatchScope scope) {
        var key = key(draft, sku, draft.node());
        String what =
                "return/%s %s %d".formatted(draft.number(), disposition.name().toLowerCase(Locale.ROOT), units);
        if (disposition == Disposition.RESTOCK) {
            scope.stock().takeBack(draft.original(), what, key, units);
        } else {
            scope.stock().takeBackUnsellable(draft.original(), what, key, units, disposition.condition());
        }
    }

    static @Nullable OrderRecord order(ReturnDraft draft, BatchScope scope) {
        var id = draft.original().orElse(null);
        return id == null ? null : scope.order(draft.merchant(), id);
    }

    /** What the order that sold it knows the channel's SKU to be counts where the catalogue does not know it. */
    static @Nullable SkuId sku(ReturnDraft.Line told, @Nullable OrderRecord order) {
        if (told.sku().isPresent() || order == null || told.unitUnknown()) {
            return told.sku().orElse(null);
        }
        return order.lines.stream()
                .filter(line -> line.skuId != 0 && line.bundle == null && line.channelSku.equals(told.channelSku()))
                .map(LineRecord::sku)
                .findFirst()
                .orElse(null);
    }

    /** Of a bundle each component comes back to its own line. */
    private static boolean toldTheSame(LineRecord line, ReturnDraft.Line told) {
        return line.channelSku.equals(told.channelSku()) && (line.bundle == null || sameGoods(line, told));
    }

    private static boolean sameGoods(LineRecord line, ReturnDraft.Line told) {
        return told.sku().filter(sku -> sku.equals(line.sku())).isPresent();
    }

    static StockKey key(ReturnDraft draft, SkuId sku, NodeId node) {
        return new StockKey(draft.merchant(), sku, node);
    }

    private static String what(ReturnDraft draft) {
        List<String> lines = draft.lines().stream()
                .map(line -> "%d of %s %s".formatted(line.units(), line.channelSku(), line.disposition()))
                .toList();
        String all = lines.stream().limit(20).collect(Collectors.joining("; "));
        return "%s: %s; %s back".formatted(draft.number(), all, draft.refunded());
    }
}
