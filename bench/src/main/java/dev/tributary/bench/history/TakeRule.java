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
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Promises of orders. All lines come from the first place that can give all of them; else each line, in order, from the
 * first of its places that can still give it. What others wait for longer is not there. All or nothing: one short line refuses the order. What one can: short lines
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
        var choice = choose(step, number, items, lines(items));
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
        queue(step, number, order);
        if (pay > 0) {
            order = order.pay(number + "-with", pay);
        }
        step.orders.put(number, order);
        return step.answers(placed(order));
    }

    static Line placed(OrderState order) {
        return Line.of("placed", "state", order.state(), "payment", order.payment(), "lines", order.lines());
    }

    /** Waiting lines have their places at all rows they may come from, all others have none. */
    static void queue(Step step, String number, OrderState order) {
        for (int i = 0; i < order.items().size(); i++) {
            var item = order.items().get(i);
            boolean waits = item.reservation() == Reservation.WAITING_STOCK;
            for (String node : item.nodes().split("\\|")) {
                String row = item.sku() + "@" + node;
                int line = i + 1;
                boolean waited = step.row(row).waiting().stream().anyMatch(other -> other.is(number, line));
                if (waits || waited) {
                    step.rows.put(row, step.row(row).waits(number, line, waits ? item.units() : 0));
                }
            }
        }
    }

    private static Set<Integer> lines(List<Item> items) {
        return IntStream.rangeClosed(1, items.size()).boxed().collect(Collectors.toSet());
    }

    /** The hub tries again what waits, together if one place has all, else each line when it is its turn. */
    static Step goOn(World world, Line asked) {
        var step = new Step(world);
        String number = asked.text("number");
        var order = world.order(number);
        if (order == null || order.over() || order.state() == State.SHIPPED || !order.waits()) {
            return step;
        }
        boolean held = order.expires() != Operation.NEVER;
        var items = serve(step, number, order.items(), waiting(order.items()), held);
        if (waiting(items).size() > 1
                || waiting(items).size() == 1 && waiting(order.items()).size() > 1) {
            for (int line : waiting(items)) {
                items = serve(step, number, items, Set.of(line), held);
            }
        }
        if (step.moves.isEmpty()) {
            return step;
        }
        var now = order.with(order.state(), items);
        queue(step, number, now);
        step.orders.put(number, now);
        return step;
    }

    private static Set<Integer> waiting(List<Item> items) {
        return IntStream.rangeClosed(1, items.size())
                .filter(line -> items.get(line - 1).reservation() == Reservation.WAITING_STOCK)
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Item> serve(Step step, String number, List<Item> items, Set<Integer> lines, boolean held) {
        var wanted = lines.stream().map(line -> items.get(line - 1)).toList();
        var promised = promise(step, wanted, choose(step, number, wanted, lines), held);
        var now = new ArrayList<>(items);
        int next = 0;
        for (int line : lines) {
            now.set(line - 1, promised.get(next++));
        }
        return now;
    }

    /** What an expired order wants back when it is paid after all. */
    static List<Item> wantedBack(OrderState order) {
        return order.items().stream()
                .filter(item -> item.reservation() == Reservation.RELEASED && item.units() > 0)
                .map(item -> item.with(Reservation.WAITING_STOCK))
                .toList();
    }

    /** Whether there is enough for an expired order to come back. */
    static boolean thereFor(World world, String number, OrderState order) {
        var wanted = wantedBack(order);
        if (wanted.isEmpty()) {
            return false;
        }
        var choice = choose(new Step(world), number, wanted, linesBack(order));
        return choice.complete || !order.all() && choice.chosen.stream().anyMatch(node -> node != null);
    }

    private static Set<Integer> linesBack(OrderState order) {
        return IntStream.rangeClosed(1, order.items().size())
                .filter(line -> order.items().get(line - 1).reservation() == Reservation.RELEASED
                        && order.items().get(line - 1).units() > 0)
                .boxed()
                .collect(Collectors.toSet());
    }

    static OrderState bringBack(Step step, String number, OrderState order) {
        var wanted = wantedBack(order);
        var promised = promise(step, wanted, choose(step, number, wanted, linesBack(order)), false);
        var items = new ArrayList<>(order.items());
        int next = 0;
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).reservation() == Reservation.RELEASED
                    && items.get(i).units() > 0) {
                items.set(i, promised.get(next++));
            }
        }
        var back = order.with(State.ACCEPTED, items).with(Payment.PAID);
        queue(step, number, back);
        return back;
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

    /** What a demand sees of the rows. @param lines of the order that it is about */
    private record Demand(Step step, String number, Set<Integer> lines, Map<String, Long> wanted) {
        long free(String row) {
            var state = step.row(row);
            return state.free() - state.setAside(number, lines) - wanted.getOrDefault(row, 0L);
        }

        void want(String row, long units) {
            wanted.merge(row, units, Long::sum);
        }
    }

    /** How many more units the row can give to a line that is promised already. */
    static long freeToGrow(Step step, String number, int line, String row) {
        return new Demand(step, number, Set.of(line), new HashMap<>()).free(row);
    }

    private static Choice choose(Step step, String number, List<Item> items, Set<Integer> lines) {
        int places = items.getFirst().nodes().split("\\|").length;
        for (int place = 0; place < places; place++) {
            var chosen = allFrom(new Demand(step, number, lines, new HashMap<>()), items, place);
            if (chosen != null) {
                return new Choice(chosen, List.of(), true);
            }
        }
        return eachFromItsFirst(new Demand(step, number, lines, new HashMap<>()), items);
    }

    private static @Nullable List<@Nullable String> allFrom(Demand demand, List<Item> items, int place) {
        var chosen = new ArrayList<@Nullable String>();
        for (var item : items) {
            String[] nodes = item.nodes().split("\\|");
            if (place >= nodes.length || demand.free(item.sku() + "@" + nodes[place]) < item.units()) {
                return null;
            }
            demand.want(item.sku() + "@" + nodes[place], item.units());
            chosen.add(nodes[place]);
        }
        return chosen;
    }

    private static Choice eachFromItsFirst(Demand demand, List<Item> items) {
        var chosen = new ArrayList<@Nullable String>();
        var left = new ArrayList<Long>();
        boolean complete = true;
        for (var item : items) {
            String found = null;
            long most = 0;
            for (String node : item.nodes().split("\\|")) {
                long free = demand.free(item.sku() + "@" + node);
                most = Math.max(most, free);
                if (free >= item.units()) {
                    found = node;
                    demand.want(item.sku() + "@" + node, item.units());
                    break;
                }
            }
            complete &= found != null;
            chosen.add(found);
            left.add(most);
        }
        return new Choice(chosen, left, complete);
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
