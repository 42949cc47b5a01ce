package dev.tributary.bench.history;

import dev.tributary.bench.history.OrderState.Item;
import dev.tributary.bench.history.OrderState.Payment;
import dev.tributary.bench.history.OrderState.Reservation;
import dev.tributary.bench.history.OrderState.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Promises of orders. All lines come from the first place that can give all of them; else each line, in order, from the
 * first of its places that can still give it. All or nothing: one short line refuses the order. What one can: short lines
 * wait, and only an order without any line to promise is refused.
 */
final class TakeRule {

    private TakeRule() {}

    /** @param chosen the place of each line, null where it is short @param left of short lines, the most one place has */
    private record Choice(List<@Nullable String> chosen, List<Long> left, boolean complete) {}

    static Step take(World world, Line asked, long invoked) {
        var step = new Step(world);
        String number = asked.text("number");
        var items = items(asked);
        var choice = choose(world, items);
        boolean all = asked.text("fill").equals("all");
        boolean none = choice.chosen.stream().allMatch(node -> node == null);
        if (!choice.complete && (all || none)) {
            var refused = new OrderState(State.REFUSED, Payment.UNPAID, all, 0, Operation.NEVER, Set.of(), items);
            step.orders.put(number, refused);
            return step.answers("refused", "short", shortLines(items, choice));
        }
        long pay = asked.number("pay", 0);
        long units = items.stream().mapToLong(Item::units).sum();
        long hold = asked.number("hold", 0);
        boolean held = hold > 0 && pay < units;
        var promised = promise(step, items, choice, held);
        var order = new OrderState(
                State.ACCEPTED,
                Payment.UNPAID,
                all,
                0,
                held ? invoked + hold : Operation.NEVER,
                Set.of(),
                List.copyOf(promised));
        if (pay > 0) {
            order = order.pay(number + "-with", pay);
        }
        step.orders.put(number, order);
        return step.answers(placed(order));
    }

    static Line placed(OrderState order) {
        return Line.of("placed", "state", order.state(), "payment", order.payment(), "lines", order.lines());
    }

    /** The hub tries again what waits: goods may have come. */
    static Step goOn(World world, Line asked) {
        var step = new Step(world);
        String number = asked.text("number");
        var order = world.order(number);
        if (order == null || order.over() || order.state() == State.SHIPPED || !order.waits()) {
            return step;
        }
        var waiting = order.items().stream()
                .filter(item -> item.reservation() == Reservation.WAITING_STOCK)
                .toList();
        var choice = choose(world, waiting);
        if (choice.chosen.stream().allMatch(node -> node == null)) {
            return step;
        }
        var promised = promise(step, waiting, choice, order.expires() != Operation.NEVER);
        var items = new ArrayList<>(order.items());
        int next = 0;
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).reservation() == Reservation.WAITING_STOCK) {
                items.set(i, promised.get(next++));
            }
        }
        step.orders.put(number, order.with(order.state(), items));
        return step;
    }

    /** What an expired order wants back when it is paid after all. */
    static List<Item> wantedBack(OrderState order) {
        return order.items().stream()
                .filter(item -> item.reservation() == Reservation.RELEASED && item.units() > 0)
                .map(item -> item.with(Reservation.WAITING_STOCK))
                .toList();
    }

    /** Whether there is enough for an expired order to come back. */
    static boolean thereFor(World world, OrderState order) {
        var wanted = wantedBack(order);
        if (wanted.isEmpty()) {
            return false;
        }
        var choice = choose(world, wanted);
        return choice.complete || !order.all() && choice.chosen.stream().anyMatch(node -> node != null);
    }

    static OrderState bringBack(World world, Step step, OrderState order) {
        var wanted = wantedBack(order);
        var promised = promise(step, wanted, choose(world, wanted), false);
        var items = new ArrayList<>(order.items());
        int next = 0;
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).reservation() == Reservation.RELEASED
                    && items.get(i).units() > 0) {
                items.set(i, promised.get(next++));
            }
        }
        return order.with(State.ACCEPTED, items).with(Payment.PAID);
    }

    private static List<Item> promise(Step step, List<Item> items, Choice choice, boolean held) {
        var promised = new ArrayList<Item>();
        for (int i = 0; i < items.size(); i++) {
            var item = items.get(i);
            var node = choice.chosen.get(i);
            if (node != null) {
                item = item.at(node, held ? Reservation.HELD : Reservation.CONFIRMED);
                step.move(Move.reserve(item.row(), item.units()));
            }
            promised.add(item);
        }
        return promised;
    }

    private static Choice choose(World world, List<Item> items) {
        var first = List.of(items.getFirst().nodes().split("\\|"));
        for (int place = 0; place < first.size(); place++) {
            var chosen = allFrom(world, items, place);
            if (chosen != null) {
                return new Choice(chosen, List.of(), true);
            }
        }
        return eachFromItsFirst(world, items);
    }

    private static @Nullable List<@Nullable String> allFrom(World world, List<Item> items, int place) {
        var wanted = new HashMap<String, Long>();
        var chosen = new ArrayList<@Nullable String>();
        for (var item : items) {
            String[] nodes = item.nodes().split("\\|");
            if (place >= nodes.length || free(world, wanted, item.sku() + "@" + nodes[place]) < item.units()) {
                return null;
            }
            wanted.merge(item.sku() + "@" + nodes[place], item.units(), Long::sum);
            chosen.add(nodes[place]);
        }
        return chosen;
    }

    private static Choice eachFromItsFirst(World world, List<Item> items) {
        var wanted = new HashMap<String, Long>();
        var chosen = new ArrayList<@Nullable String>();
        var left = new ArrayList<Long>();
        boolean complete = true;
        for (var item : items) {
            String found = null;
            long most = 0;
            for (String node : item.nodes().split("\\|")) {
                long free = free(world, wanted, item.sku() + "@" + node);
                most = Math.max(most, free);
                if (free >= item.units()) {
                    found = node;
                    wanted.merge(item.sku() + "@" + node, item.units(), Long::sum);
                    break;
                }
            }
            complete &= found != null;
            chosen.add(found);
            left.add(most);
        }
        return new Choice(chosen, left, complete);
    }

    private static long free(World world, Map<String, Long> wanted, String name) {
        var row = world.row(name);
        return row == null ? 0 : row.free() - wanted.getOrDefault(name, 0L);
    }

    private static String shortLines(List<Item> items, Choice choice) {
        var lines = new ArrayList<String>();
        for (int i = 0; i < items.size(); i++) {
            if (choice.chosen.get(i) == null) {
                lines.add("%d:%d:%d".formatted(i + 1, items.get(i).units(), choice.left.get(i)));
            }
        }
        return String.join(",", lines);
    }

    /** {@code S1*2@N1|N2,S2*1@N1}: SKU, units, places in order of preference. */
    static List<Item> items(Line asked) {
        var items = new ArrayList<Item>();
        for (String line : asked.list("lines")) {
            int units = line.indexOf('*');
            int nodes = line.indexOf('@');
            items.add(new Item(
                    line.substring(0, units),
                    Long.parseLong(line.substring(units + 1, nodes)),
                    0,
                    0,
                    Reservation.WAITING_STOCK,
                    "",
                    line.substring(nodes + 1)));
        }
        return items;
    }
}
