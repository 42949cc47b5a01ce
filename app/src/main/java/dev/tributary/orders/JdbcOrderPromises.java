package dev.tributary.orders;

import dev.tributary.inventory.OrderPromises;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcOrderPromises implements OrderPromises {

    private static final String OPEN = """
            select order_id, line, sku_id, node_id, units - units_shipped as units
              from orders.order_line
             where merchant_id = :merchant and order_id = any(:orders::bigint[]) and reservation in (3, 4)
             order by order_id, line
            """;

    private static final String CHANNELS = """
            select id, channel_id from orders.sales_order where merchant_id = :merchant and id = any(:orders::bigint[])
            """;

    private final JdbcClient jdbc;

    JdbcOrderPromises(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Slice differences(Place after, int lines) {
        var slice = PromisedLineBooks.next(jdbc, after, lines);
        return new Slice(
                slice.wrong().stream().map(JdbcOrderPromises::difference).toList(), slice.lines(), slice.next());
    }

    @Override
    public List<Promise> open(MerchantId merchant, Collection<OrderId> orders) {
        return jdbc.sql(OPEN)
                .param("merchant", merchant.value())
                .param("orders", orders.stream().mapToLong(OrderId::value).toArray())
                .query((row, number) -> new Promise(
                        new OrderId(row.getLong("order_id")),
                        row.getInt("line"),
                        new StockKey(merchant, new SkuId(row.getLong("sku_id")), new NodeId(row.getLong("node_id"))),
                        row.getLong("units")))
                .list();
    }

    @Override
    public Map<OrderId, ChannelId> channels(MerchantId merchant, Collection<OrderId> orders) {
        var channels = HashMap.<OrderId, ChannelId>newHashMap(orders.size());
        jdbc.sql(CHANNELS)
                .param("merchant", merchant.value())
                .param("orders", orders.stream().mapToLong(OrderId::value).toArray())
                .query(row -> {
                    channels.put(new OrderId(row.getLong("id")), new ChannelId(row.getLong("channel_id")));
                });
        return channels;
    }

    private static Difference difference(PromisedLineBooks.Row row) {
        return new Difference(
                promise(row, row.wantedSku(), row.wantedNode(), row.wanted()),
                promise(row, row.promisedSku(), row.promisedNode(), row.promised()));
    }

    private static Optional<Promise> promise(
            PromisedLineBooks.Row row, @Nullable Long sku, @Nullable Long node, long units) {
        return sku == null || node == null
                ? Optional.empty()
                : Optional.of(new Promise(
                        new OrderId(row.orderId()),
                        row.line(),
                        new StockKey(new MerchantId(row.merchantId()), new SkuId(sku), new NodeId(node)),
                        units));
    }
}
