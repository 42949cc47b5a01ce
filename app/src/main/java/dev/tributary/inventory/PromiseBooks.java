package dev.tributary.inventory;

import dev.tributary.database.BookCheck;
import dev.tributary.database.Findings;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table's own check constraint says so too; this one also finds a constraint that was dropped. */
class PromiseBooks implements BookCheck {

    private static final String ROWS = "select count(*) from inventory.stock where merchant_id > 0";

    private static final String WRONG = """
            select merchant_id, sku_id, node_id, on_hand, reserved, allowance, units_short
              from inventory.stock
             where not (0 <= reserved and reserved <= on_hand + allowance + units_short)
                or units_short <> greatest(0, reserved - on_hand - allowance)
             limit 100
            """;

    @Override
    public String name() {
        return "no unit is promised twice: reserved <= on hand + allowance + short";
    }

    @Override
    public void run(JdbcClient books, Findings findings) {
        findings.checked(books.sql(ROWS).query(Long.class).single());
        books.sql(WRONG).query(Row.class).list().forEach(row -> findings.wrong(row.toString()));
    }

    record Row(long merchantId, long skuId, long nodeId, long onHand, long reserved, long allowance, long unitsShort) {}
}
