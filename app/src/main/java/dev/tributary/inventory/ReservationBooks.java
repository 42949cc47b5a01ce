package dev.tributary.inventory;

import dev.tributary.database.BookCheck;
import dev.tributary.database.Findings;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Holds what rows say is reserved against the live reservations, each slice in one statement and so in one moment. */
class ReservationBooks implements BookCheck {

    static final int SLICE = 20_000;

    private static final String ROWS = "select count(*) from inventory.stock where merchant_id > 0";

    private static final String WRONG = """
            select merchant_id, sku_id, node_id, coalesce(stock.reserved, 0) as reserved,
                   coalesce(promised.units, 0) as promised
              from (select merchant_id, sku_id, node_id, reserved
                      from inventory.stock
                     where (merchant_id, sku_id, node_id) > (:afterMerchant, :afterSku, :afterNode)
                       and (merchant_id, sku_id, node_id) <= (:merchant, :sku, :node)) as stock
              full join (select merchant_id, sku_id, node_id, sum(units) as units
                           from inventory.reservation
                          where (merchant_id, sku_id, node_id) > (:afterMerchant, :afterSku, :afterNode)
                            and (merchant_id, sku_id, node_id) <= (:merchant, :sku, :node)
                          group by merchant_id, sku_id, node_id) as promised
             using (merchant_id, sku_id, node_id)
             where coalesce(stock.reserved, 0) <> coalesce(promised.units, 0)
             limit 100
            """;

    @Override
    public String name() {
        return "every reserved unit is reserved by an order's line";
    }

    @Override
    public void run(JdbcClient books, Findings findings) {
        findings.checked(books.sql(ROWS).query(Long.class).single());
        var slice = StockSlice.next(books, StockSlice.BEGIN, SLICE);
        while (true) {
            wrong(books, slice).forEach(row -> findings.wrong(row.toString()));
            if (slice.last()) {
                return;
            }
            slice = StockSlice.next(books, slice.through(), SLICE);
        }
    }

    /** The first hundred of a slice. */
    static List<Row> wrong(JdbcClient books, StockSlice slice) {
        return books.sql(WRONG)
                .param("afterMerchant", slice.after().merchant())
                .param("afterSku", slice.after().sku())
                .param("afterNode", slice.after().node())
                .param("merchant", slice.through().merchant())
                .param("sku", slice.through().sku())
                .param("node", slice.through().node())
                .query(Row.class)
                .list();
    }

    record Row(long merchantId, long skuId, long nodeId, long reserved, long promised) {

        StockKey key() {
            return new StockKey(new MerchantId(merchantId), new SkuId(skuId), new NodeId(nodeId));
        }
    }
}
