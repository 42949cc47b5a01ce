package dev.tributary.channels.answer;

import dev.tributary.channels.inbox.Pauses;
import dev.tributary.channels.inbox.Threads;
import dev.tributary.database.NodeRoles;
import dev.tributary.database.Phases;
import dev.tributary.database.Role;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderBook;
import dev.tributary.orders.OrderIntake;
import dev.tributary.orders.OrderState;
import dev.tributary.orders.OrderView;
import dev.tributary.orders.ReservationState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Gives up orders that have waited as long as their adapter file lets them and that nobody has confirmed: cancelled here
 * first, so that what they hold is free, and told by the event of it. In the bulk lane, so that a flood delays nobody.
 */
@Component
class OverdueOrders implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(OverdueOrders.class);

    private static final int ORDERS_AT_ONCE_MAX = 200;
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final String KEY = "waited-too-long";
    private static final String REASON = "waited too long for stock or a mapping";

    private final AnswerStore store;
    private final OrderBook book;
    private final OrderIntake intake;
    private final boolean playing;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    OverdueOrders(AnswerStore store, OrderBook book, OrderIntake intake, NodeRoles roles) {
        this.store = store;
        this.book = book;
        this.intake = intake;
        this.playing = roles.plays(Role.ORDERS);
    }

    private void work() {
        while (running) {
            try {
                store.claimOverdue(ORDERS_AT_ONCE_MAX).forEach(this::giveUp);
            } catch (RuntimeException e) {
                // Claimed orders come back by themselves after their pause.
                LOG.warn("orders that wait too long could not be given up", e);
            }
            Pauses.sleep(LOOK_EVERY);
        }
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

    @Override
    public void start() {
        running = true;
        if (playing) {
            threads.add(Thread.ofVirtual().name("overdue-orders").start(this::work));
        }
    }

    @Override
    public void stop() {
        running = false;
        Threads.join(threads);
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Phases.WORKERS;
    }
}
