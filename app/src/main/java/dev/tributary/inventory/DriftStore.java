package dev.tributary.inventory;

import dev.tributary.inventory.Drift.Outcome;
import dev.tributary.inventory.Drift.Reading;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Drift as it was found, what became of it, and the rules for repairing it. */
@Repository
class DriftStore {

    /** Of one merchant. Beyond so many the books are another problem than a reconciler's; they are counted, not kept. */
    static final int OPEN_MOST = 10_000;

    private static final String FOUND = """
            insert into inventory.drift (merchant_id, sku_id, node_id, reading, order_id, line, found, expected)
            select :merchant, :sku, :node, :reading, :order, :line, :found, :expected
             where (select count(*) from inventory.drift where merchant_id = :merchant and outcome = 1) < :most
                on conflict do nothing
            """;

    private static final String KNOWN = """
            select exists (
                   select from inventory.drift
                    where merchant_id = :merchant and sku_id = :sku and node_id = :node and reading = :reading
                      and coalesce(order_id, 0) = coalesce(:order, 0) and coalesce(line, 0) = coalesce(:line, 0)
                      and outcome = 1)
            """;

    /** Of merchants whose rule lets repairs go on; those tried longest ago first, none twice within a minute. */
    private static final String DUE = """
            with waiting as materialized (
                 select merchant_id, sku_id, node_id, min(coalesce(tried_at, '-infinity')) as tried, min(id) as first
                   from inventory.drift
                  where outcome = 1 and (tried_at is null or tried_at < clock_timestamp() - interval '1 minute')
                  group by merchant_id, sku_id, node_id),
            allowed as materialized (
                 select merchant.merchant_id
                   from (select distinct merchant_id from waiting) as merchant
                   left join lateral (
                        select repairs, hourly_max from inventory.repair_rule
                         where merchant_id = merchant.merchant_id
                         order by id desc
                         limit 1) as rule on true
                  where coalesce(rule.repairs, true)
                    and (select count(distinct (sku_id, node_id, version))
                           from inventory.drift as repaired
                          where repaired.merchant_id = merchant.merchant_id and outcome = 2
                            and settled_at > clock_timestamp() - interval '1 hour')
                        < coalesce(rule.hourly_max, :hourlyMax))
            select merchant_id, sku_id, node_id
              from waiting
              join allowed using (merchant_id)
             order by tried, first
             limit :limit
            """;

    private static final String ALLOWED = """
            select coalesce(rule.repairs, true) and repaired.rows < coalesce(rule.hourly_max, :hourlyMax)
              from (select count(distinct (sku_id, node_id, version)) as rows
                      from inventory.drift
                     where merchant_id = :merchant and outcome = 2
                       and settled_at > clock_timestamp() - interval '1 hour') as repaired
              left join (select repairs, hourly_max from inventory.repair_rule
                          where merchant_id = :merchant
                          order by id desc
                          limit 1) as rule on true
            """;

    private static final String OPEN = """
            select id, merchant_id, sku_id, node_id, reading, order_id, found, expected, found_at, outcome, note, version,
                   settled_at
              from inventory.drift
             where merchant_id = :merchant and sku_id = :sku and node_id = :node and outcome = 1
             order by id
            """;

    private static final String OPEN_COUNT = "select count(merchant_id) from inventory.drift where outcome = 1";

    private static final String LIST = """
            select id, merchant_id, sku_id, node_id, reading, order_id, found, expected, found_at, outcome, note, version,
                   settled_at
              from inventory.drift
             where merchant_id = :merchant
             order by outcome = 1 desc, id desc
             limit :limit
            """;

    private static final String SETTLE = """
            update inventory.drift
               set outcome = :outcome, settled_at = clock_timestamp(), tried_at = clock_timestamp(), note = :note,
                   version = :version
             where merchant_id = :merchant and sku_id = :sku and node_id = :node and outcome = 1
            """;

    private static final String TRIED = """
            update inventory.drift
               set tried_at = clock_timestamp(), note = :note
             where merchant_id = :merchant and sku_id = :sku and node_id = :node and outcome = 1
            """;

    private static final String COUNTS = """
            select count(*) as found, count(*) filter (where outcome = 1) as open, max(found_at) as last_found,
                   count(distinct (sku_id, node_id, version))
                       filter (where outcome = 2 and settled_at > clock_timestamp() - interval '1 hour') as repaired
              from inventory.drift
             where merchant_id = :merchant
            """;

    /** The last one of each merchant stays: since when there is none is known by it. */
    static final String FORGET = """
            delete from inventory.drift
             where id in (
                   select settled.id
                     from inventory.drift as settled
                    where settled.outcome <> 1 and settled.settled_at < :before
                      and exists (select from inventory.drift as later
                                   where later.merchant_id = settled.merchant_id and later.id > settled.id)
                    order by settled.settled_at
                    limit :limit)
            """;

    private static final String RULES = """
            select repairs, hourly_max, reason, changed_by, changed_at
              from inventory.repair_rule
             where merchant_id = :merchant
             order by id desc
             limit :limit
            """;

    private static final String RULE = """
            insert into inventory.repair_rule (merchant_id, repairs, hourly_max, reason, changed_by)
            values (:merchant, :repairs, :hourlyMax, :reason, :actor)
            """;

    private final JdbcClient jdbc;

    DriftStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    enum Finding {
        NEW,
        KNOWN,
        /** The merchant has {@link #OPEN_MOST} open. Each reading finds it again, and keeps it once there is room. */
        NOT_KEPT
    }

    Finding found(StockKey key, Reading reading, Optional<OrderPromises.Promise> line, String found, String expected) {
        int kept = line(of(jdbc.sql(FOUND), key), reading, line)
                .param("found", found)
                .param("expected", expected)
                .param("most", OPEN_MOST)
                .update();
        if (kept > 0) {
            return Finding.NEW;
        }
        boolean known = line(of(jdbc.sql(KNOWN), key), reading, line)
                .query(Boolean.class)
                .single();
        return known ? Finding.KNOWN : Finding.NOT_KEPT;
    }

    private static JdbcClient.StatementSpec line(
            JdbcClient.StatementSpec statement, Reading reading, Optional<OrderPromises.Promise> line) {
        return statement
                .param("reading", reading.code())
                .param("order", line.map(one -> one.order().value()).orElse(null), Types.BIGINT)
                .param("line", line.map(OrderPromises.Promise::line).orElse(null), Types.SMALLINT);
    }

    List<StockKey> due(int limit) {
        return jdbc.sql(DUE)
                .param("hourlyMax", DriftBook.DEFAULT.hourlyMax())
                .param("limit", limit)
                .query((row, number) -> key(row))
                .list();
    }

    /** Whether the merchant's rule lets one more row be repaired at this moment. */
    boolean allowed(MerchantId merchant) {
        return jdbc.sql(ALLOWED)
                .param("merchant", merchant.value())
                .param("hourlyMax", DriftBook.DEFAULT.hourlyMax())
                .query(Boolean.class)
                .single();
    }

    /** Of all merchants. */
    long open() {
        return jdbc.sql(OPEN_COUNT).query(Long.class).single();
    }

    List<Drift> open(StockKey key) {
        return of(jdbc.sql(OPEN), key).query((row, number) -> drift(row)).list();
    }

    List<Drift> list(MerchantId merchant, int limit) {
        return jdbc.sql(LIST)
                .param("merchant", merchant.value())
                .param("limit", limit)
                .query((row, number) -> drift(row))
                .list();
    }

    void settle(StockKey key, Outcome outcome, String note, OptionalLong version) {
        of(jdbc.sql(SETTLE), key)
                .param("outcome", outcome.code())
                .param("note", note)
                .param("version", version.isPresent() ? version.getAsLong() : null, Types.BIGINT)
                .update();
    }

    void tried(StockKey key, String note) {
        of(jdbc.sql(TRIED), key).param("note", note).update();
    }

    /** Those settled before then, the oldest first. */
    int forget(Instant before, int limit) {
        return jdbc.sql(FORGET)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .update();
    }

    record Counts(long found, long open, Optional<Instant> lastFound, long repaired) {}

    Counts counts(MerchantId merchant) {
        return jdbc.sql(COUNTS)
                .param("merchant", merchant.value())
                .query((row, number) -> new Counts(
                        row.getLong("found"), row.getLong("open"), time(row, "last_found"), row.getLong("repaired")))
                .single();
    }

    List<DriftBoard.Rule> rules(MerchantId merchant, int limit) {
        return jdbc.sql(RULES)
                .param("merchant", merchant.value())
                .param("limit", limit)
                .query((row, number) -> new DriftBoard.Rule(
                        row.getBoolean("repairs"),
                        row.getInt("hourly_max"),
                        row.getString("reason"),
                        row.getString("changed_by"),
                        time(row, "changed_at")))
                .list();
    }

    void rule(MerchantId merchant, boolean repairs, int hourlyMax, String reason, String actor) {
        jdbc.sql(RULE)
                .param("merchant", merchant.value())
                .param("repairs", repairs)
                .param("hourlyMax", hourlyMax)
                .param("reason", reason)
                .param("actor", actor)
                .update();
    }

    private static JdbcClient.StatementSpec of(JdbcClient.StatementSpec statement, StockKey key) {
        return statement
                .param("merchant", key.merchant().value())
                .param("sku", key.sku().value())
                .param("node", key.node().value());
    }

    private static StockKey key(ResultSet row) throws SQLException {
        return new StockKey(
                new MerchantId(row.getLong("merchant_id")),
                new SkuId(row.getLong("sku_id")),
                new NodeId(row.getLong("node_id")));
    }

    private static Drift drift(ResultSet row) throws SQLException {
        return new Drift(
                row.getLong("id"),
                key(row),
                Reading.of(row.getInt("reading")),
                number(row, "order_id").map(OrderId::new),
                row.getString("found"),
                row.getString("expected"),
                time(row, "found_at").orElseThrow(),
                Outcome.of(row.getInt("outcome")),
                Optional.ofNullable(row.getString("note")),
                number(row, "version").map(OptionalLong::of).orElseGet(OptionalLong::empty),
                time(row, "settled_at"));
    }

    private static Optional<Long> number(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, Long.class));
    }

    static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return Optional.ofNullable(at).map(OffsetDateTime::toInstant);
    }
}
