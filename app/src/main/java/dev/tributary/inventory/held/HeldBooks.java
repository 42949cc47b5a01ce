package dev.tributary.inventory.held;

import dev.tributary.database.BookCheck;
import dev.tributary.database.Findings;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Adds the ledgers of held goods up, and holds each line against the stock row's own. */
class HeldBooks implements BookCheck {

    private static final int SLICE = 2_000;

    private static final String NEXT = """
            select held.merchant_id, held.sku_id, held.node_id, held.condition, held.units, held.version,
                   coalesce(moved.units, 0) as units_moved, coalesce(moved.lines, 0) as lines,
                   coalesce(moved.last, 0) as last, coalesce(moved.stock_version, 0) as stock_version,
                   coalesce(stock.version, 0) as row_version
              from (select * from inventory.held
                     where (merchant_id, sku_id, node_id, condition) > (:merchant, :sku, :node, :condition)
                     order by merchant_id, sku_id, node_id, condition
                     limit :limit) as held
              left join inventory.stock
                on stock.merchant_id = held.merchant_id and stock.sku_id = held.sku_id and stock.node_id = held.node_id
             cross join lateral (
                   select sum(units_change) as units, count(*) as lines, max(version) as last,
                          max(stock_version) as stock_version
                     from inventory.held_movement
                    where held_movement.merchant_id = held.merchant_id and held_movement.sku_id = held.sku_id
                      and held_movement.node_id = held.node_id
                      and held_movement.condition = held.condition) as moved
             order by held.merchant_id, held.sku_id, held.node_id, held.condition
            """;

    @Override
    public String name() {
        return "what is held is the sum of its ledger, numbered without a gap, beside the stock row's";
    }

    @Override
    public void run(JdbcClient books, Findings findings) {
        findings.check(
                new Row(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                SLICE,
                last -> books.sql(NEXT)
                        .param("merchant", last.merchantId())
                        .param("sku", last.skuId())
                        .param("node", last.nodeId())
                        .param("condition", last.condition())
                        .param("limit", SLICE)
                        .query(Row.class)
                        .list(),
                Row::right);
    }

    record Row(
            long merchantId,
            long skuId,
            long nodeId,
            int condition,
            long units,
            long version,
            long unitsMoved,
            long lines,
            long last,
            long stockVersion,
            long rowVersion) {

        boolean right() {
            return units == unitsMoved && version == last && lines == last && stockVersion <= rowVersion;
        }
    }
}
