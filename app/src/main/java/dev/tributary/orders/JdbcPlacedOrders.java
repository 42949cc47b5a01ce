package dev.tributary.orders;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcPlacedOrders implements PlacedOrders {

    private static final int AT_ONCE_MAX = 2_000;
    /** An order is never changed long before the moment its platform says it was placed at: clocks differ by less. */
    private static final Duration CLOCKS_DIFFER_MAX = Duration.ofDays(1);

    private static final String COLUMNS = """
            select sales_order.merchant_id, sales_order.id, sales_order.number, sales_order.placed_at, sales_order.updated_at,
                   sales_order.currency, sales_order.payable, sales_order.refunded, sales_order.state
              from orders.sales_order
            """;

    private static final String BETWEEN = COLUMNS + """
             where merchant_id = :merchant
               and (updated_at, id) > (:since, :after)
               and channel_id = :channel
               and placed_at >= :from and placed_at < :to
             order by updated_at, id
             limit :limit
            """;
    private static final String BY_NUMBER = COLUMNS + """
              join orders.intake_key
                on sales_order.merchant_id = intake_key.merchant_id and sales_order.id = intake_key.order_id
             where intake_key.merchant_id = :merchant and kind = 1 and intake_key.channel_id = :channel
               and key = any(:numbers)
            """;

    private final JdbcClient jdbc;

    JdbcPlacedOrders(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Page<Placed> between(
            MerchantId merchant, ChannelId channel, Instant from, Instant to, Optional<String> cursor, int limit) {
        int size = Math.min(limit, AT_ONCE_MAX);
        var position =
                cursor.map(JdbcPlacedOrders::position).orElseGet(() -> new Position(from.minus(CLOCKS_DIFFER_MAX), 0));
        var cursors = new ArrayList<String>();
        var found = jdbc.sql(BETWEEN)
                .param("merchant", merchant.value())
                .param("channel", channel.value())
                .param("since", Timestamp.from(position.since()))
                .param("after", position.after())
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .param("limit", size + 1)
                .query((row, number) -> {
                    cursors.add(row.getTimestamp("updated_at").toInstant() + " " + row.getLong("id"));
                    return placed(row);
                })
                .list();
        return found.size() > size
                ? new Page<>(found.subList(0, size), Optional.of(cursors.get(size - 1)))
                : new Page<>(found, Optional.empty());
    }

    private record Position(Instant since, long after) {}

    private static Position position(String cursor) {
        try {
            var parts = cursor.split(" ", 2);
            return new Position(Instant.parse(parts[0]), Long.parseLong(parts[1]));
        } catch (DateTimeException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw ProblemException.invalid("cursor", "unknown_cursor", "take the cursor from the page before");
        }
    }

    @Override
    public Map<String, Placed> byNumber(MerchantId merchant, ChannelId channel, Collection<String> numbers) {
        if (numbers.size() > AT_ONCE_MAX) {
            throw new IllegalArgumentException(
                    "at most %d orders at once, not %d".formatted(AT_ONCE_MAX, numbers.size()));
        }
        var found = new HashMap<String, Placed>();
        jdbc.sql(BY_NUMBER)
                .param("merchant", merchant.value())
                .param("channel", channel.value())
                .param("numbers", numbers.toArray(String[]::new))
                .query(row -> {
                    var placed = placed(row);
                    found.put(placed.number(), placed);
                });
        return found;
    }

    private static Placed placed(ResultSet row) throws SQLException {
        var currency = Currency.getInstance(row.getString("currency"));
        var state = OrderState.of(row.getInt("state"));
        return new Placed(
                new OrderId(row.getLong("id")),
                row.getString("number"),
                row.getTimestamp("placed_at").toInstant(),
                new Money(row.getLong("payable"), currency),
                new Money(row.getLong("refunded"), currency),
                state == OrderState.CANCELLED || state == OrderState.EXPIRED);
    }
}
