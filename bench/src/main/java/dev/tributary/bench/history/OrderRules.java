package dev.tributary.bench.history;

import dev.tributary.bench.history.OrderState.Item;
import dev.tributary.bench.history.OrderState.Payment;
import dev.tributary.bench.history.OrderState.Reservation;
import dev.tributary.bench.history.OrderState.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What is wished or told about an order that is there. */
final class OrderRules {

    private static final Line CONFLICT = Line.of("conflict");

    private OrderRules() {}

    static Step pay(World world, Line asked) {
        var step = new Step(world);
        String number = asked.text("number");
        var order = placed(world, number);
        if (order == null) {
            return step.answers("notFound");
        }
        if (order.payments().contains(asked.text("reference"))) {
            return doneAgain(world, asked, true);
        }
        var paid = order.pay(asked.text("reference"), asked.number("amount"));
        if (bringsBack(paid) && TakeRule.thereFor(world, number, paid)) {
            paid = TakeRule.bringBack(step, number, paid);
        }
        step.orders.put(number, paid);
        return step.answers(done(paid, true));
    }

    /** Money that came too late is kept when the goods are gone, which the hub has decided as it paid. */
    static Step payInVain(World world, Line asked) {
        var step = new Step(world);
        var order = Objects.requireNonNull(placed(world, asked.text("number")));
        var paid = order.pay(asked.text("reference"), asked.number("amount"));
        step.orders.put(asked.text("number"), paid);
        return step.answers(done(paid, true));
    }

    /** Whether an expired order has its whole price now. */
    static boolean bringsBack(OrderState paid) {
        return paid.state() == State.EXPIRED && paid.paid() >= paid.payable();
    }

    static Step cancel(World world, Line asked) {
        var step = new Step(world);
        String number = asked.text("number");
        var order = placed(world, number);
        if (order == null) {
            return step.answers("notFound");
        }
        if (order.over() && order.state() != State.EXPIRED) {
            return step.answers(done(order, true));
        }
        if (order.anyShipped()) {
            return step.answers(CONFLICT);
        }
        var cancelled = end(step, number, order, State.CANCELLED);
        step.orders.put(number, cancelled);
        return step.answers(done(cancelled, true));
    }

    /** The hub ends a hold that nobody has paid in time. */
    static Step expire(World world, Line asked) {
        var step = new Step(world);
        String number = asked.text("number");
        var order = placed(world, number);
        if (order != null && order.state() == State.ACCEPTED && order.expires() != Operation.NEVER) {
            step.orders.put(number, end(step, number, order, order.anyShipped() ? State.CANCELLED : State.EXPIRED));
        }
        return step;
    }

    private static OrderState end(Step step, String number, OrderState order, State how) {
        var items = new ArrayList<Item>();
        for (var item : order.items()) {
            if (item.unitsPromised() > 0) {
                step.move(Move.release(item.row(), item.unitsPromised()), order.channel());
            }
            boolean live = item.promised() || item.reservation() == Reservation.WAITING_STOCK;
            items.add(live ? item.with(Reservation.RELEASED) : item);
        }
        var ended = order.with(how, items).withoutHold();
        TakeRule.queue(step, number, ended);
        return ended.paid() > 0 && ended.payment() != Payment.REFUNDED ? ended.with(Payment.REFUND_DUE) : ended;
    }

    /** More is promised first, all or nothing; then the rest is given back. */
    static Step edit(World world, Line asked) {
        var step = new Step(world);
        String number = asked.text("number");
        var order = placed(world, number);
        if (order == null) {
            return step.answers("notFound");
        }
        int index = (int) asked.number("line") - 1;
        long units = asked.number("units");
        var item = order.items().get(index);
        if (order.state() != State.ACCEPTED || order.anyShipped() || item.reservation() == Reservation.RELEASED) {
            return step.answers(CONFLICT);
        }
        long more = units - item.units();
        if (item.promised() && more > 0) {
            var demand = TakeRule.demandToGrow(step, number, index + 1, order.channel());
            long free = demand.free(item.row());
            if (free < more) {
                String why = demand.held(item.row()) >= more ? "quota" : "stock";
                return step.answers(
                        "refused", "short", "%d:%d:%d".formatted(index + 1, more, Math.max(0, free)), "why", why);
            }
            step.move(Move.reserve(item.row(), more), order.channel());
        } else if (item.promised() && more < 0) {
            step.move(Move.release(item.row(), -more), order.channel());
        }
        var items = new ArrayList<>(order.items());
        items.set(index, units == 0 ? item.units(0).with(Reservation.RELEASED) : item.units(units));
        var edited = order.with(State.ACCEPTED, items);
        if (items.stream().allMatch(one -> one.units() == 0 || one.reservation() == Reservation.RELEASED)) {
            edited = end(step, number, edited, State.CANCELLED);
        }
        TakeRule.queue(step, number, edited);
        step.orders.put(number, edited);
        return step.answers(done(edited, true));
    }

    static Step ship(World world, Line asked) {
        var step = new Step(world);
        String number = asked.text("number");
        var order = placed(world, number);
        if (order == null) {
            return step.answers("notFound");
        }
        int index = (int) asked.number("line") - 1;
        long units = asked.number("units");
        var item = order.items().get(index);
        if (order.state() != State.ACCEPTED || item.unitsPromised() < units) {
            return step.answers(CONFLICT);
        }
        step.move(Move.ship(item.row(), units), order.channel());
        List<Item> items = new ArrayList<>(order.items());
        items.set(index, item.shipped(units));
        boolean over = items.stream()
                .allMatch(one -> one.units() == 0
                        || one.reservation() == Reservation.SHIPPED
                        || one.reservation() == Reservation.RELEASED);
        var shipped = order.with(over ? State.SHIPPED : State.ACCEPTED, items);
        shipped = over ? shipped.withoutHold() : shipped;
        step.orders.put(number, shipped);
        return step.answers(done(shipped, false));
    }

    static Step look(World world, Line asked) {
        var order = placed(world, asked.text("number"));
        var step = new Step(world);
        return order == null ? step.answers("notFound") : step.answers(order.told());
    }

    /** Asked again, an order says what it is by now. */
    static Step doneAgain(World world, Line asked, boolean saysPayment) {
        var order = placed(world, asked.text("number"));
        var step = new Step(world);
        return order == null ? step.answers("notFound") : step.answers(done(order, saysPayment));
    }

    /** Asked again, a placed order says what it is by now, and a refusal stands. */
    static Step placedAgain(World world, Line asked) {
        var order = world.order(asked.text("number"));
        var step = new Step(world);
        if (order == null || order.state() == State.VOIDED_FIRST) {
            return step;
        }
        return order.state() == State.REFUSED ? step.answers("refused") : step.answers(TakeRule.placed(order));
    }

    static @org.jspecify.annotations.Nullable OrderState placed(World world, String number) {
        var order = world.order(number);
        return order == null || order.state() == State.REFUSED || order.state() == State.VOIDED_FIRST ? null : order;
    }

    private static Line done(OrderState order, boolean saysPayment) {
        return saysPayment
                ? Line.of("done", "state", order.state(), "payment", order.payment())
                : Line.of("done", "state", order.state());
    }
}
