package dev.tributary.inventory.quotas;

import dev.tributary.database.SequenceBlocks;
import dev.tributary.inventory.ChannelQuota;
import dev.tributary.inventory.ChannelQuota.Kind;
import dev.tributary.inventory.ChannelQuota.State;
import dev.tributary.inventory.Quotas;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Quotas as people set them. */
@Repository
class QuotaStore {

    private static final int ID_BLOCK = 16;

    /** Beginnings and ends of a merchant's quotas, one after the other; who makes stock rows shares this lock. */
    private static final String ALONE = "select pg_advisory_xact_lock(1903521652, hashint8(:merchant))";

    private static final String INSERT = """
            insert into inventory.quota (merchant_id, sku_id, id, code, node_id, channels, kind, amount, only_own,
                                         valid_from, valid_until, owner, reason, state, open, set_by, set_at)
            select :merchant, :sku, :id, :code, :node, :channels, :kind, :amount, :only, :from, :until, :owner, :reason,
                   :state, :open, :actor, :now
             where (select count(*) from inventory.quota where merchant_id = :merchant and state < 3) < :most
            """;
    private static final String CHANGE = """
            update inventory.quota
               set amount = :amount, only_own = :only, valid_from = :from, valid_until = :until, owner = :owner,
                   reason = :reason, set_by = :actor, set_at = :now, version = version + 1, uses = uses + 1
             where merchant_id = :merchant and sku_id = :sku and id = :id
            """;
    private static final String BEGIN = """
            update inventory.quota
               set state = 2, open = :open, begun_at = clock_timestamp(), uses = uses + 1
             where merchant_id = :merchant and sku_id = :sku and id = :id and state = 1
            """;
    private static final String END = """
            update inventory.quota
               set state = 3, ended_at = :now, set_by = :actor, version = version + 1, uses = uses + 1
             where merchant_id = :merchant and sku_id = :sku and id = :id
            """;
    private static final String RECOUNT = """
            update inventory.quota set open = :open, uses = uses + 1
             where merchant_id = :merchant and sku_id = :sku and id = :id and state = 2
            """;
    private static final String FIND = """
            select * from inventory.quota
             where merchant_id = :merchant and code = :code
             order by state = 3, id desc
             limit 1
            """;
    private static final String BY_ID = """
            select * from inventory.quota where merchant_id = :merchant and sku_id = :sku and id = :id
            """;
    private static final String LOCK = """
            select * from inventory.quota
             where merchant_id = :merchant and sku_id = :sku and id = :id
               for no key update
            """;
    private static final String OF_SKU = """
            select * from inventory.quota where merchant_id = :merchant and sku_id = :sku and state < 3 order by id
            """;
    private static final String LIST = """
            select * from inventory.quota
             where merchant_id = :merchant and id < :before and (state < 3 or :all)
               and (:sku = 0 or sku_id = :sku) and (:channel = 0 or channels @> array[:channel]::bigint[])
             order by id desc
             limit :limit
            """;
    private static final String DUE = """
            select * from inventory.quota
             where state = 1 and valid_from <= :now
             order by valid_from
             limit :limit
            """;
    private static final String OVER = """
            select * from inventory.quota
             where state < 3 and valid_until <= :now
             order by valid_until
             limit :limit
            """;
    private static final String IN_FORCE = """
            select * from inventory.quota
             where state = 2 and (merchant_id, sku_id, id) > (:merchant, :sku, :id)
             order by merchant_id, sku_id, id
             limit :limit
            """;
    private static final String FORGET = """
            delete from inventory.quota
             where (merchant_id, sku_id, id) in (select merchant_id, sku_id, id from inventory.quota
                                                  where state = 3 and ended_at < :before
                                                  order by ended_at limit :limit)
            """;
    private static final String ROWS = """
            select node_id from inventory.stock
             where merchant_id = :merchant and sku_id = :sku and (:node = 0 or node_id = :node)
            """;
    /** Rows of the SKU have the bit exactly while a quota of theirs is in force. */
    private static final String MARK = """
            update inventory.stock
               set traits = case when limited then traits | 1::smallint else traits & ~1::smallint end
              from (select node_id,
                           exists (select from inventory.quota
                                    where quota.merchant_id = rows.merchant_id and quota.sku_id = rows.sku_id
                                      and quota.node_id in (0, rows.node_id) and state = 2) as limited
                      from inventory.stock as rows
                     where merchant_id = :merchant and sku_id = :sku and (:node = 0 or node_id = :node)) as now
             where stock.merchant_id = :merchant and stock.sku_id = :sku and stock.node_id = now.node_id
               and (stock.traits & 1 <> 0) <> limited
            """;

    private final JdbcClient jdbc;
    private final SequenceBlocks ids;

    QuotaStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.ids = new SequenceBlocks(jdbc, "inventory.quota_id", ID_BLOCK);
    }

    long nextId() {
        return ids.next();
    }

    void lockAlone(MerchantId merchant) {
        jdbc.sql(ALONE)
                .param("merchant", merchant.value())
                .query((row, number) -> 0)
                .list();
    }

    /** False when the merchant has as many as it may. */
    boolean insert(MerchantId merchant, ChannelQuota quota) {
        return jdbc.sql(INSERT)
                        .param("merchant", merchant.value())
                        .param("sku", quota.sku().value())
                        .param("id", quota.id())
                        .param("code", quota.code())
                        .param("node", node(quota))
                        .param(
                                "channels",
                                quota.channels().stream()
                                        .mapToLong(ChannelId::value)
                                        .toArray())
                        .param("kind", quota.kind().code())
                        .param("amount", quota.amount())
                        .param("only", quota.only())
                        .param("from", time(quota.from()))
                        .param("until", time(quota.until().orElse(null)), Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("owner", quota.owner())
                        .param("reason", quota.reason())
                        .param("state", quota.state().code())
                        .param("open", quota.open())
                        .param("actor", quota.setBy())
                        .param("now", time(quota.setAt()))
                        .param("most", Quotas.OPEN_MAX)
                        .update()
                == 1;
    }

    void change(MerchantId merchant, ChannelQuota quota) {
        of(merchant, quota, CHANGE)
                .param("amount", quota.amount())
                .param("only", quota.only())
                .param("from", time(quota.from()))
                .param("until", time(quota.until().orElse(null)), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("owner", quota.owner())
                .param("reason", quota.reason())
                .param("actor", quota.setBy())
                .param("now", time(quota.setAt()))
                .update();
    }

    /** By the ledger's clock, under the rows' locks: what their lines say later is since the quota began. */
    void begin(MerchantId merchant, ChannelQuota quota, long open) {
        of(merchant, quota, BEGIN).param("open", open).update();
    }

    void end(MerchantId merchant, ChannelQuota quota, String actor, Instant now) {
        of(merchant, quota, END).param("actor", actor).param("now", time(now)).update();
    }

    void recount(MerchantId merchant, ChannelQuota quota, long open) {
        of(merchant, quota, RECOUNT).param("open", open).update();
    }

    Optional<ChannelQuota> find(MerchantId merchant, String code) {
        return jdbc.sql(FIND)
                .param("merchant", merchant.value())
                .param("code", code)
                .query((row, number) -> quota(row))
                .optional();
    }

    ChannelQuota byId(MerchantId merchant, SkuId sku, long id) {
        return jdbc.sql(BY_ID)
                .param("merchant", merchant.value())
                .param("sku", sku.value())
                .param("id", id)
                .query((row, number) -> quota(row))
                .single();
    }

    /** As it is, with what a memory keeps of it. */
    Locked lock(MerchantId merchant, ChannelQuota quota) {
        return of(merchant, quota, LOCK)
                .query((row, number) -> new Locked(quota(row), use(row)))
                .single();
    }

    record Locked(ChannelQuota quota, QuotaRow use) {}

    List<ChannelQuota> ofSku(MerchantId merchant, SkuId sku) {
        return jdbc.sql(OF_SKU)
                .param("merchant", merchant.value())
                .param("sku", sku.value())
                .query((row, number) -> quota(row))
                .list();
    }

    List<ChannelQuota> list(MerchantId merchant, Quotas.Filter filter, long before, int limit) {
        return jdbc.sql(LIST)
                .param("merchant", merchant.value())
                .param("before", before)
                .param("all", filter.show() == Quotas.Show.ALL)
                .param("sku", filter.sku().map(SkuId::value).orElse(0L))
                .param("channel", filter.channel().map(ChannelId::value).orElse(0L))
                .param("limit", limit)
                .query((row, number) -> quota(row))
                .list();
    }

    record Due(MerchantId merchant, ChannelQuota quota) {}

    List<Due> due(Instant now, int limit) {
        return at(DUE, now, limit);
    }

    List<Due> over(Instant now, int limit) {
        return at(OVER, now, limit);
    }

    private List<Due> at(String sql, Instant now, int limit) {
        return jdbc.sql(sql)
                .param("now", time(now))
                .param("limit", limit)
                .query((row, number) -> new Due(new MerchantId(row.getLong("merchant_id")), quota(row)))
                .list();
    }

    /** Those in force behind a place. */
    List<QuotaRow> inForce(long merchant, long sku, long id, int limit) {
        return jdbc.sql(IN_FORCE)
                .param("merchant", merchant)
                .param("sku", sku)
                .param("id", id)
                .param("limit", limit)
                .query((row, number) -> use(row))
                .list();
    }

    int forget(Instant before, int limit) {
        return jdbc.sql(FORGET)
                .param("before", time(before))
                .param("limit", limit)
                .update();
    }

    List<NodeId> rows(MerchantId merchant, SkuId sku, Optional<NodeId> node) {
        return jdbc.sql(ROWS)
                .param("merchant", merchant.value())
                .param("sku", sku.value())
                .param("node", node.map(NodeId::value).orElse(0L))
                .query((row, number) -> new NodeId(row.getLong("node_id")))
                .list();
    }

    /** Only under the rows' locks, and alone. */
    void mark(MerchantId merchant, SkuId sku, Optional<NodeId> node) {
        jdbc.sql(MARK)
                .param("merchant", merchant.value())
                .param("sku", sku.value())
                .param("node", node.map(NodeId::value).orElse(0L))
                .update();
    }

    private JdbcClient.StatementSpec of(MerchantId merchant, ChannelQuota quota, String sql) {
        return jdbc.sql(sql)
                .param("merchant", merchant.value())
                .param("sku", quota.sku().value())
                .param("id", quota.id());
    }

    private static long node(ChannelQuota quota) {
        return quota.node().map(NodeId::value).orElse(0L);
    }

    private static ChannelQuota quota(ResultSet row) throws SQLException {
        long node = row.getLong("node_id");
        return new ChannelQuota(
                row.getLong("id"),
                row.getString("code"),
                new SkuId(row.getLong("sku_id")),
                Arrays.stream((Long[]) row.getArray("channels").getArray())
                        .map(ChannelId::new)
                        .toList(),
                node == 0 ? Optional.empty() : Optional.of(new NodeId(node)),
                Kind.of(row.getInt("kind")),
                row.getLong("amount"),
                row.getBoolean("only_own"),
                row.getObject("valid_from", OffsetDateTime.class).toInstant(),
                instant(row, "valid_until"),
                row.getString("owner"),
                row.getString("reason"),
                State.of(row.getInt("state")),
                row.getLong("open"),
                row.getLong("shipped"),
                row.getLong("version"),
                row.getString("set_by"),
                row.getObject("set_at", OffsetDateTime.class).toInstant(),
                instant(row, "ended_at"));
    }

    private static QuotaRow use(ResultSet row) throws SQLException {
        return new QuotaRow(
                new MerchantId(row.getLong("merchant_id")),
                new SkuId(row.getLong("sku_id")),
                row.getLong("id"),
                row.getLong("node_id"),
                Arrays.stream((Long[]) row.getArray("channels").getArray())
                        .mapToLong(Long::longValue)
                        .toArray(),
                Kind.of(row.getInt("kind")),
                row.getLong("amount"),
                row.getBoolean("only_own"),
                row.getLong("open"),
                row.getLong("shipped"),
                row.getLong("uses"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
