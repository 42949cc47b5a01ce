package dev.tributary.inventory.transfers;

import dev.tributary.database.BookCheck;
import dev.tributary.database.Findings;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Holds what transfers say is set aside and on its way against the book of held goods, in one statement and moment. */
class TransferBooks implements BookCheck {

    private static final String LINES = "select count(*) from inventory.transfer_line where merchant_id > 0";

    private static final String WRONG = """
            select merchant_id, sku_id, node_id, condition, coalesce(said.units, 0) as said, coalesce(held.units, 0) as held
              from (select merchant_id, sku_id, node_id, condition, sum(units) as units
                      from (select merchant_id, line.sku_id, transfer.to_node_id as node_id, 5::smallint as condition,
                                   line.shipped - line.received - line.lost - line.turned_back as units
                              from inventory.transfer
                              join inventory.transfer_line as line using (merchant_id)
                             where line.transfer_id = transfer.id and transfer.state in (2, 3)
                            union all
                            select merchant_id, line.sku_id, transfer.from_node_id, 4::smallint, line.set_aside
                              from inventory.transfer
                              join inventory.transfer_line as line using (merchant_id)
                             where line.transfer_id = transfer.id and transfer.state = 1) as parts
                     group by merchant_id, sku_id, node_id, condition) as said
              full join (select merchant_id, sku_id, node_id, condition, units
                           from inventory.held
                          where condition in (4, 5)) as held
             using (merchant_id, sku_id, node_id, condition)
             where coalesce(said.units, 0) <> coalesce(held.units, 0)
             limit 100
            """;

    private static final String NOT_OVER = """
            select merchant_id, transfer_id, line
              from inventory.transfer_line
              join inventory.transfer using (merchant_id)
             where transfer.id = transfer_line.transfer_id and transfer.state in (4, 5)
               and (shipped - received - lost - turned_back <> 0 or transfer_line.set_aside <> 0)
             limit 100
            """;

    @Override
    public String name() {
        return "what left and has not come, is not lost and not back, is in transit; what is set aside is held";
    }

    @Override
    public void run(JdbcClient books, Findings findings) {
        findings.checked(books.sql(LINES).query(Long.class).single());
        books.sql(WRONG).query(Row.class).list().forEach(row -> findings.wrong(row.toString()));
        books.sql(NOT_OVER).query(Line.class).list().forEach(line -> findings.wrong(line + " is over and is not"));
    }

    record Row(long merchantId, long skuId, long nodeId, int condition, long said, long held) {}

    record Line(long merchantId, long transferId, int line) {}
}
