package dev.tributary.orders;

import dev.tributary.database.WriteGroup;
import dev.tributary.database.WriteGroup.Message;
import org.springframework.stereotype.Repository;

/** Writes a batch's returns and refunds: one statement a table, and none in a batch without any. */
@Repository
class AfterSalesWrites {

    private static final String INSERT_RETURNS = """
            insert into orders.goods_return
                   (merchant_id, id, channel_id, number, order_id, original_number, currency, refunded, method, returned_at)
            select merchant_id, id, channel_id, number, nullif(order_id, 0), original_number, currency, refunded, method,
                   'epoch'::timestamptz + returned_at * interval '1 microsecond'
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::bigint[],
                          ?::text[], ?::bigint[])
                   as taken (merchant_id, id, channel_id, number, order_id, original_number, currency, refunded, method,
                             returned_at)
            """;

    private static final String INSERT_LINES = """
            insert into orders.goods_return_line
                   (merchant_id, return_id, line, sku_id, node_id, channel_sku, units, amount, disposition, unit, quantity)
            select merchant_id, return_id, line, nullif(sku_id, 0), node_id, channel_sku, units, amount, disposition, unit,
                   quantity::numeric
              from unnest(?::bigint[], ?::bigint[], ?::smallint[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[],
                          ?::bigint[], ?::smallint[], ?::text[], ?::text[])
                   as taken (merchant_id, return_id, line, sku_id, node_id, channel_sku, units, amount, disposition, unit,
                             quantity)
            """;

    private static final String MAP_LINES = """
            update orders.goods_return_line
               set sku_id = mapped.sku_id, units = mapped.units, amount = mapped.amount
              from unnest(?::bigint[], ?::bigint[], ?::smallint[], ?::bigint[], ?::bigint[], ?::bigint[])
                   as mapped (merchant_id, return_id, line, sku_id, units, amount)
             where goods_return_line.merchant_id = mapped.merchant_id and goods_return_line.return_id = mapped.return_id
               and goods_return_line.line = mapped.line
            """;

    private static final String SOLD_BY = """
            update orders.goods_return
               set order_id = sold.order_id
              from unnest(?::bigint[], ?::bigint[], ?::bigint[]) as sold (merchant_id, id, order_id)
             where goods_return.merchant_id = sold.merchant_id and goods_return.id = sold.id
               and goods_return.order_id is null
            """;

    private static final String INSERT_REFUNDS = """
            insert into orders.refund (merchant_id, order_id, reference, method, amount, refunded_at)
            select merchant_id, order_id, reference, method, amount,
                   'epoch'::timestamptz + refunded_at * interval '1 microsecond'
              from unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[])
                   as refunded (merchant_id, order_id, reference, method, amount, refunded_at)
            """;

    void write(AfterSales decided, RefundTaskWrites tasks, WriteGroup group) {
        tasks.write(group);
        group.add(Message.ALONE, INSERT_RETURNS, decided.returns.columns);
        group.add(Message.ALONE, INSERT_LINES, decided.lines.columns);
        group.add(Message.ALONE, MAP_LINES, decided.mapped.columns);
        group.add(Message.ALONE, SOLD_BY, decided.sold.columns);
        group.add(Message.ALONE, INSERT_REFUNDS, decided.refunds.columns);
    }
}
