package dev.tributary.inventory.shortage;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Of SKUs that were ever out of stock at a node: whether any node has some. */
@Repository
class OfferedSkuStore {

    /** In key order, so that two partitions of a consumer never wait for each other in a circle. */
    private static final String UPDATE = """
            with told as (
                 select distinct merchant_id, sku_id
                   from unnest(:merchants::bigint[], :skus::bigint[]) as told (merchant_id, sku_id)),
            now as (
                 select told.merchant_id, told.sku_id,
                        coalesce(array_agg(stock.node_id)
                                 filter (where stock.on_hand + stock.allowance - stock.reserved - stock.safety > 0),
                                 '{}') as nodes
                   from told
                   left join inventory.stock
                          on stock.merchant_id = told.merchant_id and stock.sku_id = told.sku_id
                  group by told.merchant_id, told.sku_id
                  order by told.merchant_id, told.sku_id),
            changed as (
                 insert into inventory.offered_sku as known (merchant_id, sku_id, offered, version)
                 select merchant_id, sku_id, cardinality(nodes) > 0, 1
                   from now
                     on conflict (merchant_id, sku_id) do update
                    set offered = excluded.offered, version = known.version + 1, changed_at = clock_timestamp()
                  where known.offered <> excluded.offered
                 returning merchant_id, sku_id, offered, version)
            select changed.merchant_id, changed.sku_id, offered, version, nodes
              from changed
              join now on now.merchant_id = changed.merchant_id and now.sku_id = changed.sku_id
            """;

    private final JdbcClient jdbc;

    OfferedSkuStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param version how often it has changed
     * @param nodes that have some
     */
    record Offered(long merchant, long sku, boolean offered, long version, Set<Long> nodes) {}

    /** Those that have changed since they were told last, or are told for the first time. */
    List<Offered> update(Collection<OfferedSkus.Crossed> crossed) {
        return jdbc.sql(UPDATE)
                .param(
                        "merchants",
                        crossed.stream()
                                .mapToLong(OfferedSkus.Crossed::merchant)
                                .toArray())
                .param(
                        "skus",
                        crossed.stream().mapToLong(OfferedSkus.Crossed::sku).toArray())
                .query((row, number) -> new Offered(
                        row.getLong("merchant_id"),
                        row.getLong("sku_id"),
                        row.getBoolean("offered"),
                        row.getLong("version"),
                        Set.of((Long[]) row.getArray("nodes").getArray())))
                .list();
    }
}
