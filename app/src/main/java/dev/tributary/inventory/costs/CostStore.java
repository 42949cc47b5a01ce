package dev.tributary.inventory.costs;

import dev.tributary.inventory.CostMethod;
import dev.tributary.inventory.Movement;
import dev.tributary.inventory.StockCosts;
import dev.tributary.inventory.StockKey;
import dev.tributary.inventory.costs.Costing.Layer;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

@Repository
class CostStore {

    private static final String METHOD = "select method from inventory.cost_rule where merchant_id = :merchant";

    private static final String CHOOSE = """
            insert into inventory.cost_rule (merchant_id, method, changed_by)
            values (:merchant, :method, :actor)
                on conflict (merchant_id) do update
               set method = excluded.method, changed_by = excluded.changed_by, changed_at = clock_timestamp()
            """;

    private static final String MERCHANTS = "select merchant_id from inventory.cost_rule order by merchant_id";

    /** Rows of the next slice, and which of them have lines that are not counted. */
    private static final String BEHIND = """
            select sku_id, node_id, stock.version > coalesce(counted.version, 0) as behind
              from (select merchant_id, sku_id, node_id, version
                      from inventory.stock
                     where merchant_id = :merchant
                       and (sku_id, node_id) > (select at_sku, at_node from inventory.cost_rule where merchant_id = :merchant)
                     order by sku_id, node_id
                     limit :limit) as stock
              left join inventory.cost_row as counted using (merchant_id, sku_id, node_id)
             order by sku_id, node_id
            """;

    private static final String ADVANCE = """
            update inventory.cost_rule set at_sku = :sku, at_node = :node where merchant_id = :merchant
            """;

    private static final String BEGIN = """
            insert into inventory.cost_row
                   (merchant_id, sku_id, node_id, version, units, average_value, average_last_units, average_last_value,
                    layers_value, layers_last_units, layers_last_value)
            values (:merchant, :sku, :node, 0, 0, 0, 0, 0, 0, 0, 0)
                on conflict do nothing
            """;

    private static final String FIND = """
            select version, units, average_value, average_last_units, average_last_value, layers_value, layers_last_units,
                   layers_last_value, note
              from inventory.cost_row
             where merchant_id = :merchant and sku_id = :sku and node_id = :node
            """;

    private static final String LOCK = FIND + " for update skip locked";

    private static final String LAYERS = """
            select version, units, value from inventory.cost_layer
             where merchant_id = :merchant and sku_id = :sku and node_id = :node
             order by version
             limit :limit
            """;

    /** With what of held goods changed beside each line; what is on its way is owned by no node. */
    private static final String MOVEMENTS = """
            select moved.version, moved.kind, moved.on_hand_change, moved.order_id, moved.cause, moved.unit_cost,
                   moved.recorded_at, held.owned, held.on_the_way, held.lost
              from inventory.movement as moved
             cross join lateral (
                   select coalesce(sum(units_change) filter (where condition <> 5), 0) as owned,
                          coalesce(sum(units_change) filter (where condition = 5), 0) as on_the_way,
                          coalesce(-sum(units_change) filter (where condition = 5 and kind = 8), 0) as lost
                     from inventory.held_movement
                    where held_movement.merchant_id = moved.merchant_id and held_movement.sku_id = moved.sku_id
                      and held_movement.node_id = moved.node_id and held_movement.stock_version = moved.version) as held
             where moved.merchant_id = :merchant and moved.sku_id = :sku and moved.node_id = :node
               and moved.version > :after and moved.version <= :after::bigint + :limit
             order by moved.version
            """;

    private static final String WRITE = """
            update inventory.cost_row
               set version = :version, units = :units, average_value = :averageValue,
                   average_last_units = :averageLastUnits, average_last_value = :averageLastValue,
                   layers_value = :layersValue, layers_last_units = :layersLastUnits, layers_last_value = :layersLastValue,
                   note = :note
             where merchant_id = :merchant and sku_id = :sku and node_id = :node
            """;

    private static final String DROP_LAYERS = """
            delete from inventory.cost_layer
             where merchant_id = :merchant and sku_id = :sku and node_id = :node and version < :oldest
            """;

    private static final String KEEP_LAYERS = """
            insert into inventory.cost_layer (merchant_id, sku_id, node_id, version, units, value)
            select :merchant, :sku, :node, version, units, value
              from unnest(:versions::bigint[], :units::bigint[], :values::bigint[]) as kept (version, units, value)
                on conflict (merchant_id, sku_id, node_id, version) do update
               set units = excluded.units, value = excluded.value
            """;

    private static final String APPEND = """
            insert into inventory.cost_line (merchant_id, sku_id, node_id, version, kind, units, average_value,
                                             average_correction, layers_value, layers_correction, estimated, order_id,
                                             recorded_at)
            values (:merchant, :sku, :node, :version, :kind, :units, :averageValue, :averageCorrection, :layersValue,
                    :layersCorrection, :estimated, :order, :at)
            """;

    private static final String OF_ORDER = """
            select coalesce(-sum(units), 0) as units, coalesce(-sum(average_value), 0) as average,
                   coalesce(-sum(layers_value), 0) as layers
              from inventory.cost_line
             where merchant_id = :merchant and order_id = :order and sku_id = :sku and units < 0
            """;

    private static final String TRANSIT = """
            select units, average_value as average, layers_value as layers
              from inventory.cost_transit
             where merchant_id = :merchant and transfer_id = :transfer and sku_id = :sku
               for update
            """;

    private static final String SEND = """
            insert into inventory.cost_transit as sent (merchant_id, transfer_id, sku_id, units, average_value, layers_value)
            values (:merchant, :transfer, :sku, :units, :average, :layers)
                on conflict (merchant_id, transfer_id, sku_id) do update
               set units = sent.units + excluded.units, average_value = sent.average_value + excluded.average_value,
                   layers_value = sent.layers_value + excluded.layers_value
            """;

    private static final String TAKE = """
            update inventory.cost_transit
               set units = units - :units, average_value = average_value - :average, layers_value = layers_value - :layers
             where merchant_id = :merchant and transfer_id = :transfer and sku_id = :sku
            """;

    private static final String SPAN = """
            select coalesce(sum(-case when :average then average_value else layers_value end)
                            filter (where kind in (4, 5, 10)), 0) as sold,
                   coalesce(sum(-case when :average then average_value else layers_value end)
                            filter (where kind not in (1, 4, 5, 10, 13, 14) or kind = 14 and units = 0), 0) as lost,
                   coalesce(sum(case when :average then average_correction else layers_correction end), 0) as corrections,
                   coalesce(sum(units) filter (where estimated and units > 0), 0) as estimated
              from inventory.cost_line
             where merchant_id = :merchant and sku_id = :sku and node_id = :node
               and recorded_at >= :from and recorded_at < :to
            """;

    private static final String LINES = """
            select version, kind, units, case when :average then average_value else layers_value end as value,
                   case when :average then average_correction else layers_correction end as correction, estimated,
                   recorded_at
              from inventory.cost_line
             where merchant_id = :merchant and sku_id = :sku and node_id = :node and version < :before
             order by version desc
             limit :limit
            """;

    /** @param orderId 0 where no order made it */
    record Moved(
            long version,
            int kind,
            long onHandChange,
            @Nullable Long orderId,
            @Nullable String cause,
            @Nullable Long unitCost,
            OffsetDateTime recordedAt,
            long owned,
            long onTheWay,
            long lost) {

        /** What of the node's own goods changed. */
        long change() {
            return onHandChange + owned;
        }
    }

    record Row(
            long version,
            long units,
            long averageValue,
            long averageLastUnits,
            long averageLastValue,
            long layersValue,
            long layersLastUnits,
            long layersLastValue,
            @Nullable String note) {}

    record Costed(
            Moved moved,
            long units,
            long averageValue,
            long averageCorrection,
            long layersValue,
            long layersCorrection,
            boolean estimated) {}

    record Value(long units, long average, long layers) {}

    record Span(long sold, long lost, long corrections, long estimated) {}

    record Behind(long skuId, long nodeId, boolean behind) {}

    private final JdbcClient jdbc;

    CostStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<CostMethod> method(MerchantId merchant) {
        return jdbc.sql(METHOD)
                .param("merchant", merchant.value())
                .query((row, number) -> CostMethod.of(row.getInt(1)))
                .optional();
    }

    void choose(MerchantId merchant, CostMethod method, String actor) {
        jdbc.sql(CHOOSE)
                .param("merchant", merchant.value())
                .param("method", method.code())
                .param("actor", actor)
                .update();
    }

    List<MerchantId> merchants() {
        return jdbc.sql(MERCHANTS)
                .query((row, number) -> new MerchantId(row.getLong(1)))
                .list();
    }

    List<Behind> next(MerchantId merchant, int limit) {
        return jdbc.sql(BEHIND)
                .param("merchant", merchant.value())
                .param("limit", limit)
                .query(Behind.class)
                .list();
    }

    void advance(MerchantId merchant, long sku, long node) {
        jdbc.sql(ADVANCE)
                .param("merchant", merchant.value())
                .param("sku", sku)
                .param("node", node)
                .update();
    }

    Optional<Row> find(StockKey key) {
        return of(FIND, key).query(Row.class).optional();
    }

    /** Empty while another node counts it. */
    Optional<Row> lock(StockKey key) {
        of(BEGIN, key).update();
        return of(LOCK, key).query(Row.class).optional();
    }

    List<Layer> layers(StockKey key, int limit) {
        return of(LAYERS, key).param("limit", limit).query(Layer.class).list();
    }

    List<Moved> movements(StockKey key, long after, int limit) {
        return of(MOVEMENTS, key)
                .param("after", after)
                .param("limit", limit)
                .query(Moved.class)
                .list();
    }

    void write(StockKey key, long version, Costing.Average average, Costing.Layers layers, @Nullable String note) {
        of(WRITE, key)
                .param("version", version)
                .param("units", average.units())
                .param("averageValue", average.value())
                .param("averageLastUnits", average.lastUnits())
                .param("averageLastValue", average.lastValue())
                .param("layersValue", layers.value())
                .param("layersLastUnits", layers.lastUnits())
                .param("layersLastValue", layers.lastValue())
                .param("note", note)
                .update();
    }

    /** @param before the layers as they were read */
    void layers(StockKey key, List<Layer> before, List<Layer> now) {
        of(DROP_LAYERS, key)
                .param("oldest", now.isEmpty() ? Long.MAX_VALUE : now.getFirst().version())
                .update();
        var changed = now.stream().filter(layer -> !before.contains(layer)).toList();
        if (!changed.isEmpty()) {
            of(KEEP_LAYERS, key)
                    .param(
                            "versions",
                            changed.stream().mapToLong(Layer::version).toArray())
                    .param("units", changed.stream().mapToLong(Layer::units).toArray())
                    .param("values", changed.stream().mapToLong(Layer::value).toArray())
                    .update();
        }
    }

    void append(StockKey key, Costed line) {
        of(APPEND, key)
                .param("version", line.moved().version())
                .param("kind", line.moved().kind())
                .param("units", line.units())
                .param("averageValue", line.averageValue())
                .param("averageCorrection", line.averageCorrection())
                .param("layersValue", line.layersValue())
                .param("layersCorrection", line.layersCorrection())
                .param("estimated", line.estimated())
                .param("order", line.moved().orderId(), java.sql.Types.BIGINT)
                .param("at", line.moved().recordedAt())
                .update();
    }

    /** What left for an order, at what it left with, wherever it left. */
    Value left(StockKey key, long order) {
        return jdbc.sql(OF_ORDER)
                .param("merchant", key.merchant().value())
                .param("order", order)
                .param("sku", key.sku().value())
                .query(Value.class)
                .single();
    }

    Optional<Value> transit(StockKey key, long transfer) {
        return ofTransfer(TRANSIT, key, transfer).query(Value.class).optional();
    }

    /** Adds to what is on its way. */
    void send(StockKey key, long transfer, Value value) {
        travel(SEND, key, transfer, value);
    }

    /** It is on its way no longer. */
    void take(StockKey key, long transfer, Value value) {
        travel(TAKE, key, transfer, value);
    }

    private void travel(String sql, StockKey key, long transfer, Value value) {
        ofTransfer(sql, key, transfer)
                .param("units", value.units())
                .param("average", value.average())
                .param("layers", value.layers())
                .update();
    }

    Span span(StockKey key, CostMethod method, Instant from, Instant to) {
        return of(SPAN, key)
                .param("average", method == CostMethod.MOVING_AVERAGE)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("to", to.atOffset(ZoneOffset.UTC))
                .query(Span.class)
                .single();
    }

    List<StockCosts.Line> lines(StockKey key, CostMethod method, long before, int limit) {
        return of(LINES, key)
                .param("average", method == CostMethod.MOVING_AVERAGE)
                .param("before", before)
                .param("limit", limit)
                .query((row, number) -> new StockCosts.Line(
                        row.getLong("version"),
                        Movement.Kind.of(row.getInt("kind")),
                        row.getLong("units"),
                        row.getLong("value"),
                        row.getLong("correction"),
                        row.getBoolean("estimated"),
                        row.getObject("recorded_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    static StockKey key(MerchantId merchant, Behind row) {
        return new StockKey(merchant, new SkuId(row.skuId()), new NodeId(row.nodeId()));
    }

    private StatementSpec ofTransfer(String sql, StockKey key, long transfer) {
        return jdbc.sql(sql)
                .param("merchant", key.merchant().value())
                .param("transfer", transfer)
                .param("sku", key.sku().value());
    }

    private StatementSpec of(String sql, StockKey key) {
        return jdbc.sql(sql)
                .param("merchant", key.merchant().value())
                .param("sku", key.sku().value())
                .param("node", key.node().value());
    }
}
