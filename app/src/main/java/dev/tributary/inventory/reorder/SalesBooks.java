package dev.tributary.inventory.reorder;

import dev.tributary.database.BookCheck;
import dev.tributary.database.Findings;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Adds up each row's ledger as far as it was gathered. Rows older than the sales that are kept cannot be compared. */
class SalesBooks implements BookCheck {

    private static final int SLICE = 500;

    private static final String NEXT = """
            select row.merchant_id, row.sku_id, row.node_id, row.version,
                   (select coalesce(sum(units), 0) from inventory.daily_sales as sold
                     where sold.merchant_id = row.merchant_id and sold.sku_id = row.sku_id
                       and sold.node_id = row.node_id) as gathered,
                   (select coalesce(sum(case when kind in (2, 3) then reserved_change else -on_hand_change end), 0)
                      from inventory.movement as moved
                     where moved.merchant_id = row.merchant_id and moved.sku_id = row.sku_id
                       and moved.node_id = row.node_id and moved.version <= row.version
                       and (kind in (2, 3, 5) or (kind = 10 and cause is null))) as said,
                   exists (select from inventory.movement as old
                            where old.merchant_id = row.merchant_id and old.sku_id = row.sku_id
                              and old.node_id = row.node_id and old.recorded_at < now() - interval '399 days') as old
              from (select * from inventory.sales_gathered
                     where (merchant_id, sku_id, node_id) > (:merchant, :sku, :node)
                     order by merchant_id, sku_id, node_id
                     limit :limit) as row
             order by row.merchant_id, row.sku_id, row.node_id
            """;

    @Override
    public String name() {
        return "every row's daily sales are what its ledger says";
    }

    @Override
    public void run(JdbcClient books, Findings findings) {
        findings.check(
                new Row(0, 0, 0, 0, 0, 0, false),
                SLICE,
                last -> books.sql(NEXT)
                        .param("merchant", last.merchantId())
                        .param("sku", last.skuId())
                        .param("node", last.nodeId())
                        .param("limit", SLICE)
                        .query(Row.class)
                        .list(),
                row -> row.old() || row.gathered() == row.said());
    }

    record Row(long merchantId, long skuId, long nodeId, long version, long gathered, long said, boolean old) {}
}
