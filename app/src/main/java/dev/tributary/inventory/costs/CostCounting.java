package dev.tributary.inventory.costs;

import dev.tributary.inventory.Movement;
import dev.tributary.inventory.StockKey;
import dev.tributary.inventory.costs.CostStore.Costed;
import dev.tributary.inventory.costs.CostStore.Moved;
import dev.tributary.inventory.costs.CostStore.Value;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts a row's ledger on from where it was last, in the order of its lines, each line once: what it comes to and how far
 * it is counted commit together. A line whose cost is not known yet, for it left elsewhere, is waited for.
 */
@Component
class CostCounting {

    private static final int PIECE = 2_000;
    /** What came back may have been sold at a row that is not counted so far; by then it is. */
    private static final Duration WAIT_MAX = Duration.ofMinutes(10);

    private static final Pattern TRANSFER = Pattern.compile("transfer/([1-9][0-9]{0,17}).*");

    private final CostStore store;
    private final TransactionTemplate transaction;
    private final Clock clock;

    CostCounting(CostStore store, PlatformTransactionManager transactions, Clock clock) {
        this.store = store;
        this.clock = clock;
        transaction = new TransactionTemplate(transactions);
    }

    /** True when there may be more; false when all is counted, waited for, or counted by another node. */
    boolean count(StockKey key) {
        return Boolean.TRUE.equals(transaction.execute(status -> piece(key)));
    }

    private boolean piece(StockKey key) {
        var row = store.lock(key).orElse(null);
        if (row == null) {
            return false;
        }
        var before = store.layers(key, Integer.MAX_VALUE);
        var average =
                new Costing.Average(row.units(), row.averageValue(), row.averageLastUnits(), row.averageLastValue());
        var layers = new Costing.Layers(
                row.units(), row.layersValue(), row.layersLastUnits(), row.layersLastValue(), before);
        long version = row.version();
        String note = null;
        var lines = store.movements(key, version, PIECE);
        for (var moved : lines) {
            var worth = worth(key, moved, average, layers);
            if (worth.isEmpty()) {
                note = "waits at %d for what %s cost where it left"
                        .formatted(moved.version(), moved.cause() == null ? "order/" + moved.orderId() : moved.cause());
                break;
            }
            book(key, moved, worth.get(), average, layers);
            version = moved.version();
        }
        if (version > row.version() || note != null && !note.equals(row.note())) {
            store.layers(key, before, new ArrayList<>(layers.layers()));
            store.write(key, version, average, layers, note);
        }
        return note == null && lines.size() == PIECE;
    }

    /** @param known false where it is estimated */
    private record Worth(long average, long layers, boolean known) {}

    private static final Worth NOTHING = new Worth(0, 0, true);

    /** What came is worth; empty where that is to be waited for. */
    private Optional<Worth> worth(StockKey key, Moved moved, Costing average, Costing layers) {
        long came = moved.change();
        if (moved.kind() == Movement.Kind.TRANSFER_IN.code()) {
            long arrived = came > 0 ? came : moved.lost();
            return arrived == 0 ? Optional.of(NOTHING) : arrived(key, moved, arrived);
        }
        if (came <= 0) {
            return Optional.of(NOTHING);
        }
        if (moved.unitCost() != null) {
            long cost = Math.multiplyExact(moved.unitCost(), came);
            return Optional.of(new Worth(cost, cost, true));
        }
        if (moved.kind() == Movement.Kind.RETURN.code() && moved.orderId() != null) {
            var left = store.left(key, moved.orderId());
            if (left.units() > 0) {
                return Optional.of(new Worth(
                        Costing.share(left.average(), came, left.units()),
                        Costing.share(left.layers(), came, left.units()),
                        true));
            }
            if (moved.recordedAt().toInstant().isAfter(clock.instant().minus(WAIT_MAX))) {
                return Optional.empty();
            }
        }
        return Optional.of(new Worth(average.estimate(came), layers.estimate(came), false));
    }

    private Optional<Worth> arrived(StockKey key, Moved moved, long units) {
        long transfer = transfer(moved.cause());
        var sent = store.transit(key, transfer);
        if (sent.isEmpty() || sent.get().units() < units) {
            return Optional.empty();
        }
        long average = Costing.share(sent.get().average(), units, sent.get().units());
        long layers = Costing.share(sent.get().layers(), units, sent.get().units());
        store.take(key, transfer, new Value(units, average, layers));
        return Optional.of(new Worth(average, layers, true));
    }

    private void book(StockKey key, Moved moved, Worth worth, Costing average, Costing layers) {
        long change = moved.change();
        if (change > 0) {
            long averageCorrection = average.come(moved.version(), change, worth.average());
            long layersCorrection = layers.come(moved.version(), change, worth.layers());
            store.append(
                    key,
                    new Costed(
                            moved,
                            change,
                            worth.average(),
                            averageCorrection,
                            worth.layers(),
                            layersCorrection,
                            !worth.known()));
        } else if (change < 0) {
            boolean estimated = average.units() < -change;
            long averageCost = average.leave(-change);
            long layersCost = layers.leave(-change);
            if (moved.kind() == Movement.Kind.TRANSFER_OUT.code()) {
                store.send(key, transfer(moved.cause()), new Value(-change, averageCost, layersCost));
            }
            store.append(key, new Costed(moved, change, -averageCost, 0, -layersCost, 0, estimated));
        } else if (moved.lost() > 0) {
            // Lost on its way: no unit of this node, and yet what it cost is gone.
            store.append(key, new Costed(moved, 0, -worth.average(), 0, -worth.layers(), 0, false));
        }
    }

    private static long transfer(@Nullable String cause) {
        var named = TRANSFER.matcher(cause == null ? "" : cause);
        if (!named.matches()) {
            throw new IllegalStateException("a transfer's movement without its name: " + cause);
        }
        return Long.parseLong(named.group(1));
    }
}
