package dev.tributary.inventory;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Expected units of stock rows as one statement of {@code :merchant, :until, :skus, :nodes} finds them. */
public abstract class ExpectedRows implements ExpectedUnits {

    private final JdbcClient jdbc;
    private final String statement;

    /** @param statement answers {@code sku_id, node_id, units} of the rows that expect something */
    protected ExpectedRows(JdbcClient jdbc, String statement) {
        this.jdbc = jdbc;
        this.statement = statement;
    }

    @Override
    public Map<StockKey, Long> expected(MerchantId merchant, Collection<StockKey> rows, Instant until) {
        var expected = new HashMap<StockKey, Long>();
        jdbc.sql(statement)
                .param("merchant", merchant.value())
                .param("until", until.atOffset(ZoneOffset.UTC))
                .param("skus", rows.stream().mapToLong(row -> row.sku().value()).toArray())
                .param(
                        "nodes",
                        rows.stream().mapToLong(row -> row.node().value()).toArray())
                .query(row -> {
                    var key = new StockKey(
                            merchant, new SkuId(row.getLong("sku_id")), new NodeId(row.getLong("node_id")));
                    expected.put(key, row.getLong("units"));
                });
        return expected;
    }
}
