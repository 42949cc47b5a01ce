package dev.tributary.inventory.waiting;

import dev.tributary.database.Columns;
import dev.tributary.inventory.Offer;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** What a batch reads of rows that have somebody waiting or something to promise; their locks hold it still. */
@Repository
public class QueueStore {

    /** Who is further behind than a thousand is counted, and not served before it has moved up. */
    private static final String QUEUES = """
            select first.*, queue.units as units_of_all
              from unnest(?::bigint[], ?::bigint[], ?::bigint[]) as wanted (merchant_id, sku_id, node_id)
              join inventory.queue using (merchant_id, sku_id, node_id)
             cross join lateral (
                   select *
                     from inventory.waiting
                    where waiting.merchant_id = queue.merchant_id and waiting.sku_id = queue.sku_id
                      and waiting.node_id = queue.node_id
                    order by place
                    limit 1000) as first
             order by first.merchant_id, first.sku_id, first.node_id, first.place
            """;

    private static final String PLACES = """
            select * from inventory.waiting where merchant_id = any(?::bigint[]) and order_id = any(?::bigint[])
            """;

    /** Goes through queues as far as the last of these places: only for dates to be told so far behind. */
    private static final String UNITS_BETWEEN = """
            select turn, (select coalesce(sum(units), 0)
                            from inventory.waiting
                           where waiting.merchant_id = span.merchant_id and waiting.sku_id = span.sku_id
                             and waiting.node_id = span.node_id
                             and place > span.after and place <= span.until) as units
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[]) with ordinality
                   as span (merchant_id, sku_id, node_id, after, until, turn)
             order by turn
            """;

    private static final String COMING = """
            select wanted.merchant_id, sku_id, node_id, number, units - units_received as units, due_at,
                   coalesce(lead_time_days, 0) as lead_time_days
              from inventory.expected
              join unnest(?::bigint[], ?::bigint[], ?::bigint[]) as wanted (merchant_id, sku_id, node_id)
             using (merchant_id, sku_id, node_id)
              left join inventory.node on node.merchant_id = wanted.merchant_id and node.id = expected.node_id
             where state = 1
             order by due_at, number
            """;

    private static final String OFFERS = """
            select distinct offer.merchant_id, offer.sku_id, channel_id, kind
              from inventory.offer
              join unnest(?::bigint[], ?::bigint[], ?::bigint[]) as wanted (merchant_id, sku_id, node_id)
                on offer.merchant_id = wanted.merchant_id and offer.sku_id = wanted.sku_id
            """;

    private final JdbcTemplate jdbc;

    QueueStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param rows those of the locked rows that have the trait
     * @param orders that the batch is about
     */
    public BatchQueue open(Collection<StockKey> rows, Set<OrderId> orders) {
        return new BatchQueue(this, rows, orders);
    }

    /** Everything there is to know of these rows, by row. */
    Map<StockKey, RowQueue> queues(Collection<StockKey> rows) {
        var queues = HashMap.<StockKey, RowQueue>newHashMap(rows.size());
        rows.forEach(key -> queues.put(key, new RowQueue()));
        jdbc.query(QUEUES, keys(rows)::bind, row -> {
            queues.getOrDefault(key(row), new RowQueue()).read(entry(row), row.getLong("units_of_all"));
        });
        jdbc.query(COMING, keys(rows)::bind, row -> {
            var due = java.util.Objects.requireNonNull(instant(row, "due_at"));
            queues.getOrDefault(key(row), new RowQueue())
                    .add(new RowQueue.Coming(
                            row.getString("number"),
                            row.getLong("units"),
                            due.plus(Duration.ofDays(row.getInt("lead_time_days")))));
        });
        return queues;
    }

    /** Adds those of these orders' lines that are behind the first thousand. */
    void readBehind(Map<StockKey, RowQueue> queues, Set<OrderId> orders) {
        var columns = new Columns();
        var merchant = columns.longs();
        var order = columns.longs();
        queues.keySet().stream().map(StockKey::merchant).distinct().forEach(one -> merchant.add(one.value()));
        orders.forEach(one -> order.add(one.value()));
        jdbc.query(PLACES, columns::bind, row -> {
            var queue = queues.get(key(row));
            if (queue != null) {
                queue.readBehind(entry(row));
            }
        });
    }

    /** Adds what waits before those that were found behind the first thousand. */
    void readUnitsBefore(Map<StockKey, RowQueue> queues) {
        var columns = new Columns();
        var merchant = columns.longs();
        var sku = columns.longs();
        var node = columns.longs();
        var after = columns.longs();
        var until = columns.longs();
        var spans = new ArrayList<Span>();
        queues.forEach((key, queue) -> {
            long last = queue.lastPlaceRead();
            for (var entry : queue.placedBehind()) {
                merchant.add(key.merchant().value());
                sku.add(key.sku().value());
                node.add(key.node().value());
                after.add(last);
                until.add(entry.place);
                last = entry.place;
                spans.add(new Span(queue, entry));
            }
        });
        var sums = new HashMap<RowQueue, Long>();
        jdbc.query(UNITS_BETWEEN, columns::bind, row -> {
            var span = spans.get(row.getInt("turn") - 1);
            long units = sums.merge(span.queue(), row.getLong("units"), Long::sum);
            span.queue().readUnitsBefore(span.entry(), units - span.entry().units);
        });
    }

    private record Span(RowQueue queue, Entry entry) {}

    private static Entry entry(ResultSet row) throws SQLException {
        int offer = row.getInt("offer");
        var entry = new Entry(
                new OrderId(row.getLong("order_id")),
                row.getInt("line"),
                row.getLong("place"),
                row.getInt("choice") == 0,
                row.getLong("units"),
                offer == 0 ? null : Offer.of(offer),
                instant(row, "promised_at"));
        entry.passedOver = row.getBoolean("passed_over");
        return entry;
    }

    /** By SKU, then by channel, 0 for every channel. */
    Map<SkuOf, Map<Long, Offer>> offers(Collection<StockKey> rows) {
        var offers = new HashMap<SkuOf, Map<Long, Offer>>();
        jdbc.query(OFFERS, keys(rows)::bind, row -> {
            offers.computeIfAbsent(
                            new SkuOf(new MerchantId(row.getLong(1)), new SkuId(row.getLong(2))),
                            sku -> new HashMap<>())
                    .put(row.getLong(3), Offer.of(row.getInt(4)));
        });
        return offers;
    }

    record SkuOf(MerchantId merchant, SkuId sku) {
        static SkuOf of(StockKey key) {
            return new SkuOf(key.merchant(), key.sku());
        }
    }

    static StockKey key(ResultSet row) throws SQLException {
        return new StockKey(
                new MerchantId(row.getLong("merchant_id")),
                new SkuId(row.getLong("sku_id")),
                new NodeId(row.getLong("node_id")));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static Columns keys(Collection<StockKey> rows) {
        var columns = new Columns();
        var merchant = columns.longs();
        var sku = columns.longs();
        var node = columns.longs();
        for (var key : rows) {
            merchant.add(key.merchant().value());
            sku.add(key.sku().value());
            node.add(key.node().value());
        }
        return columns;
    }
}
