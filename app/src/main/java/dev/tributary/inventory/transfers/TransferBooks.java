package dev.tributary.inventory.transfers;

import dev.tributary.database.BookCheck;
import dev.tributary.database.Findings;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Holds what transfers say is set aside and on its way against the book of held goods: each held row against the lines
 * that are open of its SKU, then each line, which must be over with its transfer and else have a row that it was counted
 * in. Some rows a statement, and so each row in one moment.
 */
class TransferBooks implements BookCheck {

    private static final int SLICE = 2_000;

    /** Rows of other conditions are passed over here, so that a slice's length is that of what it reads. */
    private static final String HELD = """
            select held.merchant_id, held.sku_id, held.node_id, held.condition, held.units,
                   case when held.condition in (4, 5) then coalesce(said.units, 0) else held.units end as said
              from (select merchant_id, sku_id, node_id, condition, units
                      from inventory.held
                     where (merchant_id, sku_id, node_id, condition) > (:merchant, :sku, :node, :condition)
                     order by merchant_id, sku_id, node_id, condition
                     limit :limit) as held
              left join lateral (
                   select sum(case held.condition when 4 then line.set_aside
                                   else line.shipped - line.received - line.lost - line.turned_back end) as units
                     from inventory.transfer_line as line
                     join inventory.transfer
                       on transfer.merchant_id = line.merchant_id and transfer.id = line.transfer_id
                    where line.merchant_id = held.merchant_id and line.sku_id = held.sku_id
                      and (line.set_aside <> 0 or line.shipped - line.received - line.lost - line.turned_back <> 0)
                      and case held.condition when 4 then transfer.state = 1 and transfer.from_node_id = held.node_id
                                              else transfer.state in (2, 3) and transfer.to_node_id = held.node_id end)
                   as said on held.condition in (4, 5)
             order by held.merchant_id, held.sku_id, held.node_id, held.condition
            """;

    private static final String LINES = """
            select line.merchant_id, line.transfer_id, line.line, transfer.state,
                   line.set_aside, line.shipped - line.received - line.lost - line.turned_back as on_its_way,
                   held.units is not null as held
              from (select * from inventory.transfer_line
                     where (merchant_id, transfer_id, line) > (:merchant, :transfer, :line)
                     order by merchant_id, transfer_id, line
                     limit :limit) as line
              join inventory.transfer
                on transfer.merchant_id = line.merchant_id and transfer.id = line.transfer_id
              left join inventory.held
                on held.merchant_id = line.merchant_id and held.sku_id = line.sku_id
               and held.node_id = case transfer.state when 1 then transfer.from_node_id else transfer.to_node_id end
               and held.condition = case transfer.state when 1 then 4 else 5 end
             order by line.merchant_id, line.transfer_id, line.line
            """;

    @Override
    public String name() {
        return "what left and has not come, is not lost and not back, is in transit; what is set aside is held";
    }

    @Override
    public void run(JdbcClient books, Findings findings) {
        findings.check(
                new Row(0, 0, 0, 0, 0, 0),
                SLICE,
                last -> books.sql(HELD)
                        .param("merchant", last.merchantId())
                        .param("sku", last.skuId())
                        .param("node", last.nodeId())
                        .param("condition", last.condition())
                        .param("limit", SLICE)
                        .query(Row.class)
                        .list(),
                row -> row.units() == row.said());
        findings.check(
                new Line(0, 0, 0, 0, 0, 0, false),
                SLICE,
                last -> books.sql(LINES)
                        .param("merchant", last.merchantId())
                        .param("transfer", last.transferId())
                        .param("line", last.line())
                        .param("limit", SLICE)
                        .query(Line.class)
                        .list(),
                Line::right);
    }

    record Row(long merchantId, long skuId, long nodeId, int condition, long units, long said) {}

    /** @param held whether the row is there that its units are counted in */
    record Line(long merchantId, long transferId, int line, int state, long setAside, long onItsWay, boolean held) {

        boolean right() {
            return switch (state) {
                case 1 -> setAside == 0 || held;
                case 2, 3 -> onItsWay == 0 || held;
                default -> setAside == 0 && onItsWay == 0;
            };
        }
    }
}
