package dev.tributary.orders;

import dev.tributary.database.BookCheck;
import dev.tributary.database.Findings;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an order has open to give back is what it holds too much: all of it once it expired, never more than it holds. */
class RefundTaskBooks implements BookCheck {

    private static final int SLICE = 5_000;

    private static final String NEXT = """
            select merchant_id, id, state, paid - refunded as kept,
                   (select coalesce(sum(amount), 0)
                      from orders.refund_task
                     where refund_task.merchant_id = sales_order.merchant_id and refund_task.order_id = sales_order.id
                       and refund_task.state = 1) as open
              from orders.sales_order
             where (merchant_id, id) > (:merchant, :id) and (paid > 0 or state = 7)
             order by merchant_id, id
             limit :limit
            """;

    @Override
    public String name() {
        return "money of orders that expired has its refund task, and no task is of money that is not there";
    }

    @Override
    public void run(JdbcClient books, Findings findings) {
        findings.check(
                new Row(0, 0, (short) 0, 0, 0),
                SLICE,
                last -> books.sql(NEXT)
                        .param("merchant", last.merchantId())
                        .param("id", last.id())
                        .param("limit", SLICE)
                        .query(Row.class)
                        .list(),
                Row::right);
    }

    record Row(long merchantId, long id, short state, long kept, long open) {

        boolean right() {
            return state == OrderState.EXPIRED.code() ? open == kept : open <= Math.max(0, kept);
        }
    }
}
