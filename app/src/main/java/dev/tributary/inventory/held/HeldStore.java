package dev.tributary.inventory.held;

import dev.tributary.inventory.Condition;
import dev.tributary.inventory.HeldLevel;
import dev.tributary.inventory.HeldMovement;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the book of held goods; {@link HeldRows} alone writes it. */
@Repository
public class HeldStore {

    private static final String OF = """
            select merchant_id, sku_id, node_id, condition, units, version
              from inventory.held
              join unnest(:merchants::bigint[], :skus::bigint[], :nodes::bigint[]) as wanted (merchant_id, sku_id, node_id)
             using (merchant_id, sku_id, node_id)
             order by merchant_id, sku_id, node_id, condition
            """;

    private static final String PAGE = """
            select merchant_id, sku_id, node_id, condition, units, version
              from inventory.held
             where merchant_id = :merchant and (sku_id, node_id, condition) > (:sku, :node, :after)
               and (:condition = 0 or condition = :condition) and units > 0
             order by sku_id, node_id, condition
             limit :limit
            """;

    private static final String LEDGER = """
            select moved.condition, moved.version, moved.kind, moved.units_change, moved.units_after,
                   moved.stock_version, moved.cause, moved.recorded_at, coalesce(made.actor, '') as actor
              from inventory.held_movement as moved
              left join inventory.movement_by as made
                on made.merchant_id = moved.merchant_id and made.sku_id = moved.sku_id
               and made.node_id = moved.node_id and made.version = moved.stock_version
             where moved.merchant_id = :merchant and moved.sku_id = :sku and moved.node_id = :node
               and (moved.stock_version, moved.condition) < (:before, :condition)
             order by moved.stock_version desc, moved.condition desc
             limit :limit
            """;

    private final JdbcClient jdbc;

    HeldStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<HeldLevel> of(Collection<StockKey> keys) {
        return jdbc.sql(OF)
                .param(
                        "merchants",
                        keys.stream().mapToLong(key -> key.merchant().value()).toArray())
                .param("skus", keys.stream().mapToLong(key -> key.sku().value()).toArray())
                .param(
                        "nodes",
                        keys.stream().mapToLong(key -> key.node().value()).toArray())
                .query((row, number) -> level(row))
                .list();
    }

    List<HeldLevel> page(
            MerchantId merchant, Optional<Condition> condition, long sku, long node, int after, int limit) {
        return jdbc.sql(PAGE)
                .param("merchant", merchant.value())
                .param("condition", condition.map(one -> (int) one.code()).orElse(0))
                .param("sku", sku)
                .param("node", node)
                .param("after", after)
                .param("limit", limit)
                .query((row, number) -> level(row))
                .list();
    }

    List<HeldMovement> ledger(StockKey key, long before, int condition, int limit) {
        return jdbc.sql(LEDGER)
                .param("merchant", key.merchant().value())
                .param("sku", key.sku().value())
                .param("node", key.node().value())
                .param("before", before)
                .param("condition", condition)
                .param("limit", limit)
                .query((row, number) -> new HeldMovement(
                        Condition.of(row.getInt("condition")),
                        row.getLong("version"),
                        HeldMovement.Kind.of(row.getInt("kind")),
                        row.getLong("units_change"),
                        row.getLong("units_after"),
                        row.getLong("stock_version"),
                        row.getString("cause"),
                        row.getString("actor"),
                        row.getObject("recorded_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    private static HeldLevel level(ResultSet row) throws SQLException {
        return new HeldLevel(
                new StockKey(
                        new MerchantId(row.getLong("merchant_id")),
                        new SkuId(row.getLong("sku_id")),
                        new NodeId(row.getLong("node_id"))),
                Condition.of(row.getInt("condition")),
                row.getLong("units"),
                row.getLong("version"));
    }
}
