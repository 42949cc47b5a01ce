package dev.tributary.orders;

import dev.tributary.database.BookCheck;
import dev.tributary.database.Findings;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Lines that wait for goods have their place among those who wait, and nobody else has one. Orders that have such lines
 * are gone through, then those that have places; each slice compares both in one moment.
 */
class WaitingLineBooks implements BookCheck {

    private static final int SLICE = 2_000;

    /** Each side as SKU and units. A line may stand at several rows, for the same. */
    private static final String COMPARED = """
            , compared as (
            select slice.*,
                   (select order_line.sku_id || ':' || order_line.units
                      from orders.order_line
                      join orders.sales_order on sales_order.merchant_id = order_line.merchant_id
                       and sales_order.id = order_line.order_id
                     where order_line.merchant_id = slice.merchant_id and order_line.order_id = slice.order_id
                       and order_line.line = slice.line and reservation in (2, 7) and sku_id is not null
                       and candidates is not null and candidates <> '' and not ships_at_once) as wanted,
                   (select string_agg(waiting_line.sku_id || ':' || waiting_line.units, ' ')
                      from inventory.waiting_line
                     where waiting_line.merchant_id = slice.merchant_id and waiting_line.order_id = slice.order_id
                       and waiting_line.line = slice.line) as queued
              from slice)
            select merchant_id, order_id, line, wanted, queued from compared order by merchant_id, order_id, line
            """;

    /** By the index of lines that wait for a mapping or for stock. */
    private static final String LINES = """
            with slice as (
                 select merchant_id, order_id, line
                   from orders.order_line
                  where (merchant_id, order_id, line) > (:merchant, :order, :line) and reservation in (1, 2)
                  order by merchant_id, order_id, line
                  limit :limit)
            """ + COMPARED;

    /** By that of lines that were promised expected goods. */
    private static final String PROMISED = """
            with slice as (
                 select merchant_id, order_id, line
                   from orders.order_line
                  where (merchant_id, order_id, line) > (:merchant, :order, :line) and reservation = 7
                  order by merchant_id, order_id, line
                  limit :limit)
            """ + COMPARED;

    private static final String PLACES = """
            with slice as (
                 select distinct merchant_id, order_id, line
                   from inventory.waiting_line
                  where (merchant_id, order_id, line) > (:merchant, :order, :line)
                  order by merchant_id, order_id, line
                  limit :limit)
            """ + COMPARED;

    @Override
    public String name() {
        return "every line that waits for goods has its place, every place its line";
    }

    @Override
    public void run(JdbcClient books, Findings findings) {
        for (var walk : List.of(LINES, PROMISED, PLACES)) {
            findings.check(
                    new Row(0, 0, 0, null, null),
                    SLICE,
                    last -> books.sql(walk)
                            .param("merchant", last.merchantId())
                            .param("order", last.orderId())
                            .param("line", last.line())
                            .param("limit", SLICE)
                            .query(Row.class)
                            .list(),
                    Row::right);
        }
    }

    record Row(
            long merchantId,
            long orderId,
            int line,
            @Nullable String wanted,
            @Nullable String queued) {

        boolean right() {
            return Objects.equals(wanted, queued);
        }
    }
}
