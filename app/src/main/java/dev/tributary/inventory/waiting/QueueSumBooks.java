package dev.tributary.inventory.waiting;

import dev.tributary.database.BookCheck;
import dev.tributary.database.Findings;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who stands behind the first thousand of a row is known to a batch by this sum alone. */
class QueueSumBooks implements BookCheck {

    /** Few at a time: a queue may be long. */
    private static final int SLICE = 100;

    private static final String NEXT = """
            select slice.*, waiting.lines_waiting, waiting.units_waiting
              from (select merchant_id, sku_id, node_id, lines, units
                      from inventory.queue
                     where (merchant_id, sku_id, node_id) > (:merchant, :sku, :node)
                     order by merchant_id, sku_id, node_id
                     limit :limit) as slice
             cross join lateral (
                   select count(*) as lines_waiting, coalesce(sum(units), 0) as units_waiting
                     from inventory.waiting
                    where waiting.merchant_id = slice.merchant_id and waiting.sku_id = slice.sku_id
                      and waiting.node_id = slice.node_id) as waiting
             order by merchant_id, sku_id, node_id
            """;

    @Override
    public String name() {
        return "what a row's queue waits for is the sum of its lines";
    }

    @Override
    public void run(JdbcClient books, Findings findings) {
        findings.check(
                new Row(0, 0, 0, 0, 0, 0, 0),
                SLICE,
                last -> books.sql(NEXT)
                        .param("merchant", last.merchantId())
                        .param("sku", last.skuId())
                        .param("node", last.nodeId())
                        .param("limit", SLICE)
                        .query(Row.class)
                        .list(),
                Row::right);
    }

    record Row(long merchantId, long skuId, long nodeId, long lines, long units, long linesWaiting, long unitsWaiting) {

        boolean right() {
            return lines == linesWaiting && units == unitsWaiting;
        }
    }
}
