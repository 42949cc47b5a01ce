package dev.tributary.orders;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Goods that left. A fact up to what was promised; more than that is a mistake someone must look at. */
final class Shipping {

    private Shipping() {}

    static Outcome ship(Command.Ship ship, BatchScope scope) {
        var order = scope.order(ship, ship.order());
        if (order == null) {
            return BatchScope.notFound(ship.order());
        }
        if (order.state != OrderState.ACCEPTED) {
            return BatchScope.notAllowed(order, "only an accepted order ships.");
        }
        var lines = ofParts(ship.lines(), order);
        var refusal = refusal(lines, order);
        if (!refusal.isEmpty()) {
            return BatchScope.notAllowed(order, refusal);
        }
        for (var shipped : lines) {
            ship(order, order.line(shipped.line()), shipped, scope);
        }
        if (order.lines.stream().allMatch(Shipping::over)) {
            order.become(OrderState.SHIPPED);
            order.holdExpiresAt = null;
        }
        scope.effects().changed(order);
        String parcel = ship.carrier() + " " + ship.trackingNumber();
        scope.effects().happened(order, scope.now(), "shipped", ship.actor(), parcel + lots(ship));
        scope.effects().events.add(OrderEvents.shipped(order, ship, lines, scope.now()));
        return scope.done(order, false);
    }

    /** Whole bundles may leave by their number, and components by theirs. */
    private static List<Command.Ship.LineUnits> ofParts(List<Command.Ship.LineUnits> lines, OrderRecord order) {
        if (order.lines.stream().allMatch(line -> line.bundle == null)) {
            return lines;
        }
        var ofParts = new ArrayList<Command.Ship.LineUnits>();
        for (var shipped : lines) {
            var parts = ToldLine.ofParts(order, Map.of(shipped.line(), shipped.units()));
            if (parts.containsKey(shipped.line())) {
                ofParts.add(shipped);
            } else {
                parts.forEach((number, units) -> ofParts.add(new Command.Ship.LineUnits(number, units)));
            }
        }
        return ofParts;
    }

    private static String refusal(List<Command.Ship.LineUnits> lines, OrderRecord order) {
        var left = new java.util.HashMap<Integer, Long>();
        for (var shipped : lines) {
            if (!order.hasLine(shipped.line())) {
                return "it has no line %d.".formatted(shipped.line());
            }
            var line = order.line(shipped.line());
            long unitsLeft = left.getOrDefault(line.number, line.unitsReserved()) - shipped.units();
            if (shipped.units() <= 0 || unitsLeft < 0) {
                return "line %d has %d units to ship, not %d."
                        .formatted(line.number, line.unitsReserved(), shipped.units());
            }
            left.put(line.number, unitsLeft);
        }
        return lines.isEmpty() ? "name at least one line." : "";
    }

    /** The lots that somebody named, for the line's history. */
    private static String lots(Command.Ship ship) {
        return ship.lines().stream()
                .filter(line -> !line.lots().isEmpty())
                .map(line -> "; line %d: %s"
                        .formatted(
                                line.line(),
                                line.lots().stream()
                                        .map(part -> "%d of lot %s".formatted(part.units(), part.lot()))
                                        .collect(Collectors.joining(", "))))
                .collect(Collectors.joining());
    }

    private static void ship(OrderRecord order, LineRecord line, Command.Ship.LineUnits shipped, BatchScope scope) {
        long units = shipped.units();
        long unitsLeft = line.unitsReserved() - units;
        scope.stock().ship(order.id, line.number, line.stockKey(order.merchant), units, unitsLeft, shipped.lots());
        line.unitsShipped += units;
        line.changed = true;
        if (unitsLeft == 0) {
            line.become(ReservationState.SHIPPED);
            line.become(FulfilmentState.SHIPPED);
        } else {
            line.become(FulfilmentState.PARTLY_SHIPPED);
        }
    }

    static boolean over(LineRecord line) {
        return line.units == 0
                || line.fulfilment == FulfilmentState.SHIPPED
                || line.fulfilment == FulfilmentState.NOT_NEEDED;
    }
}
