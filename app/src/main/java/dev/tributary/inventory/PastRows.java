package dev.tributary.inventory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Rows as they were. A row's versions have no gap and time follows them, so the movement that made a row what it was is
 * found by halving: twenty look-ups by the ledger's key among a million movements, and no index on time.
 */
@Repository
class PastRows {

    /** A movement that is not there was taken away with the months before; what is asked for is later. */
    static final String AT = """
            with recursive halved (low, high) as (
                select 0::bigint, version
                  from inventory.stock
                 where merchant_id = :merchant and sku_id = :sku and node_id = :node
                union all
                select case when coalesce(probe.recorded_at <= :at, true) then middle else low end,
                       case when coalesce(probe.recorded_at <= :at, true) then high else middle - 1 end
                  from (select low, high, (low + high + 1) / 2 as middle from halved where low < high) as step
                  left join lateral (
                       select recorded_at from inventory.movement
                        where merchant_id = :merchant and sku_id = :sku and node_id = :node and version = middle
                        limit 1) as probe on true)
            select found.low as version, clock_timestamp() as asked_at, kind, on_hand_change, reserved_change,
                   on_hand_after, reserved_after, units_short_after, order_id, cause, unit_cost, recorded_at,
                   setting.version as set_by, safety, allowance, actor, key
              from (select low from halved where low = high) as found
              left join lateral (
                   select * from inventory.movement
                    where merchant_id = :merchant and sku_id = :sku and node_id = :node and version = found.low
                    limit 1) as movement on true
              left join lateral (
                   select version, safety, allowance from inventory.setting
                    where merchant_id = :merchant and sku_id = :sku and node_id = :node and version <= found.low
                    order by version desc
                    limit 1) as setting on true
              left join inventory.movement_by as made
                on made.merchant_id = :merchant and made.sku_id = :sku and made.node_id = :node and made.version = found.low
            """;

    static final String FIRST = """
            select recorded_at
              from inventory.movement
             where merchant_id = :merchant and sku_id = :sku and node_id = :node
             order by version
             limit 1
            """;

    static final String FIRST_SET = """
            select recorded_at
              from inventory.movement
             where merchant_id = :merchant and sku_id = :sku and node_id = :node
               and version = (select min(version)
                                from inventory.setting
                               where merchant_id = :merchant and sku_id = :sku and node_id = :node
                                 and version > :version and safety is not null and allowance is not null)
            """;

    private final JdbcClient jdbc;

    PastRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<StockThen> at(StockKey key, Instant at) {
        return ask(AT, key)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, number) -> found(key, at, row))
                .optional()
                .map(found -> known(key, found));
    }

    private StockThen known(StockKey key, Found found) {
        if (found.then() != null) {
            return found.then();
        }
        var first = found.moved() ? ask(FIRST_SET, key).param("version", found.version()) : ask(FIRST, key);
        return new StockThen.NotKnownYet(
                first.query(OffsetDateTime.class).optional().map(OffsetDateTime::toInstant));
    }

    private JdbcClient.StatementSpec ask(String sql, StockKey key) {
        return jdbc.sql(sql)
                .param("merchant", key.merchant().value())
                .param("sku", key.sku().value())
                .param("node", key.node().value());
    }

    private static Found found(StockKey key, Instant at, ResultSet row) throws SQLException {
        long version = row.getLong("version");
        var now = JdbcLedger.instant(row, "asked_at");
        if (at.isAfter(now)) {
            return new Found(version, false, new StockThen.NotYet(now));
        }
        boolean moved = row.getObject("recorded_at") != null;
        boolean set = row.getObject("set_by") != null;
        if (!moved || set && (row.getObject("safety") == null || row.getObject("allowance") == null)) {
            return new Found(version, moved, null);
        }
        var movement = JdbcLedger.movement(key, row);
        // Before anything was set, both are nothing, as the row was made.
        var level = new StockLevel(
                key.sku(),
                key.node(),
                movement.onHandAfter(),
                movement.reservedAfter(),
                row.getLong("safety"),
                row.getLong("allowance"),
                movement.unitsShortAfter(),
                version);
        return new Found(version, true, new StockThen.Was(level, movement));
    }

    /** @param moved whether there is a movement of this version */
    private record Found(
            long version, boolean moved, @Nullable StockThen then) {}
}
