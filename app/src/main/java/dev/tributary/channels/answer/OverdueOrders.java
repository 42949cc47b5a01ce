package dev.tributary.channels.answer;

import dev.tributary.database.NodeRoles;
import dev.tributary.database.Role;
import dev.tributary.database.Worker;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderBook;
import dev.tributary.orders.OrderIntake;
import dev.tributary.orders.OrderState;
import dev.tributary.orders.OrderView;
import dev.tributary.orders.ReservationState;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Gives up orders that have waited as long as their adapter file lets them and that nobody has confirmed: cancelled here
 * first, so that what they hold is free, and told by the event of it. In the bulk lane, so that a flood delays nobody.
 */
@Component
class OverdueOrders extends Worker {

    private static final int ORDERS_AT_ONCE_MAX = 200;
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final String KEY = "waited-too-long";
    private static final String REASON = "waited too long for stock or a mapping";

    private final AnswerStore store;
    private final OrderBook book;
    private final OrderIntake intake;

    OverdueOrders(AnswerStore store, OrderBook book, OrderIntake intake, NodeRoles roles) {
        super("overdue-orders", LOOK_EVERY, roles.plays(Role.ORDERS));
        this.store = store;
        this.book = book;
        this.intake = intake;
    }

    /** Claimed orders come back by themselves after their pause. */
    @Override
    protected void round() {
        store.claimOverdue(ORDERS_AT_ONCE_MAX).forEach(this::giveUp);
    }

    /** Only as it was read: what is promised meanwhile is not given up. */
    private void giveUp(AnswerStore.Overdue overdue) {
        book.find(overdue.merchant(), overdue.order())
                .filter(OverdueOrders::waits)
                .ifPresent(order -> intake.submit(
                        new Command.IfVersion(
                                new Command.Cancel(order.merchant(), order.id(), KEY, REASON, "hub"), order.version()),
                        OrderIntake.Lane.BULK));
    }

    private static boolean waits(OrderView order) {
        return order.state() == OrderState.ACCEPTED
                && order.lines().stream()
                        .anyMatch(line -> line.reservation() == ReservationState.WAITING_MAPPING
                                || line.reservation() == ReservationState.WAITING_STOCK);
    }
}
