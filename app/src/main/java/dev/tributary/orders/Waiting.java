package dev.tributary.orders;

import dev.tributary.kernel.SkuId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Objects;

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
        for (var line : order.lines) {
            SkuId mapped = retry.mapped().get(line.number);
            if (line.reservation == ReservationState.WAITING_MAPPING
                    && mapped != null
                    && counted(line, retry.baseUnits().getOrDefault(line.number, 0L))) {
                line.skuId = mapped.value();
                line.become(ReservationState.WAITING_STOCK);
                moved.add("line %d mapped".formatted(line.number));
            }
            if (line.reservation == ReservationState.WAITING_STOCK) {
                ready.add(line);
            }
        }
        if (order.shipsAtOnce) {
            Placing.sell(order, scope);
        } else if (!ready.isEmpty()) {
            Placing.reserve(order, ready, false, scope);
        }
        ready.stream()
                .filter(line -> !line.waiting())
                .forEach(line -> moved.add("line %d is now %s".formatted(line.number, line.reservation)));
        if (moved.isEmpty()) {
            return new Outcome.Ignored("Nothing has come for order %s yet.".formatted(order.id));
        }
        String what = String.join("; ", moved);
        scope.effects().changed(order);
        scope.effects().happened(order, scope.now(), "went on", "hub", what);
        scope.effects().events.add(OrderEvents.of(OrderEvents.AMENDED, order, what, scope.now()));
        return scope.done(order, false);
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
