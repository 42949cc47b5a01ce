package dev.tributary.inventory;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.SkuId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcLedger implements Ledger {

    private static final int PAGE_MAX = 200;

    private static final String MOVEMENTS = """
            select version, kind, on_hand_change, reserved_change, on_hand_after, reserved_after, units_short_after,
                   order_id, cause, unit_cost, recorded_at, actor, key
              from inventory.movement
              left join inventory.movement_by using (merchant_id, sku_id, node_id, version)
             where merchant_id = :merchant and sku_id = :sku and node_id = :node and version < :before
             order by version desc
             limit :limit
            """;

    private static final String ROWS = """
            select merchant_id, sku_id, node_id, on_hand, reserved, safety, allowance, units_short, version
              from inventory.stock
             where merchant_id = :merchant and (sku_id, node_id) > (:sku, :node)
             order by sku_id, node_id
             limit :limit
            """;

    private static final String ROW = """
            select merchant_id, sku_id, node_id, on_hand, reserved, safety, allowance, units_short, version
              from inventory.stock
             where merchant_id = :merchant and sku_id = :sku and node_id = :node
            """;

    private static final String DISCREPANCIES = """
            select id, merchant_id, sku_id, node_id, units, order_id, cause, opened_at
              from inventory.discrepancy
             where merchant_id = :merchant and closed_at is null
             order by id desc
             limit :limit
            """;

    private final JdbcClient jdbc;
    private final PastRows past;

    JdbcLedger(JdbcClient jdbc, PastRows past) {
        this.jdbc = jdbc;
        this.past = past;
    }

    @Override
    public Page<Movement> of(StockKey key, Optional<String> cursor, int limit) {
        int size = Math.clamp(limit, 1, PAGE_MAX);
        var found = jdbc.sql(MOVEMENTS)
                .param("merchant", key.merchant().value())
                .param("sku", key.sku().value())
                .param("node", key.node().value())
                .param("before", cursor.map(JdbcLedger::number).orElse(Long.MAX_VALUE))
                .param("limit", size + 1)
                .query((row, number) -> movement(key, row))
                .list();
        return Page.of(found, size, last -> Long.toString(last.version()));
    }

    @Override
    public Page<StockLevel> rows(MerchantId merchant, Optional<String> cursor, int limit) {
        int size = Math.clamp(limit, 1, PAGE_MAX);
        var after = cursor.map(text -> text.split("-", 2));
        var found = jdbc.sql(ROWS)
                .param("merchant", merchant.value())
                .param("sku", after.map(parts -> number(parts[0])).orElse(0L))
                .param(
                        "node",
                        after.map(parts -> number(parts[parts.length - 1])).orElse(0L))
                .param("limit", size + 1)
                .query((row, number) -> level(row))
                .list();
        return Page.of(found, size, last -> last.sku() + "-" + last.node());
    }

    @Override
    public Optional<StockLevel> row(StockKey key) {
        return jdbc.sql(ROW)
                .param("merchant", key.merchant().value())
                .param("sku", key.sku().value())
                .param("node", key.node().value())
                .query((row, number) -> level(row))
                .optional();
    }

    @Override
    public Optional<StockThen> at(StockKey key, Instant at) {
        return past.at(key, at);
    }

    @Override
    public List<Discrepancy> openDiscrepancies(MerchantId merchant, int limit) {
        return jdbc.sql(DISCREPANCIES)
                .param("merchant", merchant.value())
                .param("limit", Math.clamp(limit, 1, PAGE_MAX))
                .query((row, number) -> new Discrepancy(
                        row.getLong("id"),
                        new StockKey(merchant, new SkuId(row.getLong("sku_id")), new NodeId(row.getLong("node_id"))),
                        row.getLong("units"),
                        cause(row),
                        instant(row, "opened_at")))
                .list();
    }

    static Movement movement(StockKey key, ResultSet row) throws SQLException {
        var cost = row.getObject("unit_cost", Long.class);
        String actor = row.getString("actor");
        return new Movement(
                key,
                row.getLong("version"),
                Movement.Kind.of(row.getInt("kind")),
                row.getLong("on_hand_change"),
                row.getLong("reserved_change"),
                row.getLong("on_hand_after"),
                row.getLong("reserved_after"),
                row.getLong("units_short_after"),
                cause(row),
                cost == null ? OptionalLong.empty() : OptionalLong.of(cost),
                instant(row, "recorded_at"),
                actor == null ? Optional.empty() : Optional.of(new Author(actor, row.getString("key"))));
    }

    private static StockLevel level(ResultSet row) throws SQLException {
        return new StockLevel(
                new SkuId(row.getLong("sku_id")),
                new NodeId(row.getLong("node_id")),
                row.getLong("on_hand"),
                row.getLong("reserved"),
                row.getLong("safety"),
                row.getLong("allowance"),
                row.getLong("units_short"),
                row.getLong("version"));
    }

    private static String cause(ResultSet row) throws SQLException {
        String cause = row.getString("cause");
        return cause == null ? "order/" + row.getLong("order_id") : cause;
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static long number(String cursor) {
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException notOurs) {
            throw ProblemException.invalid("cursor", "unknown_cursor", "Use the nextCursor of the page before.");
        }
    }
}
