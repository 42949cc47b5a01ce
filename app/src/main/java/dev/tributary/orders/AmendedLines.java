package dev.tributary.orders;

import dev.tributary.inventory.StockBatch;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.Money;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes an order's lines what a newer version of it tells. */
final class AmendedLines {

    private AmendedLines() {}

    /** A line as the newer version tells it; a bundle has been taken apart by now. */
    private record Told(List<OrderDraft.Line> parts, long allocated) {

        static List<Told> of(List<OrderDraft.Line> lines, List<Money> allocated) {
            var told = new LinkedHashMap<Integer, Told>();
            for (int i = 0; i < lines.size(); i++) {
                var line = lines.get(i);
                int number = line.bundle().map(BundlePart::line).orElse(line.number());
                var before = told.getOrDefault(number, new Told(List.of(), 0));
                var parts = new ArrayList<>(before.parts);
                parts.add(line);
                told.put(
                        number,
                        new Told(parts, before.allocated + allocated.get(i).amount()));
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

        /**
         * The quantity in the unit of sale that it was told in, of each component as the order knows the bundle.
         *
         * @param line all that was told, or some units of it
         */
        void sell(ToldLine line) {
            first().sale().ifPresent(sale -> {
                long bundles = sale.baseUnits()
                        / first().bundle().map(BundlePart::unitsEach).orElse(1L);
                var share = line.units() == units() ? sale : sale.share(line.units(), units());
                line.parts().forEach(part -> part.sell(share.of(bundles * ToldLine.each(part))));
            });
        }
    }

    /**
     * What the order has of a line that is told: one line, and those it grew by when there was not enough, which wait, or
     * have waited, beside it.
     */
    private record Known(Told told, List<ToldLine> lines) {

        long units() {
            return lines.stream().mapToLong(ToldLine::units).sum();
        }

        boolean fits(ToldLine line) {
            return told.same(line) && (lines.isEmpty() || units() < told.units());
        }

        /** What the line costs, and what of a unit of sale it is, shared out over what is left of its lines. */
        void share(OrderRecord order) {
            var left = lines.stream().filter(line -> !line.gone()).toList();
            var shares = new Money(told.allocated(), order.currency)
                    .split(left.stream().mapToLong(ToldLine::units).toArray());
            for (int i = 0; i < shares.length; i++) {
                left.get(i).allocate(shares[i], order);
                told.sell(left.get(i));
            }
        }
    }

    /**
     * Lines are matched by the channel's SKU and price, so that a line taken away upstream is released here and a new
     * one gets a number of its own. What a bundle was made of when it came, it stays. An order of which goods have left,
     * or units were refunded, is not changed any more.
     */
    static void amend(Pending pending, OrderDraft draft, OrderRecord order, BatchScope scope, List<String> changes) {
        var amounts = Objects.requireNonNull(pending.prepared()).amounts();
        var before = ToldLine.of(order).stream().filter(line -> !line.gone()).toList();
        var matches = match(Told.of(draft.lines(), amounts.allocated()), before);
        for (var line : before) {
            var known = matches.stream()
                    .filter(match -> match.lines().contains(line))
                    .findFirst();
            if (known.isEmpty()) {
                changes.add(changed(line, 0, line.units()));
                resize(order, line, 0, scope);
            } else if (known.get().lines().getFirst() == line) {
                long units = known.get().told().units();
                if (units != known.get().units()) {
                    changes.add(changed(line, units, known.get().units()));
                    resize(order, known.get(), scope);
                }
                known.get().share(order);
            }
        }
        for (var match : matches) {
            if (match.lines().isEmpty()) {
                var added = match.told();
                changes.add("line added: %d of %s"
                        .formatted(added.units(), added.first().channelSku()));
                add(order, added, scope);
            }
        }
        order.cost(draft, amounts);
    }

    private static String changed(ToldLine line, long units, long before) {
        return "line %d: %d instead of %d units".formatted(line.number(), units, before);
    }

    /** Each line that is told has one of the order's first, and only then more of them, as far as it needs them. */
    private static List<Known> match(List<Told> told, List<ToldLine> before) {
        var matches =
                told.stream().map(line -> new Known(line, new ArrayList<>())).toList();
        var others = new ArrayList<ToldLine>();
        for (var line : before) {
            matches.stream()
                    .filter(match -> match.lines().isEmpty() && match.fits(line))
                    .findFirst()
                    .ifPresentOrElse(match -> match.lines().add(line), () -> others.add(line));
        }
        for (var line : others) {
            matches.stream()
                    .filter(match -> match.fits(line))
                    .findFirst()
                    .ifPresent(match -> match.lines().add(line));
        }
        return matches;
    }

    /** More is for what waits already, less is first of that: what is promised stays so. */
    private static void resize(OrderRecord order, Known known, BatchScope scope) {
        long more = known.told().units() - known.units();
        var lastFirst = new ArrayList<>(known.lines().reversed());
        lastFirst.sort(Comparator.comparing(ToldLine::reserved));
        var first = lastFirst.getFirst();
        if (more > 0 && first.reserved()) {
            grow(order, known, more, scope);
        } else if (more > 0) {
            resize(order, first, first.units() + more, scope);
        } else {
            long less = -more;
            for (var line : lastFirst) {
                long taken = Math.min(less, line.units());
                if (taken > 0) {
                    resize(order, line, line.units() - taken, scope);
                    less -= taken;
                }
            }
        }
    }

    private static void resize(OrderRecord order, ToldLine told, long units, BatchScope scope) {
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
    private static void grow(OrderRecord order, Known known, long more, BatchScope scope) {
        var told = known.lines().getFirst();
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
        var parts = new ArrayList<LineRecord>();
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
            parts.add(waiting);
        }
        known.lines().add(new ToldLine(parts));
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
