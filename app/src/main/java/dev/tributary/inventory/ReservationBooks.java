package dev.tributary.inventory;

import dev.tributary.database.BookCheck;
import dev.tributary.database.Findings;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Holds what each row says is reserved against the live reservations, in one statement and so in one moment. */
class ReservationBooks implements BookCheck {

    private static final String ROWS = "select count(*) from inventory.stock where merchant_id > 0";

    private static final String WRONG = """
            select merchant_id, sku_id, node_id, coalesce(stock.reserved, 0) as reserved,
                   coalesce(promised.units, 0) as promised
              from (select merchant_id, sku_id, node_id, reserved from inventory.stock) as stock
              full join (select merchant_id, sku_id, node_id, sum(units) as units
                           from inventory.reservation
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
        books.sql(WRONG).query(Row.class).list().forEach(row -> findings.wrong(row.toString()));
    }

    record Row(long merchantId, long skuId, long nodeId, long reserved, long promised) {}
}
