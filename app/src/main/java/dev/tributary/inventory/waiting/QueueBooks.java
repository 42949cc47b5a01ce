package dev.tributary.inventory.waiting;

import dev.tributary.database.BookCheck;
import dev.tributary.database.Findings;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A row where somebody waits says so, or a batch would not look and let others overtake. */
class QueueBooks implements BookCheck {

    private static final int SLICE = 5_000;

    private static final String NEXT = """
            select slice.*,
                   exists (select from inventory.stock
                            where stock.merchant_id = slice.merchant_id and stock.sku_id = slice.sku_id
                              and stock.node_id = slice.node_id and traits & 4 = 4) as marked,
                   exists (select from inventory.queue
                            where queue.merchant_id = slice.merchant_id and queue.sku_id = slice.sku_id
                              and queue.node_id = slice.node_id and lines > 0) as counted
              from (select merchant_id, order_id, line, sku_id, node_id
                      from inventory.waiting
                     where (merchant_id, order_id, line, sku_id, node_id) > (:merchant, :order, :line, :sku, :node)
                     order by merchant_id, order_id, line, sku_id, node_id
                     limit :limit) as slice
             order by merchant_id, order_id, line, sku_id, node_id
            """;

    @Override
    public String name() {
        return "a stock row for which somebody waits is marked so, and counts them";
    }

    @Override
    public void run(JdbcClient books, Findings findings) {
        findings.check(
                new Row(0, 0, 0, 0, 0, true, true),
                SLICE,
                last -> books.sql(NEXT)
                        .param("merchant", last.merchantId())
                        .param("order", last.orderId())
                        .param("line", last.line())
                        .param("sku", last.skuId())
                        .param("node", last.nodeId())
                        .param("limit", SLICE)
                        .query(Row.class)
                        .list(),
                Row::right);
    }

    record Row(long merchantId, long orderId, int line, long skuId, long nodeId, boolean marked, boolean counted) {

        boolean right() {
            return marked && counted;
        }
    }
}
