package dev.tributary.inventory.waiting;

import dev.tributary.inventory.ExpectedUnits;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Expected goods, less what orders that wait will take of them. */
@Repository
class ComingGoods implements ExpectedUnits {

    private static final String EXPECTED = """
            select coming.sku_id, coming.node_id, coming.units - coalesce(waits.units, 0) as units
              from (select sku_id, node_id, sum(units - units_received)::bigint as units
                      from inventory.expected
                     where merchant_id = :merchant and state = 1 and due_at <= :until
                       and (sku_id, node_id) in (select * from unnest(:skus::bigint[], :nodes::bigint[]))
                     group by sku_id, node_id) as coming
              left join lateral (
                   select sum(units)::bigint as units
                     from inventory.waiting
                    where merchant_id = :merchant and sku_id = coming.sku_id and node_id = coming.node_id) as waits on true
             where coming.units > coalesce(waits.units, 0)
            """;

    private final JdbcClient jdbc;

    ComingGoods(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<StockKey, Long> expected(MerchantId merchant, Collection<StockKey> rows, Instant until) {
        var expected = new HashMap<StockKey, Long>();
        jdbc.sql(EXPECTED)
                .param("merchant", merchant.value())
                .param("until", until.atOffset(ZoneOffset.UTC))
                .param("skus", rows.stream().mapToLong(row -> row.sku().value()).toArray())
                .param(
                        "nodes",
                        rows.stream().mapToLong(row -> row.node().value()).toArray())
                .query(row -> {
                    expected.put(
                            new StockKey(
                                    merchant, new SkuId(row.getLong("sku_id")), new NodeId(row.getLong("node_id"))),
                            row.getLong("units"));
                });
        return expected;
    }
}
