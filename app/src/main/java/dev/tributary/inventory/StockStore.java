package dev.tributary.inventory;

import dev.tributary.database.Columns;
import dev.tributary.database.WriteGroup;
import dev.tributary.database.WriteGroup.Message;
import dev.tributary.engine.StockRow;
import dev.tributary.inventory.held.HeldRows;
import dev.tributary.inventory.held.HeldStore;
import dev.tributary.inventory.lots.LotBatch;
import dev.tributary.inventory.lots.LotStore;
import dev.tributary.inventory.quotas.BatchQuotas;
import dev.tributary.inventory.quotas.QuotaLocks;
import dev.tributary.inventory.waiting.BatchQueue;
import dev.tributary.inventory.waiting.QueueStore;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import dev.tributary.leases.Leases;
import dev.tributary.leases.Suspensions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The hot path's statements on stock: one each per batch, rows always in key order. */
@Repository
class StockStore implements StockDesk {

    private static final String CREATE = """
            insert into inventory.stock (merchant_id, sku_id, node_id)
            select merchant_id, sku_id, node_id
              from unnest(?::bigint[], ?::bigint[], ?::bigint[]) as wanted (merchant_id, sku_id, node_id)
             order by merchant_id, sku_id, node_id
                on conflict do nothing
            """;

    private static final String LOCK = """
            select stock.merchant_id, stock.sku_id, stock.node_id, on_hand, reserved, safety, allowance, units_short, version,
                   traits
              from inventory.stock
              join unnest(?::bigint[], ?::bigint[], ?::bigint[]) as wanted (merchant_id, sku_id, node_id)
             using (merchant_id, sku_id, node_id)
             order by merchant_id, sku_id, node_id
               for no key update of stock
            """;

    private static final String UPDATE = """
            update inventory.stock
               set on_hand = changed.on_hand, reserved = changed.reserved, safety = changed.safety,
                   allowance = changed.allowance, units_short = changed.units_short, version = changed.version
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                          ?::bigint[], ?::bigint[])
                   as changed (merchant_id, sku_id, node_id, on_hand, reserved, safety, allowance, units_short, version)
             where stock.merchant_id = changed.merchant_id and stock.sku_id = changed.sku_id
               and stock.node_id = changed.node_id
            """;

    private static final String INSERT_MOVEMENTS = """
            insert into inventory.movement
                   (merchant_id, sku_id, node_id, version, kind, on_hand_change, reserved_change, on_hand_after,
                    reserved_after, units_short_after, order_id, cause, unit_cost)
            select merchant_id, sku_id, node_id, version, kind, on_hand_change, reserved_change, on_hand_after,
                   reserved_after, units_short_after, nullif(order_id, 0), cause, nullif(unit_cost, -1)
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::smallint[], ?::bigint[], ?::bigint[],
                          ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[])
                   as moved (merchant_id, sku_id, node_id, version, kind, on_hand_change, reserved_change, on_hand_after,
                             reserved_after, units_short_after, order_id, cause, unit_cost)
            """;

    private static final String INSERT_SETTINGS = """
            insert into inventory.setting (merchant_id, sku_id, node_id, version, safety, allowance)
            select merchant_id, sku_id, node_id, version, safety, allowance
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
                   as made (merchant_id, sku_id, node_id, version, safety, allowance)
            """;

    private static final String INSERT_AUTHORS = """
            insert into inventory.movement_by (merchant_id, sku_id, node_id, version, actor, key)
            select merchant_id, sku_id, node_id, version, actor, key
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::text[])
                   as made (merchant_id, sku_id, node_id, version, actor, key)
            """;

    private static final String INSERT_RESERVATIONS = """
            insert into inventory.reservation (merchant_id, order_id, line, sku_id, node_id, units)
            select merchant_id, order_id, line, sku_id, node_id, units
              from unnest(?::bigint[], ?::bigint[], ?::smallint[], ?::bigint[], ?::bigint[], ?::bigint[])
                   as made (merchant_id, order_id, line, sku_id, node_id, units)
                on conflict (merchant_id, order_id, line) do update set units = reservation.units + excluded.units
            """;

    private static final String REDUCE_RESERVATIONS = """
            update inventory.reservation
               set units = reservation.units - reduced.units
              from unnest(?::bigint[], ?::bigint[], ?::smallint[], ?::bigint[], ?::bigint[], ?::bigint[])
                   as reduced (merchant_id, order_id, line, sku_id, node_id, units)
             where reservation.merchant_id = reduced.merchant_id and reservation.order_id = reduced.order_id
               and reservation.line = reduced.line
            """;

    private static final String END_RESERVATIONS = """
            delete from inventory.reservation
             using unnest(?::bigint[], ?::bigint[], ?::smallint[], ?::bigint[], ?::bigint[], ?::bigint[])
                   as ended (merchant_id, order_id, line, sku_id, node_id, units)
             where reservation.merchant_id = ended.merchant_id and reservation.order_id = ended.order_id
               and reservation.line = ended.line
            """;

    private static final String OPEN_DISCREPANCIES = """
            insert into inventory.discrepancy (merchant_id, sku_id, node_id, units, order_id, cause)
            select merchant_id, sku_id, node_id, units, nullif(order_id, 0), cause
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[])
                   as opened (merchant_id, sku_id, node_id, units, order_id, cause)
            """;

    private final JdbcTemplate jdbc;
    private final AvailabilityCache memory;
    private final SnapshotStore snapshots;
    private final LotStore lots;
    private final QueueStore queues;
    private final Suspensions suspensions;
    private final Leases leases;
    private final HeldStore held;
    private final QuotaLocks quotas;

    StockStore(
            JdbcTemplate jdbc,
            AvailabilityCache memory,
            SnapshotStore snapshots,
            LotStore lots,
            QueueStore queues,
            Suspensions suspensions,
            Leases leases,
            HeldStore held,
            QuotaLocks quotas) {
        this.jdbc = jdbc;
        this.memory = memory;
        this.snapshots = snapshots;
        this.lots = lots;
        this.queues = queues;
        this.suspensions = suspensions;
        this.leases = leases;
        this.held = held;
        this.quotas = quotas;
    }

    @Override
    public StockBatch lock(
            SortedSet<StockKey> keys,
            Collection<StockKey> created,
            Set<OrderId> orders,
            Function<OrderId, ChannelId> channelOf) {
        create(select(created, key -> !memory.knows(key)));
        var rows = HashMap.<StockKey, StockRow>newHashMap(keys.size());
        var traits = new Traits(keys.size());
        lock(keys, rows, traits);
        var lost = select(created, key -> !rows.containsKey(key));
        if (!lost.isEmpty()) {
            // A database that was set back under a running hub has not got all rows that its memory knows.
            create(lost);
            lock(lost, rows, traits);
        }
        return batch(rows, traits, orders, limits(rows, traits, channelOf));
    }

    private static SortedSet<StockKey> select(Collection<StockKey> keys, Predicate<StockKey> condition) {
        return keys.stream().filter(condition).collect(Collectors.toCollection(TreeSet::new));
    }

    private void create(SortedSet<StockKey> keys) {
        if (!keys.isEmpty()) {
            jdbc.update(CREATE, bindKeys(keys)::bind);
        }
    }

    private void lock(SortedSet<StockKey> keys, Map<StockKey, StockRow> rows, Traits traits) {
        if (keys.isEmpty()) {
            return;
        }
        var byIds = HashMap.<StockKey, StockKey>newHashMap(keys.size());
        keys.forEach(key -> byIds.put(key, key));
        jdbc.query(LOCK, bindKeys(keys)::bind, found -> {
            var key = new StockKey(
                    new MerchantId(found.getLong(1)), new SkuId(found.getLong(2)), new NodeId(found.getLong(3)));
            traits.add(rows.size(), found.getInt(10));
            rows.put(
                    byIds.getOrDefault(key, key),
                    new StockRow(
                            rows.size(),
                            found.getLong(4),
                            found.getLong(5),
                            found.getLong(6),
                            found.getLong(7),
                            found.getLong(8),
                            found.getLong(9)));
        });
    }

    private BatchQuotas limits(Map<StockKey, StockRow> rows, Traits traits, Function<OrderId, ChannelId> channelOf) {
        if (!traits.any(Traits.QUOTAS)) {
            return BatchQuotas.NONE;
        }
        var limited = new TreeSet<StockKey>();
        rows.forEach((key, row) -> {
            if (traits.has(row.index(), Traits.QUOTAS)) {
                limited.add(key);
            }
        });
        return quotas.lock(limited, rows, channelOf);
    }

    /** A row that is locked, as the books say it is rather than as it stands. */
    StockBatch proven(StockKey key, StockRow row, Traits traits, Set<OrderId> orders) {
        return batch(Map.of(key, row), traits, orders, BatchQuotas.NONE);
    }

    private StockBatch batch(Map<StockKey, StockRow> rows, Traits traits, Set<OrderId> orders, BatchQuotas limits) {
        return new StockBatch(
                this,
                snapshots,
                new KeptBack(suspensions, leases),
                new HeldRows(held, rows.keySet()),
                rows,
                traits,
                lots(rows, traits, orders),
                limits,
                queue(rows, traits, orders));
    }

    /** Those of the rows where somebody waits are asked about it when they are to give something. */
    private BatchQueue queue(Map<StockKey, StockRow> rows, Traits traits, Set<OrderId> orders) {
        var marked = new ArrayList<StockKey>(0);
        if (traits.any(Traits.WAITING)) {
            rows.forEach((key, row) -> {
                if (traits.has(row.index(), Traits.WAITING)) {
                    marked.add(key);
                }
            });
        }
        return queues.open(marked, orders);
    }

    /** Those of the rows that are kept by lots ask for them when they need to know. */
    private LotBatch lots(Map<StockKey, StockRow> rows, Traits traits, Set<OrderId> orders) {
        var kept = new ArrayList<StockKey>(0);
        if (traits.any(Traits.LOTS)) {
            rows.forEach((key, row) -> {
                if (traits.has(row.index(), Traits.LOTS)) {
                    kept.add(key);
                }
            });
        }
        var batch = lots.open(kept, orders);
        kept.forEach(key -> Objects.requireNonNull(rows.get(key)).keepBy(() -> batch.of(key)));
        return batch;
    }

    void write(StockKey[] keys, Map<StockKey, StockRow> rows, boolean[] changed, StockWrites writes, WriteGroup group) {
        var columns = new Columns();
        var merchant = columns.longs();
        var sku = columns.longs();
        var node = columns.longs();
        var onHand = columns.longs();
        var reserved = columns.longs();
        var safety = columns.longs();
        var allowance = columns.longs();
        var unitsShort = columns.longs();
        var version = columns.longs();
        int expected = 0;
        for (int i = 0; i < keys.length; i++) {
            if (changed[i]) {
                var row = Objects.requireNonNull(rows.get(keys[i]));
                merchant.add(keys[i].merchant().value());
                sku.add(keys[i].sku().value());
                node.add(keys[i].node().value());
                onHand.add(row.onHand());
                reserved.add(row.reserved());
                safety.add(row.safety());
                allowance.add(row.allowance());
                unitsShort.add(row.unitsShort());
                version.add(row.version());
                expected++;
            }
        }
        group.add(Message.MAKING, UPDATE, columns, expected);
        group.add(Message.MAKING, INSERT_MOVEMENTS, writes.movements.columns);
        group.add(Message.MAKING, INSERT_SETTINGS, writes.settings.columns);
        // Made before ended: an order may come and go within one batch.
        group.add(Message.MAKING, INSERT_RESERVATIONS, writes.made.columns);
        group.add(Message.CHANGING, REDUCE_RESERVATIONS, writes.partly.columns);
        group.add(Message.CHANGING, END_RESERVATIONS, writes.ended.columns);
        group.add(Message.ALONE, INSERT_AUTHORS, writes.authors.columns);
        group.add(Message.ALONE, OPEN_DISCREPANCIES, discrepancies(writes));
    }

    private static Columns discrepancies(StockWrites writes) {
        var columns = new Columns();
        var merchant = columns.longs();
        var sku = columns.longs();
        var node = columns.longs();
        var units = columns.longs();
        var order = columns.longs();
        var cause = columns.texts();
        for (var opened : writes.discrepancies()) {
            merchant.add(opened.key().merchant().value());
            sku.add(opened.key().sku().value());
            node.add(opened.key().node().value());
            units.add(opened.units());
            order.add(opened.cause().orderId());
            cause.add(opened.cause().text());
        }
        return columns;
    }

    private static Columns bindKeys(SortedSet<StockKey> keys) {
        var columns = new Columns();
        var merchant = columns.longs();
        var sku = columns.longs();
        var node = columns.longs();
        for (var key : keys) {
            merchant.add(key.merchant().value());
            sku.add(key.sku().value());
            node.add(key.node().value());
        }
        return columns;
    }
}
