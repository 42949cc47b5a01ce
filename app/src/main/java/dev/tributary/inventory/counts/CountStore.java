package dev.tributary.inventory.counts;

import dev.tributary.inventory.CountSheet;
import dev.tributary.inventory.CountSheets;
import dev.tributary.inventory.CountState;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

@Repository
class CountStore {

    private static final String INSERT = """
            insert into inventory.count_sheet (merchant_id, node_id, state, note, opened_by, opened_at, version)
            values (:merchant, :node, 1, :note, :by, :now, 1)
            returning id
            """;

    /** A row that never was is counted too: then nothing was there. */
    private static final String FREEZE = """
            insert into inventory.count_line (merchant_id, sheet_id, sku_id, frozen_version, frozen_on_hand)
            select :merchant, :id, wanted.sku_id, coalesce(stock.version, 0), coalesce(stock.on_hand, 0)
              from unnest(:skus::bigint[]) as wanted (sku_id)
              left join inventory.stock
                on stock.merchant_id = :merchant and stock.sku_id = wanted.sku_id and stock.node_id = :node
            """;

    private static final String NOT_COUNTED = """
            select sku_id
              from inventory.stock
             where merchant_id = :merchant and node_id = :node
               and not exists (
                   select from inventory.movement
                    where movement.merchant_id = stock.merchant_id and movement.sku_id = stock.sku_id
                      and movement.node_id = stock.node_id and kind = 6
                      and recorded_at > clock_timestamp() - :days * interval '1 day')
             order by sku_id
             limit :limit
            """;

    private static final String ENTER = """
            update inventory.count_line as line
               set counted = found.units, counted_by = :by,
                   difference = found.units - coalesce(stock.on_hand, 0), counted_version = coalesce(stock.version, 0)
              from unnest(:skus::bigint[], :units::bigint[]) as found (sku_id, units)
              left join inventory.stock
                on stock.merchant_id = :merchant and stock.sku_id = found.sku_id and stock.node_id = :node
             where line.merchant_id = :merchant and line.sheet_id = :id and line.sku_id = found.sku_id
            """;

    private static final String SEEN = """
            update inventory.count_sheet set version = version + 1 where merchant_id = :merchant and id = :id
            """;

    private static final String DECIDE = """
            update inventory.count_sheet
               set state = :state, decided_by = :by, decided_at = :now, reason = :reason, version = version + 1
             where merchant_id = :merchant and id = :id
            """;

    private static final String COUNTED_SINCE = """
            select line.sku_id
              from inventory.count_line as line
             where line.merchant_id = :merchant and line.sheet_id = :id and line.counted is not null
               and exists (
                   select from inventory.movement
                    where movement.merchant_id = line.merchant_id and movement.sku_id = line.sku_id
                      and movement.node_id = :node and movement.version > line.counted_version
                      and movement.kind in (6, 11))
            """;

    private static final String JUDGE = """
            update inventory.count_line
               set verdict = case when sku_id = any(:since::bigint[]) then 2 else 1 end
             where merchant_id = :merchant and sheet_id = :id and counted is not null
            """;

    private static final String FIND = """
            select * from inventory.count_sheet where merchant_id = :merchant and id = :id
            """;

    private static final String LOCK = FIND + " for no key update";

    private static final String LIST = """
            select * from inventory.count_sheet
             where merchant_id = :merchant and id < :before and (:state = 0 or state = :state)
             order by id desc
             limit :limit
            """;

    private static final String LINES = """
            select line.sku_id, line.frozen_on_hand, coalesce(stock.on_hand, 0) as on_hand, line.counted, line.difference,
                   line.counted_version, line.verdict
              from inventory.count_line as line
              join inventory.count_sheet as sheet on sheet.merchant_id = line.merchant_id and sheet.id = line.sheet_id
              left join inventory.stock
                on stock.merchant_id = line.merchant_id and stock.sku_id = line.sku_id and stock.node_id = sheet.node_id
             where line.merchant_id = :merchant and line.sheet_id = :id
             order by line.sku_id
            """;

    private final JdbcClient jdbc;

    CountStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long insert(MerchantId merchant, NodeId node, Collection<SkuId> skus, String note, String by, Instant now) {
        long id = jdbc.sql(INSERT)
                .param("merchant", merchant.value())
                .param("node", node.value())
                .param("note", note)
                .param("by", by)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
        of(FREEZE, merchant, id)
                .param("node", node.value())
                .param("skus", skus.stream().mapToLong(SkuId::value).toArray())
                .update();
        return id;
    }

    List<SkuId> notCounted(MerchantId merchant, NodeId node, int days) {
        return jdbc.sql(NOT_COUNTED)
                .param("merchant", merchant.value())
                .param("node", node.value())
                .param("days", days)
                .param("limit", CountSheets.LINES_MAX)
                .query((row, number) -> new SkuId(row.getLong(1)))
                .list();
    }

    void enter(CountSheet sheet, Map<SkuId, Long> found, String by) {
        var skus = List.copyOf(found.keySet());
        of(ENTER, sheet.merchant(), sheet.id())
                .param("by", by)
                .param("node", sheet.node().value())
                .param("skus", skus.stream().mapToLong(SkuId::value).toArray())
                .param("units", skus.stream().mapToLong(found::get).toArray())
                .update();
        of(SEEN, sheet.merchant(), sheet.id()).update();
    }

    void decide(CountSheet sheet, CountState state, String by, String reason, Instant now) {
        of(DECIDE, sheet.merchant(), sheet.id())
                .param("state", state.code())
                .param("by", by)
                .param("reason", reason)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** True for good only of rows that the caller's transaction has locked. */
    List<SkuId> countedSince(CountSheet sheet) {
        return of(COUNTED_SINCE, sheet.merchant(), sheet.id())
                .param("node", sheet.node().value())
                .query((row, number) -> new SkuId(row.getLong(1)))
                .list();
    }

    void judge(CountSheet sheet, Collection<SkuId> countedSince) {
        of(JUDGE, sheet.merchant(), sheet.id())
                .param("since", countedSince.stream().mapToLong(SkuId::value).toArray())
                .update();
    }

    Optional<CountSheet> find(MerchantId merchant, long id) {
        return one(FIND, merchant, id);
    }

    Optional<CountSheet> lock(MerchantId merchant, long id) {
        return one(LOCK, merchant, id);
    }

    private Optional<CountSheet> one(String sql, MerchantId merchant, long id) {
        return of(sql, merchant, id)
                .query((row, number) -> head(row, List.of()))
                .optional()
                .map(head -> withLines(
                        head,
                        of(LINES, merchant, id)
                                .query((row, number) -> line(row))
                                .list()));
    }

    List<CountSheet> list(MerchantId merchant, Optional<CountState> state, long before, int limit) {
        return jdbc.sql(LIST)
                .param("merchant", merchant.value())
                .param("before", before)
                .param("state", state.map(one -> (int) one.code()).orElse(0))
                .param("limit", limit)
                .query((row, number) -> head(row, List.of()))
                .list();
    }

    private static CountSheet withLines(CountSheet head, List<CountSheet.Line> lines) {
        return new CountSheet(
                head.merchant(),
                head.id(),
                head.node(),
                head.state(),
                head.note(),
                head.openedBy(),
                head.openedAt(),
                head.decidedBy(),
                head.decidedAt(),
                head.reason(),
                head.version(),
                lines);
    }

    private static CountSheet head(ResultSet row, List<CountSheet.Line> lines) throws SQLException {
        return new CountSheet(
                new MerchantId(row.getLong("merchant_id")),
                row.getLong("id"),
                new NodeId(row.getLong("node_id")),
                CountState.of(row.getInt("state")),
                row.getString("note"),
                row.getString("opened_by"),
                row.getObject("opened_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getString("decided_by")),
                Optional.ofNullable(row.getObject("decided_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getString("reason")),
                row.getLong("version"),
                lines);
    }

    private static CountSheet.Line line(ResultSet row) throws SQLException {
        return new CountSheet.Line(
                new SkuId(row.getLong("sku_id")),
                row.getLong("frozen_on_hand"),
                row.getLong("on_hand"),
                number(row, "counted"),
                number(row, "difference"),
                number(row, "counted_version"),
                Optional.ofNullable(row.getObject("verdict", Integer.class)).map(CountSheet.Verdict::of));
    }

    private static OptionalLong number(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, Long.class);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private StatementSpec of(String sql, MerchantId merchant, long id) {
        return jdbc.sql(sql).param("merchant", merchant.value()).param("id", id);
    }
}
