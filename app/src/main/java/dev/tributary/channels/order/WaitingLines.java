package dev.tributary.channels.order;

import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.SaleUnits;
import dev.tributary.channels.order.WaitingStore.WaitingOrder;
import dev.tributary.database.NodeRoles;
import dev.tributary.database.Role;
import dev.tributary.database.Worker;
import dev.tributary.kernel.SkuId;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderBook;
import dev.tributary.orders.OrderIntake;
import dev.tributary.orders.OrderView;
import dev.tributary.orders.ReservationState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Lets orders that wait go on by themselves: at once when their listing or their stock comes, and for safety with
 * growing pauses. A few hundred lines at a time, in the bulk lane, so that a flood of them delays nobody.
 */
@Component
class WaitingLines extends Worker {

    private static final int LINES_AT_ONCE_MAX = 200;
    /** So few that the first at each of their rows are woken. */
    private static final int SKUS_AT_ONCE_MAX = 10;

    private static final int WAKINGS_MAX = 10;
    private static final int AWAITED_SKUS_MAX = 10_000;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration AWAITED_READ_EVERY = Duration.ofSeconds(1);

    private final WaitingStore store;
    private final WaitingTurns turns;
    private final ArrivedStock arrived;
    private final WaitingReturns returns;
    private final OrderBook book;
    private final OrderIntake intake;
    private final Catalog catalog;
    private final SaleUnits saleUnits;
    private final Clock clock;
    private Instant nextReading = Instant.EPOCH;

    WaitingLines(
            WaitingStore store,
            WaitingTurns turns,
            ArrivedStock arrived,
            WaitingReturns returns,
            OrderBook book,
            OrderIntake intake,
            Catalog catalog,
            SaleUnits saleUnits,
            Clock clock,
            NodeRoles roles) {
        super("waiting-lines", PAUSE, roles.plays(Role.ORDERS));
        this.store = store;
        this.turns = turns;
        this.arrived = arrived;
        this.returns = returns;
        this.book = book;
        this.intake = intake;
        this.catalog = catalog;
        this.saleUnits = saleUnits;
        this.clock = clock;
    }

    /** Claimed lines come back by themselves after their pause. */
    @Override
    protected void round() {
        wakeArrived();
        wakeBehind();
        store.claim(LINES_AT_ONCE_MAX).forEach(this::retry);
        returns.round();
        if (!clock.instant().isBefore(nextReading)) {
            nextReading = clock.instant().plus(AWAITED_READ_EVERY);
            arrived.await(store.skus(AWAITED_SKUS_MAX));
        }
    }

    private void wakeArrived() {
        for (int waking = 0; waking < WAKINGS_MAX; waking++) {
            var skus = arrived.take(SKUS_AT_ONCE_MAX);
            if (skus.isEmpty()) {
                return;
            }
            try {
                turns.wake(skus);
            } catch (RuntimeException failed) {
                arrived.putBack(skus);
                throw failed;
            }
        }
    }

    private void wakeBehind() {
        for (int waking = 0; waking < WAKINGS_MAX; waking++) {
            if (turns.wakeBehind(SKUS_AT_ONCE_MAX) < SKUS_AT_ONCE_MAX) {
                return;
            }
        }
    }

    private void retry(WaitingOrder waiting) {
        var order = book.find(waiting.merchant(), waiting.order());
        boolean waits = order.isPresent() && order.get().lines().stream().anyMatch(WaitingLines::waits);
        if (!waits) {
            store.forget(Set.of(waiting));
            return;
        }
        var mapped = mapped(order.get());
        boolean forStock = order.get().lines().stream()
                .anyMatch(line -> waits(line) && line.reservation() != ReservationState.WAITING_MAPPING);
        if (forStock || !mapped.isEmpty()) {
            // The order tells by an event what became of it; nobody needs the answer here.
            intake.submit(
                    new Command.RetryWaiting(
                            waiting.merchant(), waiting.order(), mapped, baseUnits(order.get(), mapped)),
                    OrderIntake.Lane.BULK);
        }
    }

    private static boolean waits(OrderView.Line line) {
        return line.reservation() == ReservationState.WAITING_MAPPING
                || line.reservation() == ReservationState.WAITING_STOCK
                || line.reservation() == ReservationState.WAITING_RECEIPT;
    }

    private Map<Integer, SkuId> mapped(OrderView order) {
        var names = new HashSet<String>();
        order.lines().stream()
                .filter(line -> line.reservation() == ReservationState.WAITING_MAPPING)
                .forEach(line -> names.add(line.channelSku()));
        var skus = names.isEmpty()
                ? Map.<String, dev.tributary.catalog.Sku>of()
                : catalog.listed(order.merchant(), order.channel(), names);
        var mapped = new HashMap<Integer, SkuId>();
        order.lines().forEach(line -> {
            var sku = skus.get(line.channelSku());
            if (line.reservation() == ReservationState.WAITING_MAPPING && sku != null) {
                if (line.sale().isEmpty()
                        || saleUnits.baseUnits(sku, line.sale().get().unit()).isPresent()) {
                    mapped.put(line.number(), sku.id());
                }
            }
        });
        return mapped;
    }

    /** A line told in a unit of sale waits for two things: its SKU, and how many base units the unit is. */
    private Map<Integer, Long> baseUnits(OrderView order, Map<Integer, SkuId> mapped) {
        var known = new HashMap<Integer, Long>();
        for (var line : order.lines()) {
            Optional.ofNullable(mapped.get(line.number()))
                    .flatMap(sku -> catalog.sku(order.merchant(), sku))
                    .flatMap(sku -> line.sale().flatMap(sale -> saleUnits.baseUnits(sku, sale.unit())))
                    .ifPresent(each -> known.put(line.number(), each));
        }
        return known;
    }
}
