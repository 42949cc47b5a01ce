package dev.tributary.orders;

import dev.tributary.database.BookCheck;
import dev.tributary.database.Findings;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Open lines and promises are the same set: inventory publishes its promises to this check as a view. */
class PromisedLineBooks implements BookCheck {

    private static final String LINES = """
            select count(*)
              from orders.order_line
             where merchant_id > 0 and reservation in (3, 4)
            """;

    private static final String WRONG = """
            select merchant_id, order_id, line, coalesce(lines.units, 0) as wanted, coalesce(promise.units, 0) as promised
              from (select merchant_id, order_id, line, units - units_shipped as units, sku_id, node_id
                      from orders.order_line
                     where reservation in (3, 4)) as lines
              full join inventory.promise using (merchant_id, order_id, line)
             where lines.units is distinct from promise.units
                or lines.sku_id is distinct from promise.sku_id
                or lines.node_id is distinct from promise.node_id
             limit 100
            """;

    @Override
    public String name() {
        return "every open line has its promise, every promise its open line";
    }

    @Override
    public void run(JdbcClient books, Findings findings) {
        findings.checked(books.sql(LINES).query(Long.class).single());
        books.sql(WRONG).query(Row.class).list().forEach(row -> findings.wrong(row.toString()));
    }

    record Row(long merchantId, long orderId, int line, long wanted, long promised) {}
}
