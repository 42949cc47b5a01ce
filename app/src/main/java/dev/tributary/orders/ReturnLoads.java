package dev.tributary.orders;

import dev.tributary.database.Columns;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import dev.tributary.orders.OrderLoads.OrderRef;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** What a batch reads of returns that are told again, and of refunds; a batch without either reads nothing here. */
@Repository
class ReturnLoads {

    /** Locked, so that of two tellings at a time one alone puts a line's goods back. */
    private static final String LOCK = """
            select merchant_id, id, channel_id, number, order_id, original_number, currency, refunded, method, returned_at
              from orders.goods_return
              join unnest(?::bigint[], ?::bigint[]) as wanted (merchant_id, id)
             using (merchant_id, id)
             order by merchant_id, id
               for no key update of goods_return
            """;

    private static final String READ = """
            select merchant_id, id, channel_id, number, order_id, original_number, currency, refunded, method, returned_at
              from orders.goods_return
              join unnest(?::bigint[], ?::bigint[]) as wanted (merchant_id, id)
             using (merchant_id, id)
            """;

    private static final String READ_LINES = """
            select return_id, line, sku_id, node_id, channel_sku, units, amount, disposition, unit, quantity
              from orders.goods_return_line
              join unnest(?::bigint[], ?::bigint[]) as wanted (merchant_id, return_id)
             using (merchant_id, return_id)
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

    /** As they were told, with the SKUs and the sales that are known by now. */
    Map<Long, ReturnDraft> lock(SortedSet<OrderRef> returns) {
        return load(LOCK, returns);
    }

    Optional<ReturnDraft> read(MerchantId merchant, long id) {
        var one = new TreeSet<>(Set.of(new OrderRef(merchant, new OrderId(id))));
        return Optional.ofNullable(load(READ, one).get(id));
    }

    private Map<Long, ReturnDraft> load(String heads, SortedSet<OrderRef> returns) {
        var rows = new ReturnRows();
        jdbc.query(heads, refs(returns)::bind, rows::head);
        jdbc.query(READ_LINES, refs(returns)::bind, rows::line);
        return rows.all();
    }

    Map<OrderId, Set<String>> refunds(SortedSet<OrderRef> orders) {
        var found = new HashMap<OrderId, Set<String>>();
        jdbc.query(READ_REFUNDS, refs(orders)::bind, row -> {
            found.computeIfAbsent(new OrderId(row.getLong(1)), order -> new HashSet<>())
                    .add(row.getString(2));
        });
        return found;
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
