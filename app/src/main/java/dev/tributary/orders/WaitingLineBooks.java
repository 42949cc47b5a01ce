package dev.tributary.orders;

import dev.tributary.database.BookCheck;
import dev.tributary.database.Findings;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lines that wait for goods have their place among those who wait, and nobody else has one; in one moment. */
class WaitingLineBooks implements BookCheck {

    private static final String LINES = "select count(*) from inventory.waiting_line where merchant_id > 0";

    private static final String WRONG = """
            select merchant_id, order_id, line, lines.units as wanted, waiting_line.units as queued
              from (select order_line.merchant_id, order_id, line, sku_id, units
                      from orders.order_line
                      join orders.sales_order on sales_order.merchant_id = order_line.merchant_id
                       and sales_order.id = order_line.order_id
                     where order_line.merchant_id > 0
                       and (reservation in (1, 2) and reservation = 2 or reservation = 7)
                       and sku_id is not null and candidates is not null and candidates <> '' and not ships_at_once) as lines
              full join inventory.waiting_line using (merchant_id, order_id, line, sku_id)
             where merchant_id > 0 and lines.units is distinct from waiting_line.units
             limit 100
            """;

    @Override
    public String name() {
        return "every line that waits for goods has its place, every place its line";
    }

    @Override
    public void run(JdbcClient books, Findings findings) {
        findings.checked(books.sql(LINES).query(Long.class).single());
        books.sql(WRONG).query(Row.class).list().forEach(row -> findings.wrong(row.toString()));
    }

    record Row(
            long merchantId,
            long orderId,
            int line,
            @Nullable Long wanted,
            @Nullable Long queued) {}
}
