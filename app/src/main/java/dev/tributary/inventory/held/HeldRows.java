package dev.tributary.inventory.held;

import dev.tributary.database.Columns;
import dev.tributary.database.WriteGroup;
import dev.tributary.inventory.Condition;
import dev.tributary.inventory.HeldMovement;
import dev.tributary.inventory.StockKey;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is held of the stock rows that one transaction has locked: read when it is first needed, so that a batch which
 * holds nothing asks nothing, changed in memory, written once. The stock rows' locks keep others away.
 */
public final class HeldRows {

    private static final String WRITE = """
            insert into inventory.held (merchant_id, sku_id, node_id, condition, units, version)
            select merchant_id, sku_id, node_id, condition, units, version
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::smallint[], ?::bigint[], ?::bigint[])
                   as changed (merchant_id, sku_id, node_id, condition, units, version)
                on conflict (merchant_id, sku_id, node_id, condition) do update
               set units = excluded.units, version = excluded.version
            """;

    private static final String APPEND = """
            insert into inventory.held_movement
                   (merchant_id, sku_id, node_id, condition, version, kind, units_change, units_after, stock_version, cause)
            select merchant_id, sku_id, node_id, condition, version, kind, units_change, units_after, stock_version, cause
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::smallint[], ?::bigint[], ?::smallint[], ?::bigint[],
                          ?::bigint[], ?::bigint[], ?::text[])
                   as moved (merchant_id, sku_id, node_id, condition, version, kind, units_change, units_after,
                             stock_version, cause)
            """;

    record Place(StockKey key, Condition condition) {}

    private static final class Row {
        private long units;
        private long version;
        private boolean changed;
    }

    /** Columns of {@code inventory.held_movement}, in the order of {@link #APPEND}. */
    private static final class Movements {
        final Columns columns = new Columns();
        final Columns.Longs merchant = columns.longs();
        final Columns.Longs sku = columns.longs();
        final Columns.Longs node = columns.longs();
        final Columns.Shorts condition = columns.shorts();
        final Columns.Longs version = columns.longs();
        final Columns.Shorts kind = columns.shorts();
        final Columns.Longs change = columns.longs();
        final Columns.Longs after = columns.longs();
        final Columns.Longs stockVersion = columns.longs();
        final Columns.Texts cause = columns.texts();
    }

    private final HeldStore store;
    private final Collection<StockKey> locked;
    private final Movements movements = new Movements();
    private @Nullable Map<Place, Row> rows;

    /** @param locked the stock rows whose held goods may be read and changed */
    public HeldRows(HeldStore store, Collection<StockKey> locked) {
        this.store = store;
        this.locked = locked;
    }

    public long units(StockKey key, Condition condition) {
        return row(key, condition).units;
    }

    /**
     * Below zero nothing goes: ask for {@link #units} first.
     *
     * @param stockVersion of the stock row, after the line of its own ledger that this belongs to
     */
    public void move(
            StockKey key, Condition condition, HeldMovement.Kind kind, long change, long stockVersion, String cause) {
        if (change == 0) {
            return;
        }
        var row = row(key, condition);
        row.units = Math.addExact(row.units, change);
        if (row.units < 0) {
            throw new IllegalStateException("%d units of %s would be %s".formatted(row.units, key, condition));
        }
        row.version++;
        row.changed = true;
        movements.merchant.add(key.merchant().value());
        movements.sku.add(key.sku().value());
        movements.node.add(key.node().value());
        movements.condition.add(condition.code());
        movements.version.add(row.version);
        movements.kind.add(kind.code());
        movements.change.add(change);
        movements.after.add(row.units);
        movements.stockVersion.add(stockVersion);
        movements.cause.add(cause);
    }

    public void write(WriteGroup group) {
        var columns = new Columns();
        var merchant = columns.longs();
        var sku = columns.longs();
        var node = columns.longs();
        var condition = columns.shorts();
        var units = columns.longs();
        var version = columns.longs();
        forEachChanged(place -> {
            var row = row(place.key(), place.condition());
            merchant.add(place.key().merchant().value());
            sku.add(place.key().sku().value());
            node.add(place.key().node().value());
            condition.add(place.condition().code());
            units.add(row.units);
            version.add(row.version);
        });
        group.add(WriteGroup.Message.ALONE, WRITE, columns);
        group.add(WriteGroup.Message.ALONE, APPEND, movements.columns);
    }

    /** What changed, as it is now. */
    public void forEach(Consumer<dev.tributary.inventory.HeldLevel> visitor) {
        forEachChanged(place -> {
            var row = row(place.key(), place.condition());
            visitor.accept(
                    new dev.tributary.inventory.HeldLevel(place.key(), place.condition(), row.units, row.version));
        });
    }

    private void forEachChanged(Consumer<Place> visitor) {
        if (rows != null) {
            rows.forEach((place, row) -> {
                if (row.changed) {
                    visitor.accept(place);
                }
            });
        }
    }

    private Row row(StockKey key, Condition condition) {
        if (rows == null) {
            rows = new LinkedHashMap<>();
            store.of(locked).forEach(level -> {
                var row = new Row();
                row.units = level.units();
                row.version = level.version();
                rows.put(new Place(level.key(), level.condition()), row);
            });
        }
        return rows.computeIfAbsent(new Place(key, condition), place -> new Row());
    }
}
