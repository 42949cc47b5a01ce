package dev.tributary.inventory;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A stretch of stock rows in key order: what is read of it in one statement is of one moment.
 *
 * @param last reaches to the end, so that what belongs to no row is in it too
 */
record StockSlice(StockSlice.Place after, StockSlice.Place through, long rows, boolean last) {

    static final Place BEGIN = new Place(0, 0, 0);
    private static final Place END = new Place(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

    private static final String THROUGH = """
            select count(*) over () as rows, merchant_id, sku_id, node_id
              from (select merchant_id, sku_id, node_id
                      from inventory.stock
                     where (merchant_id, sku_id, node_id) > (:merchant, :sku, :node)
                     order by merchant_id, sku_id, node_id
                     limit :limit) as slice
             order by merchant_id desc, sku_id desc, node_id desc
             limit 1
            """;

    /** A row's key, or a point between rows. */
    record Place(long merchant, long sku, long node) {}

    static StockSlice next(JdbcClient books, Place after, int limit) {
        return books.sql(THROUGH)
                .param("merchant", after.merchant())
                .param("sku", after.sku())
                .param("node", after.node())
                .param("limit", limit)
                .query((row, number) -> row.getLong("rows") < limit
                        ? new StockSlice(after, END, row.getLong("rows"), true)
                        : new StockSlice(
                                after,
                                new Place(row.getLong("merchant_id"), row.getLong("sku_id"), row.getLong("node_id")),
                                limit,
                                false))
                .optional()
                .orElseGet(() -> new StockSlice(after, END, 0, true));
    }
}
