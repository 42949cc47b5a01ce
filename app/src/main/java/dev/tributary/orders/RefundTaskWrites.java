package dev.tributary.orders;

import dev.tributary.database.Columns;
import dev.tributary.database.WriteGroup;
import dev.tributary.database.WriteGroup.Message;
import java.time.Instant;

/** Refund tasks that a batch has decided and not yet written; a batch without any writes nothing here. */
final class RefundTaskWrites {

    /** Less what the order's open tasks come to: its row is locked, so they stand still. */
    static final String RAISE = """
            insert into orders.refund_task (merchant_id, order_id, cause, why, amount, raised_at)
            select merchant_id, order_id, cause, why, due - open, 'epoch'::timestamptz + raised_at * interval '1 microsecond'
              from unnest(?::bigint[], ?::bigint[], ?::text[], ?::smallint[], ?::bigint[], ?::bigint[])
                   as raised (merchant_id, order_id, cause, why, due, raised_at)
             cross join lateral (select coalesce(sum(amount), 0) as open
                                   from orders.refund_task
                                  where refund_task.merchant_id = raised.merchant_id
                                    and refund_task.order_id = raised.order_id and state = 1) as already
             where due > open
                on conflict (merchant_id, order_id, cause) do nothing
            """;

    static final String CLOSE_ALL = """
            update orders.refund_task
               set state = closed.state, done_by = closed.done_by, reference = closed.reference,
                   done_at = 'epoch'::timestamptz + closed.done_at * interval '1 microsecond'
              from unnest(?::bigint[], ?::bigint[], ?::smallint[], ?::text[], ?::text[], ?::bigint[])
                   as closed (merchant_id, order_id, state, done_by, reference, done_at)
             where refund_task.merchant_id = closed.merchant_id and refund_task.order_id = closed.order_id
               and refund_task.state = 1
            """;

    static final String CLOSE = """
            update orders.refund_task
               set state = 2, done_by = done.done_by, reference = done.reference,
                   done_at = 'epoch'::timestamptz + done.done_at * interval '1 microsecond'
              from unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::bigint[])
                   as done (merchant_id, id, done_by, reference, done_at)
             where refund_task.merchant_id = done.merchant_id and refund_task.id = done.id
            """;

    private final Columns raised = new Columns();
    private final Columns.Longs merchant = raised.longs();
    private final Columns.Longs order = raised.longs();
    private final Columns.Texts cause = raised.texts();
    private final Columns.Shorts why = raised.shorts();
    private final Columns.Longs due = raised.longs();
    private final Columns.Longs raisedAt = raised.longs();

    private final Columns closed = new Columns();
    private final Columns.Longs closedMerchant = closed.longs();
    private final Columns.Longs closedOrder = closed.longs();
    private final Columns.Shorts closedState = closed.shorts();
    private final Columns.Texts closedBy = closed.texts();
    private final Columns.Texts closedReference = closed.texts();
    private final Columns.Longs closedAt = closed.longs();

    private final Columns done = new Columns();
    private final Columns.Longs doneMerchant = done.longs();
    private final Columns.Longs doneTask = done.longs();
    private final Columns.Texts doneBy = done.texts();
    private final Columns.Texts doneReference = done.texts();
    private final Columns.Longs doneAt = done.longs();

    void raised(OrderRecord of, RefundTask.Why reason, String from, long amount, Instant at) {
        merchant.add(of.merchant.value());
        order.add(of.id.value());
        cause.add(from);
        why.add(reason.code());
        due.add(amount);
        raisedAt.add(at);
    }

    void closed(OrderRecord of, RefundTask.State state, String by, String reference, Instant at) {
        closedMerchant.add(of.merchant.value());
        closedOrder.add(of.id.value());
        closedState.add(state.code());
        closedBy.add(by);
        closedReference.add(reference);
        closedAt.add(at);
    }

    void done(OrderRecord of, Command.SettleRefund wish, Instant at) {
        doneMerchant.add(of.merchant.value());
        doneTask.add(wish.task());
        doneBy.add(wish.actor());
        doneReference.add(wish.reference());
        doneAt.add(at);
    }

    void write(WriteGroup group) {
        group.add(Message.ALONE, CLOSE_ALL, closed);
        group.add(Message.ALONE, CLOSE, done);
        group.add(Message.ALONE, RAISE, raised);
    }
}
