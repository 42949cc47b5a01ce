package dev.tributary.inventory.reorder;

import dev.tributary.inventory.StockAlerts.DaySold;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Daily sales, gathered from the ledger a slice of rows at a time. */
@Repository
class SalesStore {

    static final int ROWS = 1_000;
    /** Lines of the ledger in one slice, however its rows share them. */
    static final int LINES_MOST = 20_000;

    /**
     * What was promised, less what was released, and what tills sold, less what they took back whole. Each line of the
     * ledger counts once: how far was read is written with what was found. Versions number a ledger's lines without a gap,
     * so how many are new is known before any is read; the row with which they become too many is gathered in part.
     */
    private static final String GATHER = """
            with seen as materialized (
                 select stock.sku_id, stock.node_id, coalesce(gathered.version, 0) as since, stock.version
                   from inventory.stock
                   left join inventory.sales_gathered as gathered using (merchant_id, sku_id, node_id)
                  where stock.merchant_id = :merchant and (stock.sku_id, stock.node_id) > (:sku, :node)
                  order by stock.sku_id, stock.node_id
                  limit :rows),
            slice as materialized (
                 select sku_id, node_id, since, version, least(version, since + :linesMost - before) as upto
                   from (select seen.*,
                                coalesce(sum(version - since) over (order by sku_id, node_id
                                         rows between unbounded preceding and 1 preceding), 0)::bigint as before
                           from seen) as counted
                  where before < :linesMost),
            sold as (
                 select slice.sku_id, slice.node_id, day.day, day.units
                   from slice
                  cross join lateral (
                        select (recorded_at at time zone :zone)::date as day,
                               sum(case when kind in (2, 3) then reserved_change else -on_hand_change end)::bigint as units
                          from inventory.movement
                         where merchant_id = :merchant and sku_id = slice.sku_id and node_id = slice.node_id
                           and version > slice.since and version <= slice.upto
                           and (kind in (2, 3, 5) or (kind = 10 and cause is null))
                         group by 1) as day
                  where slice.since < slice.upto),
            marked as (
                 insert into inventory.sales_gathered (merchant_id, sku_id, node_id, version)
                 select :merchant, sku_id, node_id, upto
                   from slice
                  where since < upto
                     on conflict (merchant_id, sku_id, node_id) do update set version = excluded.version),
            added as (
                 insert into inventory.daily_sales as known (merchant_id, sku_id, node_id, day, units)
                 select :merchant, sku_id, node_id, day, units
                   from sold
                  where units <> 0
                     on conflict (merchant_id, sku_id, node_id, day) do update set units = known.units + excluded.units)
            select sku_id, node_id, upto < version as more, (select count(*) from seen) as seen
              from slice
             order by sku_id, node_id
            """;

    private static final String ROWS_WITH_SALES = """
            select sku_id, node_id
              from inventory.sales_gathered
             where merchant_id = :merchant and (sku_id, node_id) > (:sku, :node)
             order by sku_id, node_id
             limit :rows
            """;

    private static final String SOLD = """
            select sku_id, node_id, day, units
              from inventory.daily_sales
             where merchant_id = :merchant and day >= :from and day < :until
               and (sku_id, node_id) in (select * from unnest(:skus::bigint[], :nodes::bigint[]))
             order by sku_id, node_id, day
            """;

    private static final String FORGET = """
            delete from inventory.daily_sales
             where (merchant_id, sku_id, node_id, day) in (
                   select merchant_id, sku_id, node_id, day
                     from inventory.daily_sales
                    where day < :before
                    order by day
                    limit :limit)
            """;

    private final JdbcClient jdbc;

    SalesStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Gathered(long skuId, long nodeId, boolean more, long seen) {

        TurnStore.Place place() {
            return new TurnStore.Place(skuId, nodeId);
        }
    }

    /**
     * Adds the sales of the next rows; answers where to go on, empty behind the last row. That is the same row again where
     * only a part of its ledger was read.
     */
    Optional<TurnStore.Place> gather(MerchantId merchant, ZoneId zone, TurnStore.Place after) {
        var rows = jdbc.sql(GATHER)
                .param("merchant", merchant.value())
                .param("zone", zone.getId())
                .param("sku", after.sku())
                .param("node", after.node())
                .param("rows", ROWS)
                .param("linesMost", LINES_MOST)
                .query(Gathered.class)
                .list();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        var last = rows.getLast();
        if (last.more()) {
            return Optional.of(
                    rows.size() == 1 ? after : rows.get(rows.size() - 2).place());
        }
        return last.seen() == ROWS || rows.size() < last.seen() ? Optional.of(last.place()) : Optional.empty();
    }

    /** The next rows of which anything was ever gathered. */
    List<StockKey> rows(MerchantId merchant, TurnStore.Place after, int rows) {
        return jdbc.sql(ROWS_WITH_SALES)
                .param("merchant", merchant.value())
                .param("sku", after.sku())
                .param("node", after.node())
                .param("rows", rows)
                .query((row, number) -> key(merchant, row.getLong("sku_id"), row.getLong("node_id")))
                .list();
    }

    /** Days with sales, in order; rows without are left out. */
    Map<StockKey, List<DaySold>> sold(MerchantId merchant, Collection<StockKey> keys, LocalDate from, LocalDate until) {
        var sold = new TreeMap<StockKey, List<DaySold>>();
        jdbc.sql(SOLD)
                .param("merchant", merchant.value())
                .param("from", from)
                .param("until", until)
                .param("skus", keys.stream().mapToLong(key -> key.sku().value()).toArray())
                .param(
                        "nodes",
                        keys.stream().mapToLong(key -> key.node().value()).toArray())
                .query(row -> {
                    sold.computeIfAbsent(
                                    key(merchant, row.getLong("sku_id"), row.getLong("node_id")),
                                    first -> new ArrayList<>())
                            .add(new DaySold(row.getObject("day", LocalDate.class), row.getLong("units")));
                });
        return sold;
    }

    int forget(LocalDate before, int limit) {
        return jdbc.sql(FORGET).param("before", before).param("limit", limit).update();
    }

    private static StockKey key(MerchantId merchant, long sku, long node) {
        return new StockKey(merchant, new SkuId(sku), new NodeId(node));
    }
}
