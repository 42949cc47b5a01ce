package dev.tributary.bench.history;

import dev.tributary.bench.history.OrderState.Item;
import dev.tributary.bench.history.OrderState.Payment;
import dev.tributary.bench.history.OrderState.Reservation;
import dev.tributary.bench.history.OrderState.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What tills tell has happened: goods are gone, or are here again, whatever the book says. */
final class TillRules {

    private static final String CHANNEL = "tills";

    private TillRules() {}

    static Step sell(World world, Line asked) {
        var step = new Step(world);
        String number = asked.text("number");
        var before = world.order(number);
        if (before != null && before.state() == State.VOIDED_FIRST) {
            var items = TakeRule.items(asked).stream()
                    .map(item -> item.with(Reservation.RELEASED))
                    .toList();
            var voided = new OrderState(
                    State.CANCELLED, Payment.UNPAID, false, 0, Operation.NEVER, Set.of(), items, CHANNEL);
            step.orders.put(number, voided);
            return step.answers(TakeRule.placed(voided));
        }
        var items = new ArrayList<Item>();
        for (var item : TakeRule.items(asked)) {
            var sold = item.at(item.nodes(), Reservation.SHIPPED).shipped(item.units());
            step.move(Move.onHand(sold.row(), Move.Kind.SELL, -sold.units()), CHANNEL);
            items.add(sold);
        }
        var order = new OrderState(
                State.SHIPPED, Payment.UNPAID, false, 0, Operation.NEVER, Set.of(), List.copyOf(items), CHANNEL);
        order = order.pay(number + "-tender", order.payable());
        step.orders.put(number, order);
        return step.answers(TakeRule.placed(order));
    }

    /** Goods are on hand again at the place, or only proven to be there; of their sale so many units have come back. */
    static Step takeBack(World world, Line asked) {
        var step = new Step(world);
        String number = asked.text("number");
        for (var line : TakeRule.items(asked)) {
            boolean restock = asked.text("disposition").equals("RESTOCK");
            String row = line.sku() + "@" + line.nodes();
            step.move(Move.onHand(row, Move.Kind.RETURN, restock ? line.units() : 0));
            if (!restock) {
                step.rows.put(row, step.row(row).holding(line.units()));
            }
        }
        String original = asked.text("original", "");
        var sale = original.isEmpty() ? null : OrderRules.placed(world, original);
        if (sale != null) {
            var items = new ArrayList<Item>();
            for (var item : sale.items()) {
                long back = TakeRule.items(asked).stream()
                        .filter(line -> line.sku().equals(item.sku()))
                        .mapToLong(Item::units)
                        .sum();
                items.add(item.returned(Math.min(back, item.unitsOut())));
            }
            boolean whole = items.stream().allMatch(item -> item.unitsOut() == 0 && item.shipped() > 0);
            step.orders.put(
                    original, sale.with(sale.state() == State.SHIPPED && whole ? State.RETURNED : sale.state(), items));
        }
        step.done.put(number, "returned");
        return step.answers("returned");
    }

    /** The sale never was: what of it has not come back is here, and its money too. */
    static Step undo(World world, Line asked) {
        var step = new Step(world);
        String number = asked.text("number");
        var order = world.order(number);
        if (order == null || order.state() == State.VOIDED_FIRST) {
            if (order == null) {
                step.orders.put(
                        number,
                        new OrderState(
                                State.VOIDED_FIRST,
                                Payment.UNPAID,
                                false,
                                0,
                                Operation.NEVER,
                                Set.of(),
                                List.of(),
                                CHANNEL));
            }
            return step.answers("waits");
        }
        if (order.over()) {
            return step.answers("done", "state", order.state(), "payment", order.payment());
        }
        var items = new ArrayList<Item>();
        for (var item : order.items()) {
            if (item.unitsOut() > 0) {
                step.move(Move.onHand(item.row(), Move.Kind.VOID, item.unitsOut()), CHANNEL);
            }
            items.add(item.returned(item.unitsOut()));
        }
        var undone = order.with(State.RETURNED, items).with(Payment.REFUNDED);
        step.orders.put(number, undone);
        return step.answers("done", "state", undone.state(), "payment", undone.payment());
    }
}
