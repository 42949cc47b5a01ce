package dev.tributary.inventory.transfers;

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

/** What other nodes have shipped here and has neither come nor is lost; without a date it may come any day. */
@Repository
class OnTheirWay implements ExpectedUnits {

    private static final String EXPECTED = """
            select line.sku_id, transfer.to_node_id,
                   sum(line.shipped - line.received - line.lost - line.turned_back)::bigint as units
              from inventory.transfer
              join inventory.transfer_line as line
                on line.merchant_id = transfer.merchant_id and line.transfer_id = transfer.id
             where transfer.merchant_id = :merchant and transfer.state in (2, 3)
               and (transfer.expected_at is null or transfer.expected_at <= :until)
               and (line.sku_id, transfer.to_node_id) in (select * from unnest(:skus::bigint[], :nodes::bigint[]))
             group by line.sku_id, transfer.to_node_id
            having sum(line.shipped - line.received - line.lost - line.turned_back) > 0
            """;

    private final JdbcClient jdbc;

    OnTheirWay(JdbcClient jdbc) {
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
                                    merchant, new SkuId(row.getLong("sku_id")), new NodeId(row.getLong("to_node_id"))),
                            row.getLong("units"));
                });
        return expected;
    }
}
