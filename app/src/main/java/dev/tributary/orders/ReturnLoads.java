package dev.tributary.orders;

import dev.tributary.database.Columns;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.orders.OrderLoads.OrderRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** What a batch reads of returns that are told again, and of refunds; a batch without either reads nothing here. */
@Repository
class ReturnLoads {

    /** Locked, so that of two tellings at a time one alone puts a line's goods back. */
    private static final String LOCK = """
            select id, order_id
              from orders.goods_return
              join unnest(?::bigint[], ?::bigint[]) as wanted (merchant_id, id)
             using (merchant_id, id)
             order by merchant_id, id
               for no key update of goods_return
            """;

    private static final String READ_WAITING = """
            select return_id, line, channel_sku, units, node_id, disposition
              from orders.goods_return_line
              join unnest(?::bigint[], ?::bigint[]) as wanted (merchant_id, return_id)
             using (merchant_id, return_id)
             where sku_id is null
             order by merchant_id, return_id, line
            """;

    private static final String READ_REFUNDS = """
            select order_id, reference
              from orders.refund
              join unnest(?::bigint[], ?::bigint[]) as wanted (merchant_id, order_id)
             using (merchant_id, order_id)
            """;

    private final JdbcTemplate jdbc;

    ReturnLoads(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param order that sold the goods, where it was known at the first telling */
    record Stored(Optional<OrderId> order, List<Waiting> waiting) {
        static final Stored NONE = new Stored(Optional.empty(), List.of());
    }

    /** A line whose SKU nobody had mapped. */
    record Waiting(int number, String channelSku, long units, NodeId node, ReturnDraft.Disposition disposition) {}

    Map<Long, Stored> lock(SortedSet<OrderRef> returns) {
        var found = HashMap.<Long, Stored>newHashMap(returns.size());
        jdbc.query(LOCK, refs(returns)::bind, row -> {
            var order = Optional.ofNullable(row.getObject(2, Long.class)).map(OrderId::new);
            found.put(row.getLong(1), new Stored(order, new ArrayList<>()));
        });
        jdbc.query(READ_WAITING, refs(returns)::bind, row -> {
            found.getOrDefault(row.getLong(1), Stored.NONE).waiting().add(waiting(row));
        });
        return found;
    }

    Map<OrderId, Set<String>> refunds(SortedSet<OrderRef> orders) {
        var found = new HashMap<OrderId, Set<String>>();
        jdbc.query(READ_REFUNDS, refs(orders)::bind, row -> {
            found.computeIfAbsent(new OrderId(row.getLong(1)), order -> new HashSet<>())
                    .add(row.getString(2));
        });
        return found;
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        return new Waiting(
                row.getInt(2),
                row.getString(3),
                row.getLong(4),
                new NodeId(row.getLong(5)),
                ReturnDraft.Disposition.of(row.getInt(6)));
    }

    private static Columns refs(SortedSet<OrderRef> returns) {
        var columns = new Columns();
        var merchant = columns.longs();
        var id = columns.longs();
        for (var one : returns) {
            merchant.add(one.merchant().value());
            id.add(one.order().value());
        }
        return columns;
    }
}
