package dev.tributary.inventory.lots;

import dev.tributary.database.Columns;
import dev.tributary.engine.Lot;
import dev.tributary.engine.Lots;
import dev.tributary.inventory.Condition;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The hot path's statements on lots: one each per batch, and none for rows that are not kept by lots. */
@Repository
public class LotStore {

    /** Of rows that are locked. A lot that is not open has nothing, so nothing of it needs to be known. */
    private static final String READ = """
            select merchant_id, sku_id, node_id, number, produced_on, expires_on, on_hand, pinned, blocked
              from inventory.lot
              join unnest(?::bigint[], ?::bigint[], ?::bigint[]) as kept (merchant_id, sku_id, node_id)
             using (merchant_id, sku_id, node_id)
             where open
            """;

    private static final String PINS = """
            select merchant_id, order_id, line, sku_id, node_id, number, units
              from inventory.lot_pin
              join unnest(?::bigint[], ?::bigint[]) as wanted (merchant_id, order_id)
             using (merchant_id, order_id)
            """;

    static final String BEGIN = """
            update inventory.stock
               set traits = traits | 2
              from unnest(?::bigint[], ?::bigint[], ?::bigint[]) as begun (merchant_id, sku_id, node_id)
             where stock.merchant_id = begun.merchant_id and stock.sku_id = begun.sku_id and stock.node_id = begun.node_id
            """;

    static final String WRITE = """
            insert into inventory.lot
                   (merchant_id, sku_id, node_id, number, produced_on, expires_on, on_hand, pinned, blocked)
            select merchant_id, sku_id, node_id, number, produced_on::date, expires_on::date, on_hand, pinned, blocked
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[],
                          ?::bigint[], ?::bigint[])
                   as told (merchant_id, sku_id, node_id, number, produced_on, expires_on, on_hand, pinned, blocked)
                on conflict (merchant_id, sku_id, node_id, number) do update
               set produced_on = coalesce(excluded.produced_on, lot.produced_on),
                   expires_on = coalesce(excluded.expires_on, lot.expires_on), on_hand = excluded.on_hand,
                   pinned = excluded.pinned, blocked = excluded.blocked
            """;

    static final String MOVE = """
            insert into inventory.lot_movement
                   (merchant_id, sku_id, node_id, number, version, on_hand_change, pinned_change, blocked_change,
                    on_hand_after, pinned_after, blocked_after)
            select merchant_id, sku_id, node_id, number, version, on_hand_change, pinned_change, blocked_change,
                   on_hand_after, pinned_after, blocked_after
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[],
                          ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
                   as moved (merchant_id, sku_id, node_id, number, version, on_hand_change, pinned_change, blocked_change,
                             on_hand_after, pinned_after, blocked_after)
            """;

    private static final String HELD = """
            select merchant_id, sku_id, node_id, condition, number, units
              from inventory.lot_held
              join unnest(?::bigint[], ?::bigint[], ?::bigint[]) as kept (merchant_id, sku_id, node_id)
             using (merchant_id, sku_id, node_id)
             where units > 0
            """;

    static final String HOLD = """
            insert into inventory.lot_held (merchant_id, sku_id, node_id, condition, number, units)
            select merchant_id, sku_id, node_id, condition, number, units
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::smallint[], ?::text[], ?::bigint[])
                   as told (merchant_id, sku_id, node_id, condition, number, units)
                on conflict (merchant_id, sku_id, node_id, condition, number) do update set units = excluded.units
            """;

    static final String PIN = """
            insert into inventory.lot_pin (merchant_id, sku_id, node_id, order_id, line, number, units)
            select merchant_id, sku_id, node_id, order_id, line, number, units
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::smallint[], ?::text[], ?::bigint[])
                   as made (merchant_id, sku_id, node_id, order_id, line, number, units)
                on conflict (merchant_id, order_id, line) do update
               set sku_id = excluded.sku_id, node_id = excluded.node_id, number = excluded.number, units = excluded.units
            """;

    static final String UNPIN = """
            delete from inventory.lot_pin
             using unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::smallint[], ?::text[], ?::bigint[])
                   as ended (merchant_id, sku_id, node_id, order_id, line, number, units)
             where lot_pin.merchant_id = ended.merchant_id and lot_pin.order_id = ended.order_id
               and lot_pin.line = ended.line
            """;

    private final JdbcTemplate jdbc;

    LotStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Opens the lots of locked rows to a batch.
     *
     * @param kept the locked rows that are kept by lots
     * @param orders that the batch is about, besides new ones
     */
    public LotBatch open(Collection<StockKey> kept, Collection<OrderId> orders) {
        return new LotBatch(this, kept, orders);
    }

    private static Columns keys(Collection<StockKey> rows) {
        var columns = new Columns();
        var merchant = columns.longs();
        var sku = columns.longs();
        var node = columns.longs();
        for (var key : rows) {
            merchant.add(key.merchant().value());
            sku.add(key.sku().value());
            node.add(key.node().value());
        }
        return columns;
    }

    Map<HeldLots.Place, Long> held(Collection<StockKey> rows) {
        var held = new HashMap<HeldLots.Place, Long>();
        jdbc.query(HELD, keys(rows)::bind, row -> {
            held.put(
                    new HeldLots.Place(key(row), Condition.of(row.getInt("condition")), row.getString("number")),
                    row.getLong("units"));
        });
        return held;
    }

    Map<StockKey, Lots> read(Collection<StockKey> rows) {
        var lots = new HashMap<StockKey, List<Lot>>();
        rows.forEach(key -> lots.put(key, new ArrayList<>()));
        jdbc.query(READ, keys(rows)::bind, row -> {
            lots.computeIfAbsent(key(row), first -> new ArrayList<>())
                    .add(new Lot(
                            row.getString("number"),
                            row.getObject("produced_on", LocalDate.class),
                            row.getObject("expires_on", LocalDate.class),
                            row.getLong("on_hand"),
                            row.getLong("pinned"),
                            row.getLong("blocked")));
        });
        var found = HashMap.<StockKey, Lots>newHashMap(lots.size());
        lots.forEach((key, of) -> found.put(key, new Lots(of)));
        return found;
    }

    /** An order's id is of one merchant only; its merchant leads the key all the same. */
    Map<LotBatch.Line, LotBatch.Pin> pins(Collection<StockKey> rows, Collection<OrderId> orders) {
        var columns = new Columns();
        var merchant = columns.longs();
        var order = columns.longs();
        rows.stream()
                .map(StockKey::merchant)
                .distinct()
                .forEach(one -> orders.forEach(id -> {
                    merchant.add(one.value());
                    order.add(id.value());
                }));
        var pins = new HashMap<LotBatch.Line, LotBatch.Pin>();
        jdbc.query(PINS, columns::bind, row -> {
            pins.put(
                    new LotBatch.Line(new OrderId(row.getLong("order_id")), row.getInt("line")),
                    new LotBatch.Pin(key(row), row.getString("number"), row.getLong("units")));
        });
        return pins;
    }

    static StockKey key(ResultSet row) throws SQLException {
        return new StockKey(
                new MerchantId(row.getLong("merchant_id")),
                new SkuId(row.getLong("sku_id")),
                new NodeId(row.getLong("node_id")));
    }
}
