package dev.tributary.bench.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The hub's own explanation, made into chains: for each stock row the operations that moved it, for each order those that
 * changed it, as ledger and timelines say. What cannot be put in a chain is already a contradiction. Times in it are hints
 * about which line belongs to which operation; whether that is true shows when the chains are replayed.
 */
final class Witness {

    /** A line of the ledger. */
    record Moved(
            String row,
            long version,
            String kind,
            long onHand,
            long reserved,
            long onHandAfter,
            long reservedAfter,
            long shortAfter,
            long set,
            String order,
            String cause,
            long at) {

        static Moved of(Line line) {
            return new Moved(
                    line.text("row"),
                    line.number("version"),
                    line.text("kind"),
                    line.number("onHand"),
                    line.number("reserved"),
                    line.number("onHandAfter"),
                    line.number("reservedAfter"),
                    line.number("shortAfter"),
                    line.number("set", 0),
                    line.text("order", ""),
                    line.text("cause", ""),
                    line.number("at"));
        }

        /** A voided sale's goods come back by the order alone; a return has a receipt. */
        String meaning() {
            return kind.equals("RETURN") && cause.isEmpty() ? "VOID" : kind;
        }
    }

    /** An entry of an order's timeline. */
    record Told(String order, String kind, String detail, long at) {
        static Told of(Line line) {
            return new Told(line.text("order"), line.text("kind"), line.text("detail"), line.number("at"));
        }
    }

    /** An operation with its effect, as the hub tells it. */
    static final class Effect {
        final Operation operation;
        final Map<String, List<Moved>> moved = new LinkedHashMap<>();
        /** Rows that it does not move, and whose waiting lines it changes. */
        final Set<String> places = new HashSet<>();
        /** When the hub says it was; the operation's beginning where it does not. */
        long at;

        Effect(Operation operation, long at) {
            this.operation = operation;
            this.at = at;
        }

        /** It sees the numbers of the row, or of a SKU's quotas. */
        boolean readsAt(String row) {
            return row.startsWith("order ")
                    ? operation.kind().equals("readQuota")
                    : !moved.containsKey(row) && Set.of("read", "moment").contains(operation.kind());
        }

        /** It sees the numbers of the row and who waits for it, or changes the latter. */
        boolean decidesAt(String row) {
            return !moved.containsKey(row)
                    && !row.startsWith("order ")
                    && (places.contains(row) || DECIDERS.contains(operation.kind()));
        }

        /** It waits there no more, and does not look at the row for that. */
        boolean leavesAt(String row) {
            return places.contains(row) && !moved.containsKey(row) && !DECIDERS.contains(operation.kind());
        }

        boolean seesWhoWaitsAt(String row) {
            return !row.startsWith("order ")
                    && (places.contains(row)
                            || DECIDERS.contains(operation.kind())
                            || operation.kind().equals("edit"));
        }

        /** When its first line was recorded. */
        long recorded() {
            return moved.isEmpty()
                    ? at
                    : moved.values().iterator().next().getFirst().at();
        }
    }

    private static final Set<String> DECIDERS = Set.of("take", "goOn", "pay");
    private static final Set<String> STEPS = Set.of(
            "paid", "cancelled", "expired", "edited", "shipped", "went_on", "returned", "voided", "transfer", "quota");
    private static final Comparator<Moved> BY_VERSION = Comparator.comparingLong(Moved::version);

    private final History history;
    private final List<String> wrong = new ArrayList<>();
    private final Map<String, Effect> effects = new LinkedHashMap<>();
    final Map<String, List<Effect>> chains = new TreeMap<>();
    private final Map<String, List<Told>> timelines = new HashMap<>();
    private final Map<String, List<Effect>> orderSteps = new HashMap<>();
    private final Map<String, Operation> byNumber = new HashMap<>();

    Witness(History history) {
        this.history = history;
        history.told.forEach(entry -> timelines
                .computeIfAbsent(entry.order, order -> new ArrayList<>())
                .add(entry));
        for (var operation : history.operations.values()) {
            if (Set.of("take", "sell", "return").contains(operation.kind())) {
                byNumber.put(operation.asked.text("number"), operation);
            }
        }
        placed();
        timelines.forEach(this::timeline);
        rows();
        Looks.insert(this);
        Shares.insert(this);
        Moments.insert(history, this);
        Readings.insert(history, this);
    }

    List<String> wrong() {
        return wrong;
    }

    @Nullable
    Operation placedBy(String order) {
        return byNumber.get(order);
    }

    @Nullable
    Effect effect(Operation operation) {
        return effects.get(operation.name);
    }

    Map<String, Effect> effects() {
        return effects;
    }

    Effect effect(Operation operation, long at) {
        return effects.computeIfAbsent(operation.name, name -> new Effect(operation, at));
    }

    void remove(Effect effect) {
        effects.remove(effect.operation.name);
        Touched.rows(effect.operation.asked).forEach(row -> chain(row).remove(effect));
        Shares.remove(this, effect);
    }

    /** What was done to each order, its placing first. */
    Map<String, List<Effect>> steps() {
        return orderSteps;
    }

    List<Effect> chain(String object) {
        return chains.computeIfAbsent(object, key -> new ArrayList<>());
    }

    static String orderChain(String number) {
        return "order " + number;
    }

    /** An order that the hub has a timeline or a movement of, or has told us that it placed, was placed first of all. */
    private void placed() {
        for (var operation : history.operations.values()) {
            boolean places = operation.kind().equals("take") || operation.kind().equals("sell");
            if (places
                    && operation.calls.stream()
                            .anyMatch(call ->
                                    call.said() != null && call.said().what().equals("placed"))) {
                place(operation.asked.text("number"), operation);
            }
        }
        for (var line : history.moved) {
            var operation = line.order.isEmpty() ? null : byNumber.get(line.order);
            if (operation != null) {
                place(line.order, operation);
            }
        }
        for (String order : timelines.keySet()) {
            var operation = byNumber.get(order);
            if (operation != null) {
                place(order, operation);
            }
        }
    }

    private void place(String number, Operation operation) {
        if (!orderSteps.containsKey(number)) {
            var effect = effect(operation, operation.invoked());
            orderSteps.put(number, new ArrayList<>(List.of(effect)));
            chain(orderChain(number)).add(effect);
        }
    }

    private void timeline(String order, List<Told> entries) {
        var chain = chain(orderChain(order));
        var steps = orderSteps.computeIfAbsent(order, key -> new ArrayList<>());
        int number = 0;
        for (var entry : entries) {
            if (!STEPS.contains(entry.kind)) {
                // A note beside what was done: that money must go back, that a hold lasts longer.
                continue;
            }
            var operation = operation(order, entry, number++);
            if (operation == null) {
                wrong.add("the timeline of order %s says \"%s %s\", which nobody asked for"
                        .formatted(order, entry.kind, entry.detail));
                continue;
            }
            var effect = effects.get(operation.name);
            if (effect != null && chain.contains(effect)) {
                wrong.add("the timeline of order %s says twice: %s".formatted(order, operation));
                continue;
            }
            effect = effect(operation, entry.at);
            effect.at = entry.at;
            if (operation.kind().equals("void") && entry.kind.equals("cancelled")) {
                // Its mark was there first, and ended the sale the moment that it came.
                effect.at = operation.invoked();
                chain.addFirst(effect);
            } else {
                chain.add(effect);
                steps.add(effect);
            }
        }
    }

    private @Nullable Operation operation(String order, Told entry, int number) {
        return switch (entry.kind) {
            case "expired" -> {
                var placed = byNumber.get(order);
                long hold = placed == null ? 0 : placed.asked.number("hold", 0);
                yield placed == null || hold == 0
                        ? null
                        : Operation.ofTheHub(
                                order + "~expired", Line.of("expire", "number", order), placed.invoked() + hold);
            }
            case "went_on" -> Operation.ofTheHub(order + "~" + number, Line.of("goOn", "number", order), 0);
            case "returned" -> byNumber.get(entry.detail.substring(0, Math.max(0, entry.detail.indexOf(':'))));
            case "paid" -> history.operations.get(entry.detail);
            case "quota" -> history.operations.getOrDefault(entry.detail, overQuota(entry));
            case "transfer" ->
                history.operations.get(
                        entry.detail.equals("shipped")
                                ? order.substring("transfer/".length()) + "d"
                                : entry.detail.substring(entry.detail.lastIndexOf('_') + 1));
            default -> history.operations.get(entry.detail.substring(entry.detail.lastIndexOf('_') + 1));
        };
    }

    /** {@code q1~over}: the quota that was made as q1 has ended by itself. */
    private @Nullable Operation overQuota(Told entry) {
        int end = entry.detail.indexOf('~');
        var made = end < 0 ? null : history.operations.get(entry.detail.substring(0, end));
        return made == null || !made.asked.has("until") ? null : overQuota(made.asked);
    }

    /** The hub's nodes share the clock that says so, to within what a moment is told. */
    static Operation overQuota(Line made) {
        String code = made.text("code");
        return Operation.ofTheHub(
                code + "~over",
                Line.of("overQuota", "code", code, "sku", made.text("sku")),
                made.number("until") - History.MOMENT_BLUR);
    }

    private void rows() {
        var byRow = new TreeMap<String, List<Moved>>();
        history.moved.forEach(line ->
                byRow.computeIfAbsent(line.row, row -> new ArrayList<>()).add(line));
        byRow.forEach((row, lines) -> {
            lines.sort(BY_VERSION);
            long expected = 1;
            for (var line : lines) {
                if (line.version != expected++) {
                    wrong.add("the ledger of %s has no line %d, or two of it".formatted(row, expected - 1));
                    break;
                }
            }
            var chain = chain(row);
            var seen = new HashSet<Effect>();
            for (var line : lines) {
                var effect = effect(line);
                if (effect == null) {
                    wrong.add("the ledger has a line that nobody caused: %s".formatted(line));
                    continue;
                }
                var last = chain.isEmpty() ? null : chain.getLast();
                if (effect != last) {
                    if (!seen.add(effect)) {
                        wrong.add("the ledger of %s says at two places: %s".formatted(row, effect.operation));
                        continue;
                    }
                    chain.add(effect);
                }
                effect.moved.computeIfAbsent(row, key -> new ArrayList<>()).add(line);
            }
        });
    }

    private @Nullable Effect effect(Moved line) {
        if (line.cause.startsWith("return/")) {
            int end = line.cause.indexOf('_');
            return timed(
                    byNumber.get(line.cause.substring("return/".length(), end < 0 ? line.cause.length() : end)), line);
        }
        if (line.cause.startsWith("snapshot/")) {
            return timed(history.operations.get(line.cause.substring("snapshot/".length()) + "#" + line.row), line);
        }
        if (line.cause.startsWith("lease/")) {
            return lease(line);
        }
        if (!line.order.isEmpty()) {
            var steps = orderSteps.get(line.order);
            if (steps == null || steps.isEmpty()) {
                return null;
            }
            var found = steps.getFirst();
            for (int i = 1; i < steps.size() && steps.get(i).at <= line.at; i++) {
                found = steps.get(i);
            }
            if (found == steps.getFirst() && found.moved.isEmpty()) {
                found.at = line.at;
            }
            return found;
        }
        return timed(history.operations.get(line.cause), line);
    }

    /** The first line of a lease's is its making; each further one takes back what promises leave of it. */
    private @Nullable Effect lease(Moved line) {
        String name = line.cause.substring("lease/".length());
        var made = history.operations.get(name);
        if (made == null) {
            return null;
        }
        // One that found its allowance there already, left by the lease before, wrote nothing.
        if (effects.get(name) == null && line.at <= made.answered()) {
            return timed(made, line);
        }
        var ended = history.operations.get(name + "x");
        long over = made.asked.number("until");
        long notBefore = ended == null ? over : Math.min(over, ended.invoked());
        return timed(
                Operation.ofTheHub(
                        name + "~" + line.version, Line.of("settle", "row", line.row, "units", 0), notBefore),
                line);
    }

    private @Nullable Effect timed(@Nullable Operation operation, Moved line) {
        if (operation == null) {
            return null;
        }
        var effect = effect(operation, line.at);
        if (effect.moved.isEmpty()) {
            effect.at = line.at;
        }
        return effect;
    }
}
