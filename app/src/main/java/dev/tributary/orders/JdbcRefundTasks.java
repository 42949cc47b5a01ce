package dev.tributary.orders;

import dev.tributary.database.Columns;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.ProblemException;
import dev.tributary.orders.OrderLoads.OrderRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcRefundTasks implements RefundTasks {

    private static final int PAGE_MAX = 200;

    private static final String TASKS = """
            select refund_task.merchant_id, refund_task.id, refund_task.order_id, number, currency, why, amount, refund_task.state,
                   raised_at, done_at, done_by, reference
              from orders.refund_task
              join orders.sales_order on sales_order.merchant_id = refund_task.merchant_id
               and sales_order.id = refund_task.order_id
            """;

    private static final String LIST = TASKS + """
             where refund_task.merchant_id = :merchant and refund_task.id > :after
               and (cast(:state as smallint) is null or refund_task.state = :state)
             order by refund_task.id
             limit :limit
            """;

    private static final String FIND = TASKS + """
             where refund_task.merchant_id = :merchant and refund_task.id = :id
            """;

    private static final String OF_ORDERS = TASKS + """
              join unnest(?::bigint[], ?::bigint[]) as wanted (merchant_id, order_id)
                on refund_task.merchant_id = wanted.merchant_id and refund_task.order_id = wanted.order_id
            """;

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    JdbcRefundTasks(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    @Override
    public Page<RefundTask> list(
            MerchantId merchant, Optional<RefundTask.State> state, Optional<String> cursor, int limit) {
        int size = Math.clamp(limit, 1, PAGE_MAX);
        var tasks = jdbc.sql(LIST)
                .param("merchant", merchant.value())
                .param("after", cursor.map(JdbcRefundTasks::after).orElse(0L))
                .param("state", state.map(RefundTask.State::code).orElse(null), Types.SMALLINT)
                .param("limit", size + 1)
                .query(JdbcRefundTasks::task)
                .list();
        return Page.of(tasks, size, task -> Long.toString(task.id()));
    }

    @Override
    public Optional<RefundTask> find(MerchantId merchant, long id) {
        return jdbc.sql(FIND)
                .param("merchant", merchant.value())
                .param("id", id)
                .query(JdbcRefundTasks::task)
                .optional();
    }

    /** Of orders that the caller has locked, and so as they stand. */
    Map<Long, RefundTask> of(SortedSet<OrderRef> orders) {
        var columns = new Columns();
        var merchant = columns.longs();
        var id = columns.longs();
        for (var order : orders) {
            merchant.add(order.merchant().value());
            id.add(order.order().value());
        }
        var found = new HashMap<Long, RefundTask>();
        template.query(OF_ORDERS, columns::bind, row -> {
            var task = task(row, 0);
            found.put(task.id(), task);
        });
        return found;
    }

    private static long after(String cursor) {
        if (!cursor.matches("[0-9]{1,18}")) {
            throw ProblemException.invalid("cursor", "invalid_value", "give a cursor of this list");
        }
        return Long.parseLong(cursor);
    }

    private static RefundTask task(ResultSet row, int index) throws SQLException {
        return new RefundTask(
                new MerchantId(row.getLong("merchant_id")),
                row.getLong("id"),
                new OrderId(row.getLong("order_id")),
                row.getString("number"),
                RefundTask.Why.of(row.getInt("why")),
                new Money(row.getLong("amount"), Currency.getInstance(row.getString("currency"))),
                RefundTask.State.of(row.getInt("state")),
                OrderLoads.instant(row, "raised_at"),
                doneAt(row),
                row.getString("done_by"),
                row.getString("reference"));
    }

    private static Optional<Instant> doneAt(ResultSet row) throws SQLException {
        return Optional.ofNullable(row.getObject("done_at", OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }
}
