package dev.tributary.inventory.waiting;

import dev.tributary.database.BookCheck;
import dev.tributary.database.Findings;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A row where somebody waits says so, or a batch would not look and let others overtake. */
class QueueBooks implements BookCheck {

    private static final String LINES = "select count(*) from inventory.waiting where merchant_id > 0";

    private static final String WRONG = """
            select distinct merchant_id, sku_id, node_id
              from inventory.waiting
             where merchant_id > 0
               and not exists (select from inventory.stock
                                where stock.merchant_id = waiting.merchant_id and stock.sku_id = waiting.sku_id
                                  and stock.node_id = waiting.node_id and traits & 4 = 4)
             limit 100
            """;

    @Override
    public String name() {
        return "a stock row for which somebody waits is marked so";
    }

    @Override
    public void run(JdbcClient books, Findings findings) {
        findings.checked(books.sql(LINES).query(Long.class).single());
        books.sql(WRONG).query(Row.class).list().forEach(row -> findings.wrong(row.toString()));
    }

    record Row(long merchantId, long skuId, long nodeId) {}
}
