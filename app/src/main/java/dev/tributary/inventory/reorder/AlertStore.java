package dev.tributary.inventory.reorder;

import dev.tributary.inventory.StockAlerts.Show;
import dev.tributary.inventory.StockAlerts.Silence;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Alerts, at most one open for a row, and who wants to hear nothing of which row until when. */
@Repository
class AlertStore {

    private static final String OPEN = """
            insert into inventory.stock_alert (merchant_id, sku_id, node_id)
            select :merchant, sku_id, node_id
              from unnest(:skus::bigint[], :nodes::bigint[]) as low (sku_id, node_id)
                on conflict do nothing
            """;

    private static final String OPEN_OF = """
            select id, sku_id, node_id
              from inventory.stock_alert
             where merchant_id = :merchant and closed_at is null
               and (sku_id, node_id) in (select * from unnest(:skus::bigint[], :nodes::bigint[]))
            """;

    private static final String CLOSE = """
            update inventory.stock_alert
               set closed_at = clock_timestamp()
             where merchant_id = :merchant and closed_at is null
               and (sku_id, node_id) in (select * from unnest(:skus::bigint[], :nodes::bigint[]))
            """;

    private static final String CLOSE_FORGOTTEN = """
            update inventory.stock_alert as alert
               set closed_at = clock_timestamp()
             where merchant_id = :merchant and closed_at is null
               and not exists (select from inventory.forecast
                                where merchant_id = :merchant and sku_id = alert.sku_id and node_id = alert.node_id)
            """;

    /** Those that nobody was told of yet and nobody has silenced. */
    private static final String TELL = """
            update inventory.stock_alert as alert
               set told_at = clock_timestamp()
             where merchant_id = :merchant and closed_at is null and told_at is null
               and (sku_id, node_id) in (select * from unnest(:skus::bigint[], :nodes::bigint[]))
               and not exists (select from inventory.alert_silence
                                where merchant_id = :merchant and sku_id = alert.sku_id and node_id = alert.node_id
                                  and until > clock_timestamp())
            returning id, sku_id, node_id
            """;

    private static final String LIST = """
            select alert.id, alert.sku_id, alert.node_id, opened_at, closed_at, until, reason, said_by
              from inventory.stock_alert as alert
              left join inventory.alert_silence as silence
                     on silence.merchant_id = alert.merchant_id and silence.sku_id = alert.sku_id
                    and silence.node_id = alert.node_id and silence.until > clock_timestamp()
             where alert.merchant_id = :merchant and alert.id < :before
               and (:show = 'ALL' or (closed_at is null and (:show = 'OPEN' or until is null)))
             order by alert.id desc
             limit :limit
            """;

    private static final String ONE = """
            select alert.id, alert.sku_id, alert.node_id, opened_at, closed_at, until, reason, said_by
              from inventory.stock_alert as alert
              left join inventory.alert_silence as silence
                     on silence.merchant_id = alert.merchant_id and silence.sku_id = alert.sku_id
                    and silence.node_id = alert.node_id and silence.until > clock_timestamp()
             where alert.merchant_id = :merchant and alert.id = :id
            """;

    private static final String SILENCE = """
            insert into inventory.alert_silence (merchant_id, sku_id, node_id, until, reason, said_by)
            values (:merchant, :sku, :node, :until, :reason, :by)
                on conflict (merchant_id, sku_id, node_id) do update
               set until = excluded.until, reason = excluded.reason, said_by = excluded.said_by,
                   said_at = clock_timestamp()
            """;

    private static final String FORGET = """
            delete from inventory.stock_alert
             where id in (select id from inventory.stock_alert
                           where closed_at < clock_timestamp() - interval '180 days'
                           order by id
                           limit :limit)
            """;

    private final JdbcClient jdbc;

    AlertStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Row(long id, StockKey key, Instant openedAt, Optional<Instant> closedAt, Optional<Silence> silence) {}

    void open(MerchantId merchant, Collection<StockKey> keys) {
        if (!keys.isEmpty()) {
            ForecastStore.keyed(jdbc.sql(OPEN), merchant, keys).update();
        }
    }

    /** By row. */
    Map<StockKey, Long> openOf(MerchantId merchant, Collection<StockKey> keys) {
        return ids(merchant, ForecastStore.keyed(jdbc.sql(OPEN_OF), merchant, keys));
    }

    void close(MerchantId merchant, Collection<StockKey> keys) {
        if (!keys.isEmpty()) {
            ForecastStore.keyed(jdbc.sql(CLOSE), merchant, keys).update();
        }
    }

    /** Of rows that sell nothing any more. */
    void closeForgotten(MerchantId merchant) {
        jdbc.sql(CLOSE_FORGOTTEN).param("merchant", merchant.value()).update();
    }

    Map<StockKey, Long> tell(MerchantId merchant, Collection<StockKey> keys) {
        return keys.isEmpty() ? Map.of() : ids(merchant, ForecastStore.keyed(jdbc.sql(TELL), merchant, keys));
    }

    List<Row> list(MerchantId merchant, Show show, long before, int limit) {
        return jdbc.sql(LIST)
                .param("merchant", merchant.value())
                .param("show", show.name())
                .param("before", before)
                .param("limit", limit)
                .query((row, number) -> row(merchant, row))
                .list();
    }

    Optional<Row> one(MerchantId merchant, long id) {
        return jdbc.sql(ONE)
                .param("merchant", merchant.value())
                .param("id", id)
                .query((row, number) -> row(merchant, row))
                .optional();
    }

    void silence(StockKey key, Instant until, String reason, String by) {
        jdbc.sql(SILENCE)
                .param("merchant", key.merchant().value())
                .param("sku", key.sku().value())
                .param("node", key.node().value())
                .param("until", until.atOffset(ZoneOffset.UTC))
                .param("reason", reason)
                .param("by", by)
                .update();
    }

    int forget(int limit) {
        return jdbc.sql(FORGET).param("limit", limit).update();
    }

    private static Map<StockKey, Long> ids(MerchantId merchant, JdbcClient.StatementSpec statement) {
        var ids = new HashMap<StockKey, Long>();
        statement.query(row -> {
            ids.put(key(merchant, row), row.getLong("id"));
        });
        return ids;
    }

    private static StockKey key(MerchantId merchant, ResultSet row) throws SQLException {
        return new StockKey(merchant, new SkuId(row.getLong("sku_id")), new NodeId(row.getLong("node_id")));
    }

    private static Row row(MerchantId merchant, ResultSet row) throws SQLException {
        var until = time(row, "until");
        return new Row(
                row.getLong("id"),
                key(merchant, row),
                time(row, "opened_at").orElseThrow(),
                time(row, "closed_at"),
                until.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Silence(until.get(), row.getString("reason"), row.getString("said_by"))));
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return Optional.ofNullable(at).map(OffsetDateTime::toInstant);
    }
}
