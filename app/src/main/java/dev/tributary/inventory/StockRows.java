package dev.tributary.inventory;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.util.List;
import java.util.function.BiConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Walks the whole stock table in short slices, each a statement of its own, so that it holds no long snapshot. */
@Repository
class StockRows {

    private static final int SLICE = 5_000;

    private static final String NEXT = """
            select merchant_id, sku_id, node_id, on_hand, reserved, safety, allowance, units_short, version
              from inventory.stock
             where (merchant_id, sku_id, node_id) > (:merchant, :sku, :node)
             order by merchant_id, sku_id, node_id
             limit :limit
            """;

    private final JdbcClient jdbc;

    StockRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void forEach(BiConsumer<MerchantId, StockLevel> visitor) {
        long merchant = 0;
        long sku = 0;
        long node = 0;
        while (true) {
            List<Row> slice = slice(merchant, sku, node);
            for (var row : slice) {
                visitor.accept(new MerchantId(row.merchant()), row.level());
            }
            if (slice.size() < SLICE) {
                return;
            }
            merchant = slice.getLast().merchant();
            sku = slice.getLast().level().sku().value();
            node = slice.getLast().level().node().value();
        }
    }

    private List<Row> slice(long merchant, long sku, long node) {
        return jdbc.sql(NEXT)
                .param("merchant", merchant)
                .param("sku", sku)
                .param("node", node)
                .param("limit", SLICE)
                .query((row, number) -> new Row(
                        row.getLong("merchant_id"),
                        new StockLevel(
                                new SkuId(row.getLong("sku_id")),
                                new NodeId(row.getLong("node_id")),
                                row.getLong("on_hand"),
                                row.getLong("reserved"),
                                row.getLong("safety"),
                                row.getLong("allowance"),
                                row.getLong("units_short"),
                                row.getLong("version"))))
                .list();
    }

    private record Row(long merchant, StockLevel level) {}
}
