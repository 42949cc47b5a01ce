package dev.tributary.orders;

import dev.tributary.inventory.StockBatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Promises lines that stock cannot meet of goods that are expected, where their SKU is offered so. */
final class Preselling {

    private Preselling() {}

    /**
     * True when at least something was promised so, and with {@code allOrNothing} all that was short, the rest being
     * reserved with it. A component of a bundle is not: its bundle is promised whole, of what is there.
     *
     * @param taken what became of the lines; of {@code allOrNothing} with a shortage, nothing
     */
    static boolean promise(
            OrderRecord order, List<LineRecord> lines, StockBatch.Taken taken, boolean allOrNothing, BatchScope scope) {
        if (taken.shortages().isEmpty() || !scope.stock().waiting().presells()) {
            return false;
        }
        scope.stock().waiting().beginPromises();
        var promised = new ArrayList<LineRecord>();
        for (var shortage : taken.shortages()) {
            var line = lines.get(shortage.want());
            line.presold = line.bundle == null && line.lot == null && notThere(shortage)
                    ? scope.stock()
                            .waiting()
                            .promise(
                                    order.id,
                                    order.channelId,
                                    line.candidateKeys(order.merchant),
                                    line.units,
                                    scope.now())
                            .orElse(null)
                    : null;
            if (line.presold != null) {
                promised.add(line);
            } else if (allOrNothing) {
                return false;
            }
        }
        if (promised.isEmpty() || allOrNothing && !reserveTheRest(order, lines, promised, scope)) {
            return false;
        }
        promised.forEach(Preselling::wait);
        return true;
    }

    /** What is there, and not for this channel, is not sold to it as if it were still to come. */
    private static boolean notThere(StockBatch.Shortage shortage) {
        return shortage.reason() != StockBatch.Reason.QUOTA_EXHAUSTED;
    }

    private static boolean reserveTheRest(
            OrderRecord order, List<LineRecord> lines, List<LineRecord> promised, BatchScope scope) {
        var others = new ArrayList<>(lines);
        others.removeAll(new HashSet<>(promised));
        return others.isEmpty()
                || Placing.reserve(order, others, true, scope).shortages().isEmpty();
    }

    private static void wait(LineRecord line) {
        var promise = java.util.Objects.requireNonNull(line.presold);
        line.candidates = new long[] {promise.key().node().value()};
        line.become(ReservationState.WAITING_RECEIPT);
        line.changed = true;
    }

    /** The date may have moved: what was told to the buyer is told anew. */
    static Outcome review(Command.ReviewPromise review, BatchScope scope) {
        var order = scope.order(review, review.order());
        if (order == null) {
            return BatchScope.notFound(review.order());
        }
        boolean moved = false;
        for (var line : order.lines) {
            if (line.reservation == ReservationState.WAITING_RECEIPT) {
                var key = line.candidateKeys(order.merchant)[0];
                var date = scope.stock().waiting().review(order.id, line.number, key, scope.now());
                if (date.moved()) {
                    moved = true;
                    scope.effects()
                            .happened(
                                    order,
                                    scope.now(),
                                    "promise changed",
                                    "hub",
                                    "line %d: %s"
                                            .formatted(
                                                    line.number,
                                                    date.now()
                                                            .map(Object::toString)
                                                            .orElse("nothing expected covers it")));
                    scope.effects().events.add(OrderEvents.promiseChanged(order, line, date.now(), scope.now()));
                }
            }
        }
        if (!moved) {
            return new Outcome.Ignored("No date of order %s has moved.".formatted(order.id));
        }
        scope.effects().changed(order);
        return scope.done(order, false);
    }
}
