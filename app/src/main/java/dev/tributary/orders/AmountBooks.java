package dev.tributary.orders;

import dev.tributary.database.BookCheck;
import dev.tributary.database.Findings;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Adds every order up again: its lines' shares, its discounts, its payments. */
class AmountBooks implements BookCheck {

    private static final int SLICE = 5_000;

    private static final String NEXT = """
            select sales_order.merchant_id, sales_order.id, goods, discount, paid, refunded,
                   (select coalesce(sum(allocated), 0)
                      from orders.order_line
                     where order_line.merchant_id = sales_order.merchant_id and order_line.order_id = sales_order.id)
                   as allocated,
                   (select coalesce(sum(amount), 0)
                      from orders.payment
                     where payment.merchant_id = sales_order.merchant_id and payment.order_id = sales_order.id)
                   as payments,
                   (select coalesce(sum(amount), 0)
                      from orders.refund
                     where refund.merchant_id = sales_order.merchant_id and refund.order_id = sales_order.id)
                   as refunds
              from orders.sales_order
             where (merchant_id, id) > (:merchant, :id)
             order by merchant_id, id
             limit :limit
            """;

    @Override
    public String name() {
        return "every order adds up: line shares to the cent, payments to what is paid, refunds to what went back";
    }

    @Override
    public void run(JdbcClient books, Findings findings) {
        findings.check(
                new Row(0, 0, 0, 0, 0, 0, 0, 0, 0),
                SLICE,
                last -> books.sql(NEXT)
                        .param("merchant", last.merchantId())
                        .param("id", last.id())
                        .param("limit", SLICE)
                        .query(Row.class)
                        .list(),
                Row::addsUp);
    }

    record Row(
            long merchantId,
            long id,
            long goods,
            long discount,
            long paid,
            long refunded,
            long allocated,
            long payments,
            long refunds) {

        boolean addsUp() {
            return allocated == goods - discount && paid == payments && refunded == refunds;
        }
    }
}
