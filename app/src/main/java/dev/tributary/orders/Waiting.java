package dev.tributary.orders;

import dev.tributary.kernel.Money;
import dev.tributary.kernel.SkuId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tries again what waits for a mapping or for stock. */
final class Waiting {

    private static final BigDecimal UNITS_MAX = BigDecimal.valueOf(OrderDraft.UNITS_MAX);

    private Waiting() {}

    static Outcome retry(Command.RetryWaiting retry, BatchScope scope) {
        var order = scope.order(retry, retry.order());
        if (order == null) {
            return BatchScope.notFound(retry.order());
        }
        if (!order.open()) {
            return new Outcome.Ignored("Order %s is over.".formatted(order.id));
        }
        var moved = new ArrayList<String>();
        var ready = new ArrayList<LineRecord>();
        for (var line : List.copyOf(order.lines)) {
            SkuId mapped = retry.mapped().get(line.number);
            if (line.reservation == ReservationState.WAITING_MAPPING
                    && mapped != null
                    && counted(line, retry.baseUnits().getOrDefault(line.number, 0L))) {
                become(line, mapped, retry.recipes().get(mapped), order);
                moved.add("line %d mapped".formatted(line.number));
            }
        }
        for (var line : order.lines) {
            if (line.waiting() && line.reservation != ReservationState.WAITING_MAPPING) {
                ready.add(line);
            }
        }
        if (order.shipsAtOnce) {
            Placing.sell(order, scope);
        } else if (!ready.isEmpty()) {
            serve(order, ready, scope);
        }
        ready.stream()
                .filter(line -> !line.waiting())
                .forEach(line -> moved.add("line %d is now %s".formatted(line.number, line.reservation)));
        ready.stream().filter(LineRecord::queues).forEach(line -> keepsItsPlace(order, line, scope));
        if (moved.isEmpty()) {
            return new Outcome.Ignored("Nothing has come for order %s yet.".formatted(order.id));
        }
        String what = String.join("; ", moved);
        scope.effects().changed(order);
        scope.effects().happened(order, scope.now(), "went on", "hub", what);
        scope.effects().events.add(OrderEvents.of(OrderEvents.AMENDED, order, what, scope.now()));
        return scope.done(order, false);
    }

    private static void become(LineRecord line, SkuId mapped, @Nullable BundleRecipe recipe, OrderRecord order) {
        if (recipe == null) {
            line.skuId = mapped.value();
            line.become(ReservationState.WAITING_STOCK);
        } else {
            takeApart(line, recipe, order);
        }
    }

    /** The line turned out to be a bundle: its components stand for it from now on, under numbers of their own. */
    private static void takeApart(LineRecord line, BundleRecipe recipe, OrderRecord order) {
        var whole = new BundleRecipe.Whole(
                line.units,
                new Money(line.unitPrice, order.currency),
                new Money(line.lineDiscount, order.currency),
                new Money(line.allocated, order.currency),
                Optional.ofNullable(line.sale));
        for (var piece : recipe.pieces(whole)) {
            var component = piece.component();
            var part = new LineRecord(
                    order.nextNumber(),
                    line.channelSku,
                    component.title(),
                    component.sku().value(),
                    0,
                    piece.units(),
                    0,
                    piece.unitPrice().amount(),
                    piece.lineDiscount().amount(),
                    piece.allocated().amount(),
                    ReservationState.WAITING_STOCK,
                    FulfilmentState.PENDING,
                    line.candidates);
            part.bundle = new BundlePart(line.number, recipe.bundle(), component.units(), line.title);
            part.sell(piece.sale());
            part.added = true;
            order.lines.add(part);
        }
        line.allocated = 0;
        line.become(ReservationState.RELEASED);
        line.become(FulfilmentState.NOT_NEEDED);
    }

    /**
     * Together where one node has all, so that they travel together; else each line that may be met in part when it is its
     * own turn. What others wait for longer is not there for this order.
     */
    private static void serve(OrderRecord order, List<LineRecord> ready, BatchScope scope) {
        var taken = Placing.reserve(order, ready, order.allOrNothing, scope);
        if (!order.allOrNothing && !taken.shortages().isEmpty() && ready.size() > 1) {
            ready.stream()
                    .filter(line -> line.waiting() && line.bundle == null)
                    .forEach(line -> Placing.reserve(order, List.of(line), false, scope));
        }
    }

    /** Also a line that began to wait before anybody kept places. */
    private static void keepsItsPlace(OrderRecord order, LineRecord line, BatchScope scope) {
        var rows = line.candidateKeys(order.merchant);
        if (!scope.stock().waiting().at(order.id, line.number, rows)) {
            scope.stock().waiting().join(order.id, line.number, rows, line.units, null, null);
            line.unitsQueued = line.units;
        }
    }

    /** A line told in a unit of sale goes on with base units; what it costs does not change by that. */
    private static boolean counted(LineRecord line, long baseUnits) {
        if (!line.unitUnknown()) {
            return true;
        }
        var sale = Objects.requireNonNull(line.sale).of(baseUnits);
        var units = sale.quantity().multiply(BigDecimal.valueOf(baseUnits)).stripTrailingZeros();
        if (units.signum() == 0 || units.scale() > 0 || units.compareTo(UNITS_MAX) > 0) {
            return false;
        }
        line.sell(sale);
        line.units = units.longValueExact();
        line.changed = true;
        return true;
    }
}
