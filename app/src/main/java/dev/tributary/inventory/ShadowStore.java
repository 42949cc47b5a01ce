package dev.tributary.inventory;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import dev.tributary.leases.Field;
import dev.tributary.leases.LeaseScope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was told of stock while leases kept it back. */
@Repository
class ShadowStore {

    /** What was told before counts on, unless this telling is absolute or somebody has counted the row in between. */
    static final String TELL = """
            insert into inventory.shadow as kept
                   (merchant_id, sku_id, node_id, field, told_kind, told, difference, whole, cause, version)
            select merchant_id, sku_id, node_id, field, told_kind, told, difference, whole, cause, version
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[],
                          ?::boolean[], ?::text[], ?::bigint[])
                   as new (merchant_id, sku_id, node_id, field, told_kind, told, difference, whole, cause, version)
                on conflict (merchant_id, sku_id, node_id, field) do update
               set told_kind = excluded.told_kind, told = excluded.told, whole = excluded.whole,
                   cause = excluded.cause, version = excluded.version, told_at = clock_timestamp(),
                   difference = excluded.difference
                              + case when excluded.whole or exists (
                                          select from inventory.movement as counted
                                           where counted.merchant_id = kept.merchant_id
                                             and counted.sku_id = kept.sku_id and counted.node_id = kept.node_id
                                             and counted.version > kept.version
                                             and counted.version <= excluded.version and counted.kind in (6, 11)
                                             and counted.recorded_at > kept.told_at - interval '1 minute')
                                     then 0
                                     else kept.difference end
            """;

    /** Under the row's lock like the shadow value that it is part of. */
    static final String TELLING = """
            insert into inventory.shadow_telling (merchant_id, sku_id, node_id, units)
            select merchant_id, sku_id, node_id, case when not counted then units end
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::boolean[])
                   as new (merchant_id, sku_id, node_id, units, counted)
            """;

    /** The value that an allowance takes the place of; what is told later replaces it. */
    private static final String BEGIN = """
            insert into inventory.shadow (merchant_id, sku_id, node_id, field, told_kind, told, difference, whole, cause,
                                          version)
            values (:merchant, :sku, :node, 'ALLOWANCE', 'ALLOWANCE', :told, 0, true, :cause, :version)
                on conflict do nothing
            """;

    private static final String PAGE = """
            select kept.*,
                   exists (select from inventory.movement as counted
                            where counted.merchant_id = kept.merchant_id and counted.sku_id = kept.sku_id
                              and counted.node_id = kept.node_id and counted.version > kept.version
                              and case kept.field when 'SAFETY' then counted.kind = 8 else counted.kind in (6, 11) end
                              and counted.recorded_at > kept.told_at - interval '1 minute') as counted_since,
                   stock.on_hand, stock.safety
              from inventory.shadow as kept
              join inventory.stock using (merchant_id, sku_id, node_id)
             where kept.merchant_id = :merchant and kept.field = any(:fields::text[])
               and (:oneSku = 0 or kept.sku_id = :oneSku) and (:oneNode = 0 or kept.node_id = :oneNode)
               and (kept.sku_id, kept.node_id, kept.field) > (:sku, :node, :field)
             order by kept.sku_id, kept.node_id, kept.field
             limit :limit
            """;

    private static final String TAKE = """
            with telling as (
                delete from inventory.shadow_telling
                 using unnest(:skus::bigint[], :nodes::bigint[], :fields::text[]) as settled (sku_id, node_id, field)
                 where shadow_telling.merchant_id = :merchant and shadow_telling.sku_id = settled.sku_id
                   and shadow_telling.node_id = settled.node_id and settled.field = 'ON_HAND')
            delete from inventory.shadow
             using unnest(:skus::bigint[], :nodes::bigint[], :fields::text[]) as settled (sku_id, node_id, field)
             where shadow.merchant_id = :merchant and shadow.sku_id = settled.sku_id
               and shadow.node_id = settled.node_id and shadow.field = settled.field
            """;

    private final JdbcClient jdbc;

    ShadowStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One shadow value beside its row.
     *
     * @param inEffect what the row says now
     * @param countedSince somebody counted the row later, or set its safety stock, and knows better
     */
    record Shadow(
            StockKey key,
            Field field,
            String toldKind,
            long told,
            long difference,
            String cause,
            Instant toldAt,
            boolean countedSince,
            long inEffect) {

        /** What the row would say now, had everything been applied when it was told. */
        long without() {
            if (countedSince) {
                return inEffect;
            }
            return field == Field.ON_HAND ? inEffect + difference : told;
        }

        String toldInWords() {
            return toldKind + " " + told;
        }
    }

    /** Where a page ends. */
    record Place(long sku, long node, String field) {
        static final Place BEGIN = new Place(0, 0, "");

        static Place of(Shadow shadow) {
            return new Place(
                    shadow.key().sku().value(),
                    shadow.key().node().value(),
                    shadow.field().name());
        }
    }

    List<Shadow> page(MerchantId merchant, LeaseScope scope, Collection<Field> fields, Place after, int limit) {
        return jdbc.sql(PAGE)
                .param("merchant", merchant.value())
                .param("fields", fields.stream().map(Enum::name).toArray(String[]::new))
                .param("oneSku", scope.sku().map(SkuId::value).orElse(0L))
                .param("oneNode", scope.node().map(NodeId::value).orElse(0L))
                .param("sku", after.sku())
                .param("node", after.node())
                .param("field", after.field())
                .param("limit", limit)
                .query((row, number) -> shadow(row))
                .list();
    }

    void begin(StockKey key, long allowance, long version, String cause) {
        jdbc.sql(BEGIN)
                .param("merchant", key.merchant().value())
                .param("sku", key.sku().value())
                .param("node", key.node().value())
                .param("told", allowance)
                .param("cause", cause, Types.VARCHAR)
                .param("version", version)
                .update();
    }

    /** They are settled: nothing of them is left. */
    void take(MerchantId merchant, List<Shadow> shadows) {
        jdbc.sql(TAKE)
                .param("merchant", merchant.value())
                .param(
                        "skus",
                        shadows.stream().mapToLong(it -> it.key().sku().value()).toArray())
                .param(
                        "nodes",
                        shadows.stream()
                                .mapToLong(it -> it.key().node().value())
                                .toArray())
                .param("fields", shadows.stream().map(it -> it.field().name()).toArray(String[]::new))
                .update();
    }

    private static Shadow shadow(ResultSet row) throws SQLException {
        var field = Field.valueOf(row.getString("field"));
        return new Shadow(
                new StockKey(
                        new MerchantId(row.getLong("merchant_id")),
                        new SkuId(row.getLong("sku_id")),
                        new NodeId(row.getLong("node_id"))),
                field,
                row.getString("told_kind"),
                row.getLong("told"),
                row.getLong("difference"),
                row.getString("cause"),
                JdbcLedger.instant(row, "told_at"),
                field != Field.ALLOWANCE && row.getBoolean("counted_since"),
                field == Field.ON_HAND ? row.getLong("on_hand") : row.getLong("safety"));
    }
}
