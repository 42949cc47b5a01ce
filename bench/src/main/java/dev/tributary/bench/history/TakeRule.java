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

    /**
     * @param chosen the place of each line, null where it is short
     * @param left of short lines, the most one place has for the channel
     * @param byQuota nothing is short but for quotas
     */
    private record Choice(List<@Nullable String> chosen, List<Long> left, boolean complete, boolean byQuota) {}

    static Step take(World world, Line asked, long invoked) {
        var step = new Step(world);
        String number = asked.text("number");
        var items = items(asked);
        String channel = asked.text("channel", "app");
        var choice = choose(new Demand(step, number, channel, lines(items)), items);
        boolean all = asked.text("fill").equals("all");
        boolean none = choice.chosen.stream().allMatch(node -> node == null);
        if (!choice.complete && (all || none)) {
            var refused =
                    new OrderState(State.REFUSED, Payment.UNPAID, all, 0, Operation.NEVER, Set.of(), items, channel);
            step.orders.put(number, refused);
            return step.answers(
                    "refused", "short", shortLines(items, choice), "why", choice.byQuota ? "quota" : "stock");
        }
        long pay = asked.number("pay", 0);
        long units = items.stream().mapToLong(Item::units).sum();
        long hold = asked.number("hold", 0);
        boolean held = hold > 0 && pay < units;
        var promised = promise(step, channel, items, choice, held);
        var order = new OrderState(
                State.ACCEPTED,
                Payment.UNPAID,
                all,
                0,
                held ? invoked + hold : Operation.NEVER,
                Set.of(),
                List.copyOf(promised),
                channel);
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
                boolean first = item.nodes().split("\\|")[0].equals(node);
                int line = i + 1;
                boolean waited = step.row(row).waiting().stream().anyMatch(other -> other.is(number, line));
                if (waits || waited) {
                    step.rows.put(row, step.row(row).waits(number, line, first, waits ? item.units() : 0));
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
        var items = serve(new Demand(step, number, order.channel(), waiting(order.items())), order.items(), held);
        if (waiting(items).size() > 1
                || waiting(items).size() == 1 && waiting(order.items()).size() > 1) {
            for (int line : waiting(items)) {
                items = serve(new Demand(step, number, order.channel(), Set.of(line)), items, held);
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

    private static List<Item> serve(Demand demand, List<Item> items, boolean held) {
        var lines = demand.lines;
        var wanted = lines.stream().map(line -> items.get(line - 1)).toList();
        var promised = promise(demand.step, demand.channel, wanted, choose(demand, wanted), held);
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
        var choice = choose(new Demand(new Step(world), number, order.channel(), linesBack(order)), wanted);
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
        var choice = choose(new Demand(step, number, order.channel(), linesBack(order)), wanted);
        var promised = promise(step, order.channel(), wanted, choice, false);
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

    private static List<Item> promise(Step step, String channel, List<Item> items, Choice choice, boolean held) {
        var promised = new ArrayList<Item>();
        for (int i = 0; i < items.size(); i++) {
            var item = items.get(i);
            var node = choice.chosen.get(i);
            if (node != null) {
                item = item.at(node, held ? Reservation.HELD : Reservation.CONFIRMED);
                step.move(Move.reserve(item.row(), item.units()), channel);
            }
            promised.add(item);
        }
        return promised;
    }

    /** What a demand sees of the rows. @param lines of the order that it is about */
    record Demand(Step step, String number, String channel, Set<Integer> lines, Map<String, Long> wanted) {

        Demand(Step step, String number, String channel, Set<Integer> lines) {
            this(step, number, channel, lines, new HashMap<>());
        }

        Demand again() {
            return new Demand(step, number, channel, lines);
        }

        long free(String row) {
            int at = row.indexOf('@');
            String sku = row.substring(0, at);
            var sharing = step.sharing(sku);
            return sharing.limits()
                    ? Math.min(
                            held(row),
                            sharing.room(
                                    channel, row.substring(at + 1), step.places(sku), place -> held(sku + "@" + place)))
                    : held(row);
        }

        /** If no channel had a quota. */
        long held(String row) {
            var state = step.row(row);
            return state.free() - state.setAside(number, lines) - wanted.getOrDefault(row, 0L);
        }

        void want(String row, long units) {
            wanted.merge(row, units, Long::sum);
        }
    }

    /** For more units of a line that is promised already. */
    static Demand demandToGrow(Step step, String number, int line, String channel) {
        return new Demand(step, number, channel, Set.of(line));
    }

    private static Choice choose(Demand demand, List<Item> items) {
        int places = items.getFirst().nodes().split("\\|").length;
        for (int place = 0; place < places; place++) {
            var chosen = allFrom(demand.again(), items, place);
            if (chosen != null) {
                return new Choice(chosen, List.of(), true, false);
            }
        }
        return eachFromItsFirst(demand.again(), items);
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
        boolean byQuota = true;
        for (var item : items) {
            String found = null;
            long most = 0;
            boolean enough = false;
            for (String node : item.nodes().split("\\|")) {
                long free = demand.free(item.sku() + "@" + node);
                most = Math.max(most, free);
                enough |= demand.held(item.sku() + "@" + node) >= item.units();
                if (free >= item.units()) {
                    found = node;
                    demand.want(item.sku() + "@" + node, item.units());
                    break;
                }
            }
            complete &= found != null;
            byQuota &= found != null || enough;
            chosen.add(found);
            left.add(most);
        }
        return new Choice(chosen, left, complete, byQuota);
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
