package dev.tributary.orders;

import dev.tributary.catalog.Catalog;
import dev.tributary.database.WriteGroup;
import dev.tributary.inventory.StockBatch;
import dev.tributary.inventory.StockDesk;
import dev.tributary.inventory.StockKey;
import dev.tributary.journal.Journal;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import dev.tributary.orders.OrderLoads.OrderRef;
import dev.tributary.vault.Vault;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * One batch in one transaction: claim the natural keys, lock orders and stock in key order, decide in arrival order,
 * write each row once, all tables in one round trip. The number of statements does not depend on the number of commands.
 */
@Component
class Batch {

    private final OrderLoads loads;
    private final ReturnLoads returnLoads;
    private final JdbcRefundTasks refundTasks;
    private final OrderWrites writes;
    private final AfterSalesWrites afterSalesWrites;
    private final LineLotStore lots;
    private final StockDesk stockDesk;
    private final Catalog catalog;
    private final Vault vault;
    private final Journal journal;
    private final Clock clock;
    private final JdbcTemplate jdbc;

    Batch(
            OrderLoads loads,
            ReturnLoads returnLoads,
            JdbcRefundTasks refundTasks,
            OrderWrites writes,
            AfterSalesWrites afterSalesWrites,
            LineLotStore lots,
            StockDesk stockDesk,
            Catalog catalog,
            Vault vault,
            Journal journal,
            Clock clock,
            JdbcTemplate jdbc) {
        this.loads = loads;
        this.returnLoads = returnLoads;
        this.refundTasks = refundTasks;
        this.writes = writes;
        this.afterSalesWrites = afterSalesWrites;
        this.lots = lots;
        this.stockDesk = stockDesk;
        this.catalog = catalog;
        this.vault = vault;
        this.journal = journal;
        this.clock = clock;
        this.jdbc = jdbc;
    }

    /**
     * Somebody is to wait at rows that nobody has made: they are made at the beginning of another run of the batch, in key
     * order with the others. Made here they would be locked behind rows that they stand before.
     */
    static final class RowsMissing extends RuntimeException {

        final transient SortedSet<StockKey> rows;

        RowsMissing(SortedSet<StockKey> rows) {
            super("waits at " + rows, null, false, false);
            this.rows = rows;
        }
    }

    List<@Nullable Outcome> run(List<Pending> commands) {
        return run(commands, Set.of());
    }

    /**
     * Must run in a transaction; the outcomes count once it has committed, in the order of the commands. Null stands
     * for a command that must wait for the next batch, because another of this batch is about the same order.
     *
     * @param made rows to make besides, of which an earlier run said that they are missing
     */
    List<@Nullable Outcome> run(List<Pending> commands, Set<StockKey> made) {
        var seen = claimKeys(commands);
        var refs = ordersNamed(commands, seen);
        Map<OrderId, OrderRecord> orders = refs.isEmpty() ? Map.of() : loads.lock(refs);
        if (!orders.isEmpty()
                && commands.stream().anyMatch(pending -> LineLotStore.needed(pending.command(), orders.values()))) {
            lots.read(refs, orders);
        }
        var returns = returnsToldAgain(commands, seen);
        var missing = new TreeSet<>(refs);
        missing.removeIf(ref -> orders.containsKey(ref.order()));
        var scope = new BatchScope(
                lockStock(commands, seen, orders, made),
                orders,
                seen,
                missing.isEmpty() ? Map.of() : loads.refusals(missing),
                missing.isEmpty() ? Map.of() : loads.earlyCancels(missing),
                payments(commands, refs),
                returns.isEmpty() ? Map.of() : returnLoads.lock(returns),
                refunds(commands, refs),
                refundTasks(commands, refs),
                new BatchEffects(),
                catalog,
                clock.instant());
        var outcomes = new ArrayList<@Nullable Outcome>(commands.size());
        var rejected = new ArrayList<IntakeKey>();
        var taken = new HashSet<OrderId>();
        for (var pending : commands) {
            var outcome = ordersNamed(List.of(pending), seen).stream().allMatch(ref -> taken.add(ref.order()))
                    ? decide(pending.command(), pending, scope)
                    : null;
            scope.settleQueues();
            outcomes.add(outcome);
            if (outcome == null || leavesNoKey(pending.command(), outcome)) {
                pending.keys().stream().filter(key -> !seen.containsKey(key)).forEach(rejected::add);
            }
        }
        var unmade = scope.stock().waiting().missing();
        if (!unmade.isEmpty()) {
            throw new RowsMissing(unmade);
        }
        loads.unclaim(rejected);
        write(scope);
        return outcomes;
    }

    /** Only what had an effect, or was refused for good, may not be tried again under its key. */
    private static boolean leavesNoKey(Command command, Outcome outcome) {
        return outcome instanceof Outcome.Rejected
                || outcome instanceof Outcome.Refused && !(command instanceof Command.Place);
    }

    private void write(BatchScope scope) {
        var group = new WriteGroup();
        scope.stock().write(group);
        vault.store(scope.effects().recipients, group);
        writes.write(scope.effects(), group);
        afterSalesWrites.write(scope.effects().afterSales, scope.effects().refundTasks, group);
        var events = scope.effects().events;
        scope.stock().events(scope.now(), events);
        journal.append(events, group);
        group.run(jdbc);
    }

    private Map<IntakeKey, OrderLoads.Seen> claimKeys(List<Pending> commands) {
        var orderIdByKey = new HashMap<IntakeKey, Long>();
        for (var pending : commands) {
            for (var key : pending.keys()) {
                orderIdByKey.put(key, pending.orderId());
            }
        }
        if (orderIdByKey.isEmpty()) {
            return Map.of();
        }
        var keys = new TreeSet<>(orderIdByKey.keySet());
        var claimed = loads.claim(orderIdByKey, keys);
        keys.removeAll(claimed);
        return keys.isEmpty() ? Map.of() : loads.read(keys);
    }

    private static SortedSet<OrderRef> ordersNamed(List<Pending> commands, Map<IntakeKey, OrderLoads.Seen> seen) {
        var refs = new TreeSet<OrderRef>();
        for (var pending : commands) {
            pending.command()
                    .orderId()
                    .ifPresent(id -> refs.add(new OrderRef(pending.command().merchant(), id)));
            for (var key : pending.keys()) {
                var before = seen.get(key);
                if (before != null && before.orderId() != 0 && key.kind() != IntakeKey.Kind.RETURN) {
                    refs.add(new OrderRef(pending.command().merchant(), new OrderId(before.orderId())));
                }
            }
        }
        return refs;
    }

    private Map<OrderId, Set<String>> refunds(List<Pending> commands, SortedSet<OrderRef> refs) {
        boolean needed = commands.stream()
                .anyMatch(pending -> pending.command() instanceof Command.TellRefunded
                        || pending.command() instanceof Command.SettleRefund);
        return needed && !refs.isEmpty() ? returnLoads.refunds(refs) : Map.of();
    }

    private Map<Long, RefundTask> refundTasks(List<Pending> commands, SortedSet<OrderRef> refs) {
        boolean needed = commands.stream().anyMatch(pending -> pending.command() instanceof Command.SettleRefund);
        return needed && !refs.isEmpty() ? refundTasks.of(refs) : Map.of();
    }

    private static SortedSet<OrderRef> returnsToldAgain(List<Pending> commands, Map<IntakeKey, OrderLoads.Seen> seen) {
        var refs = new TreeSet<OrderRef>();
        for (var pending : commands) {
            if (pending.command() instanceof Command.TakeBack back) {
                var before = seen.get(pending.keys().getFirst());
                if (before != null) {
                    refs.add(new OrderRef(back.merchant(), new OrderId(before.orderId())));
                }
            }
        }
        return refs;
    }

    private Map<OrderId, Set<String>> payments(List<Pending> commands, SortedSet<OrderRef> refs) {
        boolean needed = commands.stream()
                .anyMatch(pending -> pending.command() instanceof Command.Pay
                        || pending.command() instanceof Command.Place place
                                && place.draft().intent() == OrderDraft.Intent.FACT);
        return needed && !refs.isEmpty() ? loads.payments(refs) : Map.of();
    }

    private StockBatch lockStock(
            List<Pending> commands,
            Map<IntakeKey, OrderLoads.Seen> seen,
            Map<OrderId, OrderRecord> orders,
            Set<StockKey> made) {
        var keys = new TreeSet<>(made);
        var created = new ArrayList<>(made);
        for (var pending : commands) {
            switch (pending.command()) {
                case Command.Place place -> {
                    boolean replay = place.draft().intent() == OrderDraft.Intent.REQUEST
                            && pending.keys().stream().anyMatch(seen::containsKey);
                    if (!replay) {
                        draftKeys(place.draft(), keys, created);
                    }
                }
                case Command.ChangeStock change ->
                    change.changes().forEach(line -> {
                        keys.add(line.key());
                        created.add(line.key());
                    });
                case Command.ApplySnapshot apply ->
                    apply.lines().forEach(line -> {
                        keys.add(line.key());
                        created.add(line.key());
                    });
                case Command.RetryWaiting retry -> waitingKeys(retry, orders.get(retry.order()), keys, created);
                case Command.TakeBack back -> returnKeys(back, orders, keys, created);
                case Command.TellCancelled told -> {}
                case Command.TellRefunded told -> {}
                case Command.Pay pay -> {}
                case Command.Cancel cancel -> {}
                case Command.Expire expire -> {}
                case Command.ExtendHold extend -> {}
                case Command.SettleRefund settle -> {}
                case Command.ReviewPromise review -> {}
                case Command.Ship ship -> {}
                case Command.Decide decide -> {}
                case Command.EditLines edit -> {}
                case Command.IfVersion conditional -> {}
            }
        }
        orderKeys(orders.values(), keys);
        return stockDesk.lock(keys, created, orders.keySet(), new OrderChannels(commands, orders));
    }

    private static void draftKeys(OrderDraft draft, TreeSet<StockKey> keys, List<StockKey> created) {
        for (var line : draft.lines()) {
            line.sku().ifPresent(sku -> {
                for (var node : line.candidates()) {
                    var key = new StockKey(draft.merchant(), sku, node);
                    keys.add(key);
                    if (draft.shipsAtOnce()) {
                        created.add(key);
                    }
                }
            });
        }
    }

    private static void returnKeys(
            Command.TakeBack back, Map<OrderId, OrderRecord> orders, TreeSet<StockKey> keys, List<StockKey> created) {
        var draft = back.draft();
        var order = draft.original().map(orders::get).orElse(null);
        for (var line : ReturnedBundles.apart(draft, order, back.recipes())) {
            var sku = Returning.sku(line, order);
            if (sku != null) {
                var key = Returning.key(draft, sku, draft.node());
                keys.add(key);
                created.add(key);
            }
        }
    }

    private static void waitingKeys(
            Command.RetryWaiting retry, @Nullable OrderRecord order, TreeSet<StockKey> keys, List<StockKey> created) {
        if (order == null) {
            return;
        }
        for (var line : order.lines) {
            var mapped = retry.mapped().get(line.number);
            var sku = mapped != null ? mapped : line.sku();
            if (line.waiting() && sku != null) {
                var recipe = retry.recipes().get(sku);
                var skus = recipe == null ? List.of(sku) : recipe.skus();
                skus.forEach(one -> candidateKeys(order, line, one, keys, created));
            }
        }
    }

    private static void candidateKeys(
            OrderRecord order, LineRecord line, SkuId sku, TreeSet<StockKey> keys, List<StockKey> created) {
        for (long node : line.candidates) {
            var key = new StockKey(order.merchant, sku, new NodeId(node));
            keys.add(key);
            if (order.shipsAtOnce) {
                created.add(key);
            }
        }
    }

    private static void orderKeys(Collection<OrderRecord> orders, TreeSet<StockKey> keys) {
        for (var order : orders) {
            for (var line : order.lines) {
                if (line.reserved() || order.shipsAtOnce && line.unitsOut() > 0) {
                    keys.add(line.stockKey(order.merchant));
                }
                // Places of those who wait are written under their rows' locks.
                boolean queues = line.queues() && !order.shipsAtOnce;
                if (queues || order.state == OrderState.EXPIRED && line.skuId != 0) {
                    keys.addAll(List.of(line.candidateKeys(order.merchant)));
                }
            }
        }
    }

    /** Null when the command must wait for the next batch. */
    private static @Nullable Outcome decide(Command command, Pending pending, BatchScope scope) {
        return switch (command) {
            case Command.Place place -> Repeating.place(pending, place.draft(), scope);
            case Command.TellCancelled told -> Repeating.cancel(pending, told, scope);
            case Command.Pay pay -> Changing.pay(pay, scope);
            case Command.Expire expire -> Changing.expire(expire, scope);
            case Command.ReviewPromise review -> Preselling.review(review, scope);
            case Command.SettleRefund settle -> RefundsDue.settle(settle, scope);
            case Command.ExtendHold extend -> Holding.extend(pending, extend, scope);
            case Command.RetryWaiting retry -> Waiting.retry(retry, scope);
            case Command.Cancel cancel -> Repeating.wish(pending, scope, () -> Changing.cancel(cancel, scope));
            case Command.Decide decide -> Repeating.wish(pending, scope, () -> Changing.decide(decide, scope));
            case Command.EditLines edit -> Repeating.wish(pending, scope, () -> Changing.edit(edit, scope));
            case Command.Ship ship -> Repeating.wish(pending, scope, () -> Shipping.ship(ship, scope));
            case Command.IfVersion conditional ->
                Repeating.ifVersion(
                        pending,
                        conditional,
                        scope,
                        () -> Objects.requireNonNull(decide(conditional.wish(), pending, scope)));
            case Command.TellRefunded told -> Refunding.tell(pending, told, scope);
            case Command.TakeBack back -> Returning.take(pending, back, scope);
            case Command.ChangeStock change -> Repeating.stock(pending, change, scope);
            case Command.ApplySnapshot apply -> Repeating.snapshot(pending, apply, scope);
        };
    }
}
