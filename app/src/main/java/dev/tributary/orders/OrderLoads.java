package dev.tributary.orders;

import dev.tributary.database.Columns;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** What a batch reads and locks: its natural keys, then the orders they or its commands name. */
@Repository
class OrderLoads {

    private static final String CLAIM_KEYS = """
            insert into orders.intake_key (merchant_id, kind, channel_id, key, body_hash, order_id)
            select merchant_id, kind, channel_id, key, body_hash, order_id
              from unnest(?::bigint[], ?::smallint[], ?::bigint[], ?::text[], ?::bytea[], ?::bigint[])
                   as claimed (merchant_id, kind, channel_id, key, body_hash, order_id)
                on conflict (merchant_id, kind, channel_id, key) do nothing
            returning merchant_id, kind, channel_id, key
            """;

    private static final String READ_KEYS = """
            select merchant_id, kind, channel_id, key, body_hash, order_id
              from orders.intake_key
              join unnest(?::bigint[], ?::smallint[], ?::bigint[], ?::text[])
                   as wanted (merchant_id, kind, channel_id, key)
             using (merchant_id, kind, channel_id, key)
            """;

    private static final String LOCK_ORDERS = """
            select merchant_id, id, channel_id, number, intent, state, payment_state, source_version, currency, goods,
                   discount, freight, tax, payable, paid, refunded, totals_differ, ships_at_once, hold_expires_at,
                   placed_at, version, flag
              from orders.sales_order
              join unnest(?::bigint[], ?::bigint[]) as wanted (merchant_id, id)
             using (merchant_id, id)
             order by merchant_id, id
               for no key update of sales_order
            """;

    private static final String READ_LINES = """
            select merchant_id, order_id, line, sku_id, node_id, channel_sku, title, units, units_shipped, units_returned,
                   units_refunded, unit_price, line_discount, allocated, reservation, fulfilment, candidates, unit, quantity,
                   base_units, bundle_line, bundle_sku_id, bundle_units, bundle_title
              from orders.order_line
              join unnest(?::bigint[], ?::bigint[]) as wanted (merchant_id, order_id)
             using (merchant_id, order_id)
              left join orders.sale_quantity using (merchant_id, order_id, line)
             order by merchant_id, order_id, line
            """;

    private static final String READ_PAYMENTS = """
            select order_id, reference
              from orders.payment
              join unnest(?::bigint[], ?::bigint[]) as wanted (merchant_id, order_id)
             using (merchant_id, order_id)
            """;

    private static final String READ_REFUSALS = """
            select order_id, reason, lines
              from orders.refusal
              join unnest(?::bigint[], ?::bigint[]) as wanted (merchant_id, order_id)
             using (merchant_id, order_id)
            """;

    private static final String READ_EARLY_CANCELS = """
            select order_id, source_version, reason
              from orders.early_cancel
              join unnest(?::bigint[], ?::bigint[]) as wanted (merchant_id, order_id)
             using (merchant_id, order_id)
            """;

    private static final String UNCLAIM_KEYS = """
            delete from orders.intake_key
             using unnest(?::bigint[], ?::smallint[], ?::bigint[], ?::text[]) as void (merchant_id, kind, channel_id, key)
             where intake_key.merchant_id = void.merchant_id and intake_key.kind = void.kind
               and intake_key.channel_id = void.channel_id and intake_key.key = void.key
            """;

    private final JdbcTemplate jdbc;

    OrderLoads(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** What an earlier command left under a key. */
    @SuppressWarnings("ArrayRecordComponent")
    record Seen(byte[] bodyHash, long orderId) {}

    record StoredRefusal(short reason, String linesJson) {}

    record EarlyCancel(long sourceVersion, String reason) {}

    /** Claims every key; returns those that this batch is first with. */
    Set<IntakeKey> claim(Map<IntakeKey, Long> orderIdByKey, SortedSet<IntakeKey> keys) {
        var columns = new Columns();
        var names = new KeyColumns(columns);
        var hash = columns.bytes();
        var order = columns.longs();
        for (var key : keys) {
            names.add(key);
            hash.add(key.bodyHash());
            order.add(orderIdByKey.getOrDefault(key, 0L));
        }
        var claimed = HashSet.<IntakeKey>newHashSet(keys.size());
        jdbc.query(CLAIM_KEYS, columns::bind, row -> {
            claimed.add(key(row, new byte[0]));
        });
        return claimed;
    }

    Map<IntakeKey, Seen> read(Collection<IntakeKey> keys) {
        var columns = new Columns();
        var names = new KeyColumns(columns);
        keys.forEach(names::add);
        var seen = HashMap.<IntakeKey, Seen>newHashMap(keys.size());
        jdbc.query(READ_KEYS, columns::bind, row -> {
            var hash = row.getBytes(5);
            seen.put(key(row, hash), new Seen(hash, row.getLong(6)));
        });
        return seen;
    }

    /** Gives keys back whose command was rejected: it may be sent again when the world has changed. */
    void unclaim(Collection<IntakeKey> keys) {
        if (!keys.isEmpty()) {
            var columns = new Columns();
            var names = new KeyColumns(columns);
            keys.forEach(names::add);
            jdbc.update(UNCLAIM_KEYS, columns::bind);
        }
    }

    /** Locks in key order, and reads the lines of what it locked. */
    Map<OrderId, OrderRecord> lock(SortedSet<OrderRef> orders) {
        var found = HashMap.<OrderId, OrderRecord>newHashMap(orders.size());
        jdbc.query(LOCK_ORDERS, refs(orders)::bind, row -> {
            var order = order(row);
            found.put(order.id, order);
        });
        jdbc.query(READ_LINES, refs(orders)::bind, row -> {
            var order = found.get(new OrderId(row.getLong("order_id")));
            if (order != null) {
                order.lines.add(line(row));
            }
        });
        return found;
    }

    Map<OrderId, Set<String>> payments(SortedSet<OrderRef> orders) {
        var found = new HashMap<OrderId, Set<String>>();
        jdbc.query(READ_PAYMENTS, refs(orders)::bind, row -> {
            found.computeIfAbsent(new OrderId(row.getLong(1)), order -> new HashSet<>())
                    .add(row.getString(2));
        });
        return found;
    }

    Map<OrderId, StoredRefusal> refusals(SortedSet<OrderRef> orders) {
        var found = new HashMap<OrderId, StoredRefusal>();
        jdbc.query(READ_REFUSALS, refs(orders)::bind, row -> {
            found.put(new OrderId(row.getLong(1)), new StoredRefusal(row.getShort(2), row.getString(3)));
        });
        return found;
    }

    Map<OrderId, EarlyCancel> earlyCancels(SortedSet<OrderRef> orders) {
        var found = new HashMap<OrderId, EarlyCancel>();
        jdbc.query(READ_EARLY_CANCELS, refs(orders)::bind, row -> {
            found.put(new OrderId(row.getLong(1)), new EarlyCancel(row.getLong(2), row.getString(3)));
        });
        return found;
    }

    private static IntakeKey key(ResultSet row, byte[] hash) throws SQLException {
        return new IntakeKey(row.getLong(1), IntakeKey.Kind.of(row.getInt(2)), row.getLong(3), row.getString(4), hash);
    }

    private static OrderRecord order(ResultSet row) throws SQLException {
        var order = new OrderRecord(
                new MerchantId(row.getLong("merchant_id")),
                new OrderId(row.getLong("id")),
                row.getLong("channel_id"),
                row.getString("number"),
                OrderIntents.intent(row.getInt("intent")),
                Currency.getInstance(row.getString("currency")),
                row.getBoolean("ships_at_once"),
                instant(row, "placed_at"));
        order.allOrNothing = OrderIntents.allOrNothing(row.getInt("intent"));
        order.state = OrderState.of(row.getInt("state"));
        order.payment = PaymentState.of(row.getInt("payment_state"));
        order.sourceVersion = row.getLong("source_version");
        order.goods = row.getLong("goods");
        order.discount = row.getLong("discount");
        order.freight = row.getLong("freight");
        order.tax = row.getLong("tax");
        order.payable = row.getLong("payable");
        order.paid = row.getLong("paid");
        order.refunded = row.getLong("refunded");
        order.totalsDiffer = row.getBoolean("totals_differ");
        order.holdExpiresAt = row.getObject("hold_expires_at") == null ? null : instant(row, "hold_expires_at");
        order.version = row.getLong("version");
        order.flag = row.getString("flag");
        return order;
    }

    private static LineRecord line(ResultSet row) throws SQLException {
        var line = new LineRecord(
                row.getInt("line"),
                row.getString("channel_sku"),
                row.getString("title"),
                row.getLong("sku_id"),
                row.getLong("node_id"),
                row.getLong("units"),
                row.getLong("units_shipped"),
                row.getLong("unit_price"),
                row.getLong("line_discount"),
                row.getLong("allocated"),
                ReservationState.of(row.getInt("reservation")),
                FulfilmentState.of(row.getInt("fulfilment")),
                candidates(row.getString("candidates")));
        line.unitsReturned = row.getLong("units_returned");
        line.unitsRefunded = row.getLong("units_refunded");
        var unit = row.getString("unit");
        if (unit != null) {
            line.sale = new SaleQuantity(unit, row.getBigDecimal("quantity"), row.getLong("base_units"));
            line.bundle = bundle(row);
        }
        line.unitsQueued = line.queues() ? line.units : 0;
        return line;
    }

    static @Nullable BundlePart bundle(ResultSet row) throws SQLException {
        int line = row.getInt("bundle_line");
        return line == 0
                ? null
                : new BundlePart(
                        line,
                        new SkuId(row.getLong("bundle_sku_id")),
                        row.getLong("bundle_units"),
                        row.getString("bundle_title"));
    }

    private static long[] candidates(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return new long[0];
        }
        var parts = new ArrayList<>(List.of(text.split(",")));
        return parts.stream().mapToLong(Long::parseLong).toArray();
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Columns refs(SortedSet<OrderRef> orders) {
        var columns = new Columns();
        var merchant = columns.longs();
        var id = columns.longs();
        for (var order : orders) {
            merchant.add(order.merchant().value());
            id.add(order.order().value());
        }
        return columns;
    }

    /** Names an order of a merchant; ordered as the table is. */
    record OrderRef(MerchantId merchant, OrderId order) implements Comparable<OrderRef> {
        @Override
        public int compareTo(OrderRef other) {
            int first = merchant.compareTo(other.merchant);
            return first == 0 ? order.compareTo(other.order) : first;
        }
    }

    private static final class KeyColumns {
        private final Columns.Longs merchant;
        private final Columns.Shorts kind;
        private final Columns.Longs channel;
        private final Columns.Texts text;

        KeyColumns(Columns columns) {
            merchant = columns.longs();
            kind = columns.shorts();
            channel = columns.longs();
            text = columns.texts();
        }

        void add(IntakeKey key) {
            merchant.add(key.merchantId());
            kind.add(key.kind().code());
            channel.add(key.channelId());
            text.add(key.key());
        }
    }
}
