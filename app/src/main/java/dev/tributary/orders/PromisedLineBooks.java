package dev.tributary.orders;

import dev.tributary.database.BookCheck;
import dev.tributary.database.Findings;
import dev.tributary.inventory.OrderPromises.Place;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Open lines and promises are the same set: inventory publishes its promises to this check as a view. Compared some
 * thousand lines at a time, each slice of orders in one statement and so in one moment.
 */
class PromisedLineBooks implements BookCheck {

    private static final int SLICE = 20_000;
    private static final Place END = new Place(Long.MAX_VALUE, Long.MAX_VALUE);

    private static final String THROUGH = """
            select count(*) over () as lines, merchant_id, order_id
              from (select merchant_id, order_id
                      from orders.order_line
                     where (merchant_id, order_id) > (:merchant, :order)
                     order by merchant_id, order_id
                     limit :lines) as slice
             order by merchant_id desc, order_id desc
             limit 1
            """;

    private static final String LINES = """
            select count(*)
              from orders.order_line
             where merchant_id > 0 and reservation in (3, 4)
            """;

    private static final String WRONG = """
            select merchant_id, order_id, line, coalesce(lines.units, 0) as wanted, lines.sku_id as wanted_sku,
                   lines.node_id as wanted_node, coalesce(promise.units, 0) as promised,
                   promise.sku_id as promised_sku, promise.node_id as promised_node
              from (select merchant_id, order_id, line, units - units_shipped as units, sku_id, node_id
                      from orders.order_line
                     where (merchant_id, order_id) > (:afterMerchant, :afterOrder)
                       and (merchant_id, order_id) <= (:merchant, :order) and reservation in (3, 4)) as lines
              full join (select * from inventory.promise
                          where (merchant_id, order_id) > (:afterMerchant, :afterOrder)
                            and (merchant_id, order_id) <= (:merchant, :order)) as promise
             using (merchant_id, order_id, line)
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
        var next = Optional.of(Place.BEGIN);
        while (next.isPresent()) {
            var slice = next(books, next.get(), SLICE);
            slice.wrong().forEach(row -> findings.wrong(row.toString()));
            next = slice.next();
        }
    }

    /** Orders that hold so many lines, and the first hundred of them that are wrong. */
    static Slice next(JdbcClient books, Place after, int lines) {
        var through = books.sql(THROUGH)
                .param("merchant", after.merchant())
                .param("order", after.order())
                .param("lines", lines)
                .query(Through.class)
                .optional()
                .orElse(new Through(0, 0, 0));
        boolean last = through.lines() < lines;
        var end = last ? END : new Place(through.merchantId(), through.orderId());
        var wrong = books.sql(WRONG)
                .param("afterMerchant", after.merchant())
                .param("afterOrder", after.order())
                .param("merchant", end.merchant())
                .param("order", end.order())
                .query(Row.class)
                .list();
        return new Slice(wrong, through.lines(), last ? Optional.empty() : Optional.of(end));
    }

    /** @param next where to go on; empty behind the last order */
    record Slice(List<Row> wrong, long lines, Optional<Place> next) {}

    record Through(long lines, long merchantId, long orderId) {}

    record Row(
            long merchantId,
            long orderId,
            int line,
            long wanted,
            @Nullable Long wantedSku,
            @Nullable Long wantedNode,
            long promised,
            @Nullable Long promisedSku,
            @Nullable Long promisedNode) {}
}
