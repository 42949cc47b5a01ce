package dev.tributary.bench.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Does what the schedule says, one operation after the other, by the model alone: each must move exactly what the ledger
 * says it moved and be answered what its client was told. What had no effect must be right at some moment of its time.
 */
final class Replay {

    private static final int WRONG_MAX = 20;

    private final History history;
    private final Witness witness;
    private final Schedule schedule;
    private final long[] moments;
    private final World world = new World();
    private final Past past = new Past();
    private final Map<String, Integer> places = new HashMap<>();
    private final List<String> wrong = new ArrayList<>();
    private final List<Operation> unplaced = new ArrayList<>();
    private final Map<String, TreeMap<Long, RowState>> recorded = new HashMap<>();
    private final Map<String, TreeMap<Long, Sharing>> recordedSharings = new HashMap<>();
    private final Map<Operation, OrderState> inVain = new LinkedHashMap<>();
    private long checks;

    Replay(History history, Witness witness, Schedule schedule) {
        this.history = history;
        this.witness = witness;
        this.schedule = schedule;
        moments = schedule.order.stream().mapToLong(schedule::moment).toArray();
    }

    List<String> wrong() {
        return wrong;
    }

    /** Refused orders, and readers of quotas, for which the schedule has no place. */
    List<Operation> unplaced() {
        return unplaced;
    }

    /** When something of the row was recorded, or, where its SKU has quotas, of these or another of its rows. */
    Set<Long> recorded(String row) {
        var times = new TreeSet<>(recorded.getOrDefault(row, new TreeMap<>()).keySet());
        String sku = row.substring(0, row.indexOf('@'));
        var sharings = recordedSharings.get(sku);
        if (sharings != null) {
            times.addAll(sharings.keySet());
            World.places(recorded.keySet(), sku)
                    .forEach(place -> times.addAll(recorded.getOrDefault(sku + "@" + place, new TreeMap<>())
                            .keySet()));
        }
        return times;
    }

    /** The rows as they were by their times of record, each by its own. */
    World recordedAt(Iterable<String> rows, long time) {
        var then = new World();
        for (String row : rows) {
            recordedAt(then, row, time);
            String sku = row.substring(0, row.indexOf('@'));
            var sharing = recordedSharings.getOrDefault(sku, new TreeMap<>()).floorEntry(time);
            if (sharing != null) {
                then.sharings.put(sku, sharing.getValue());
                World.places(recorded.keySet(), sku).forEach(place -> recordedAt(then, sku + "@" + place, time));
            }
        }
        return then;
    }

    private void recordedAt(World then, String row, long time) {
        var state = recorded.getOrDefault(row, new TreeMap<>()).floorEntry(time);
        if (state != null) {
            then.rows.put(row, state.getValue());
        }
    }

    long checks() {
        return checks;
    }

    /** The first contradiction ends it: what follows would only follow from it. */
    void run() {
        for (int i = 0; i < schedule.order.size() && wrong.isEmpty(); i++) {
            effect(i, schedule.order.get(i));
        }
        if (wrong.isEmpty()) {
            new AtRest(history, world, places.keySet(), this).check();
            inVain.forEach(this::paidInVain);
            for (var operation : history.operations.values()) {
                if (wrong.size() < WRONG_MAX) {
                    answers(operation);
                }
            }
            for (var operation : history.cached) {
                if (wrong.size() < WRONG_MAX) {
                    Cached.check(this, operation);
                }
            }
        }
    }

    private void effect(int place, Witness.Effect effect) {
        var operation = effect.operation;
        var step = inVain(effect) ? OrderRules.payInVain(world, operation.asked) : Model.step(world, operation);
        places.put(operation.name, place);
        checks++;
        var expected = new TreeMap<String, List<Move>>();
        step.moves.forEach(move ->
                expected.computeIfAbsent(move.row(), row -> new ArrayList<>()).add(move));
        var rows = new TreeMap<String, List<Witness.Moved>>(effect.moved);
        expected.keySet().forEach(row -> rows.putIfAbsent(row, List.of()));
        rows.forEach((row, lines) -> compare(operation, row, expected.getOrDefault(row, List.of()), lines));
        boolean fromTheHub = operation.own;
        if (fromTheHub && !step.hasEffect()) {
            wrong.add("the hub says it did what was not to be done: " + operation);
        }
        world.apply(step);
        past.keep(place, step);
        effect.moved.forEach((row, lines) -> {
            var state = step.rows.get(row);
            if (state != null) {
                recorded.computeIfAbsent(row, key -> new TreeMap<>())
                        .put(lines.getFirst().at(), state);
            }
        });
        step.sharings.forEach((sku, sharing) ->
                recordedSharings.computeIfAbsent(sku, key -> new TreeMap<>()).put(Shares.time(effect, sku), sharing));
        if (!wrong.isEmpty()) {
            context(effect);
            return;
        }
        var fresh = operation.kind().equals("snapshot") || step.answer().what().equals("refused")
                ? operation.together()
                : operation.freshAnswer();
        if (fresh != null && fresh.said() != null && !step.explains(fresh.said())) {
            wrong.add("%s was answered \"%s\", and where the books have it, it must be \"%s\""
                    .formatted(operation, fresh.said(), step.answer()));
            context(effect);
        }
    }

    /** The ledger says that an expired order that was paid did not come back. */
    private boolean inVain(Witness.Effect effect) {
        var asked = effect.operation.asked;
        if (!asked.what().equals("pay") || !effect.moved.isEmpty()) {
            return false;
        }
        var order = OrderRules.placed(world, asked.text("number"));
        if (order == null || !OrderRules.bringsBack(order.pay(asked.text("reference"), asked.number("amount")))) {
            return false;
        }
        inVain.put(effect.operation, order);
        return true;
    }

    /** Its goods must have been gone at some moment of the payment. */
    private void paidInVain(Operation operation, OrderState order) {
        checks++;
        var rows = new LinkedHashSet<String>();
        order.items().forEach(item -> {
            for (String node : item.nodes().split("\\|")) {
                rows.add(item.sku() + "@" + node);
            }
        });
        int from = firstFrom(operation.invoked());
        for (int at : past.places(from, Math.max(from, lastUntil(operation.answered())), rows, List.of())) {
            if (!TakeRule.thereFor(past.before(at), operation.asked.text("number"), order)) {
                return;
            }
        }
        wrong.add("%s brought nothing back, and all the while its goods were there".formatted(operation));
    }

    private void compare(Operation operation, String row, List<Move> expected, List<Witness.Moved> lines) {
        checks += lines.size();
        var state = world.row(row);
        state = state == null ? RowState.NEW : state;
        boolean same = expected.size() == lines.size();
        for (int i = 0; same && i < lines.size(); i++) {
            var move = expected.get(i);
            var line = lines.get(i);
            state = state.after(move);
            same = line.meaning().equals(move.kind().name())
                    && line.onHand() == move.onHand()
                    && line.reserved() == move.reserved()
                    && line.onHandAfter() == state.onHand()
                    && line.reservedAfter() == state.reserved()
                    && line.shortAfter() == state.unitsShort()
                    && line.version() == state.version()
                    && (move.kind() != Move.Kind.SAFETY && move.kind() != Move.Kind.ALLOWANCE
                            || line.set() == move.set());
        }
        if (!same) {
            wrong.add("%s: on %s, which is %s, it must do %s; the ledger says %s"
                    .formatted(operation, row, world.row(row), expected, lines));
        }
    }

    /** What the row's neighbours in the ledger were: the window in which to look. */
    private void context(Witness.Effect effect) {
        for (String row : effect.moved.keySet()) {
            var chain = witness.chain(row);
            int at = chain.indexOf(effect);
            for (var near : chain.subList(Math.max(0, at - 4), Math.min(chain.size(), at + 3))) {
                wrong.add("  %s %s %s: %s"
                        .formatted(
                                near == effect ? "=>" : "  ",
                                row,
                                near.operation,
                                near.moved.getOrDefault(row, List.of())));
            }
        }
    }

    private void answers(Operation operation) {
        Integer place = places.get(operation.name);
        boolean refused = operation.kind().equals("take")
                && (place == null || schedule.order.get(place).moved.isEmpty());
        if (operation.kind().equals("snapshot") || refused) {
            decidedOnce(operation, place);
            return;
        }
        if (operation.kind().equals("readQuota") && place == null && !readRight(operation)) {
            unplaced.add(operation);
            return;
        }
        for (var call : operation.calls) {
            var said = call.said();
            if (said == null || !call.definite() || call.id() == 0 || cameTooLate(operation, call, said)) {
                continue;
            }
            if (place != null && call == operation.freshAnswer()) {
                if (operation.calls.stream()
                                        .filter(one -> one.settles(operation.kind()) && one.fresh())
                                        .count()
                                > 1
                        && Model.once(operation)) {
                    wrong.add("it had its effect twice, says the hub: " + operation);
                }
                continue;
            }
            answer(operation, call, place);
        }
    }

    private boolean readRight(Operation operation) {
        return operation.calls.stream().noneMatch(call -> call.definite() && !right(operation, call, null));
    }

    /** An allowance, or a quota, whose time was over when it was asked for is wrong input, which says nothing of stock. */
    private static boolean cameTooLate(Operation operation, Operation.Call call, Line said) {
        return (operation.kind().equals("allow") || operation.kind().equals("quota"))
                && said.what().equals("problem")
                && call.answered() >= operation.asked.number("until", Operation.NEVER);
    }

    /** What a snapshot came to and what is refused stands: told again, it is told the same. */
    private void decidedOnce(Operation operation, @Nullable Integer place) {
        var told = operation.together();
        if (told != null && operation.calls.stream().anyMatch(call -> differs(call, told))) {
            wrong.add("told again, it came to something else: %s: %s"
                    .formatted(
                            operation,
                            operation.calls.stream().map(Operation.Call::said).toList()));
        } else if (told != null && place == null) {
            if (operation.kind().equals("take") && !right(operation, told, null)) {
                unplaced.add(operation);
            } else {
                answer(operation, told, null);
            }
        }
    }

    private static boolean differs(Operation.Call call, Operation.Call told) {
        var said = call.said();
        var first = told.said();
        return call.definite()
                && said != null
                && first != null
                && !said.without("replayed").equals(first.without("replayed"));
    }

    private void answer(Operation operation, Operation.Call call, @Nullable Integer place) {
        checks++;
        if (!right(operation, call, place)) {
            wrong.add("%s was answered \"%s\" to call %d within [%s, %s]; at no moment of that was it right%s"
                    .formatted(
                            operation,
                            call.said(),
                            call.id(),
                            Operation.time(call.invoked()),
                            Operation.time(call.answered()),
                            place == null ? ", and no book knows of an effect" : ""));
        }
    }

    /** @param place where the operation had its effect, null where it had none */
    private boolean right(Operation operation, Operation.Call call, @Nullable Integer place) {
        boolean again = place != null && call.settles(operation.kind());
        // What a lease allows may have been there, left by the one before, when it was first told; then it wrote
        // nothing.
        boolean wroteNothing = place == null && operation.kind().equals("allow") && call.settles("allow");
        int from = firstFrom(wroteNothing ? operation.invoked() : call.invoked());
        int to = lastUntil(call.answered());
        if (place != null && again) {
            from = Math.max(from, place + 1);
        } else if (place != null) {
            to = Math.min(to, place);
        }
        if (from > to) {
            return false;
        }
        var said = Objects.requireNonNull(call.said());
        for (int at : past.places(from, to, Touched.rows(operation.asked), Touched.orders(operation.asked))) {
            var then = past.before(at);
            var step = again ? Model.again(then, operation) : Model.step(then, operation);
            if ((again || leavesNothing(step)) && step.explains(said)) {
                return true;
            }
        }
        return false;
    }

    /** A refusal is remembered, and the void of a sale that never comes, but neither shows in any book. */
    private static boolean leavesNothing(Step step) {
        return !step.hasEffect()
                || step.answer().what().equals("refused")
                || step.answer().what().equals("waits");
    }

    /** The first place before which it may be this time already. */
    int firstFrom(long time) {
        int at = Arrays.binarySearch(moments, time);
        at = at < 0 ? -at - 1 : at;
        while (at > 0 && moments[at - 1] >= time) {
            at--;
        }
        return at;
    }

    /** The last place before which it may still be this time. */
    int lastUntil(long time) {
        return firstFrom(time + 1);
    }

    Past past() {
        return past;
    }

    void wrong(String sentence) {
        wrong.add(sentence);
    }

    void checked() {
        checks++;
    }
}
