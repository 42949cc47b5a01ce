package dev.tributary.bench.history;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks for an order of a history's operations without any help, as Wing and Gong do, with Lowe's memory of what has been
 * tried: whichever set of operations led to a world, it is gone on from once. Exact, but only for short histories.
 */
final class Search {

    private static final int WORLDS_MAX = 200_000;

    private record Tried(BitSet done, World world) {}

    private final List<Operation> operations = new ArrayList<>();
    private final Set<Tried> tried = new HashSet<>();
    private int deepest;
    private List<Operation> left = List.of();
    private boolean gaveUp;

    Search(History history) {
        operations.addAll(history.operations.values());
        for (var operation : history.operations.values()) {
            if (operation.kind().equals("quota") && operation.asked.has("until")) {
                operations.add(Witness.overQuota(operation.asked));
            }
            if (operation.kind().equals("take")) {
                String number = operation.asked.text("number");
                long hold = operation.asked.number("hold", 0);
                if (hold > 0) {
                    operations.add(Operation.ofTheHub(
                            number + "~expired", Line.of("expire", "number", number), operation.invoked() + hold));
                }
                if (operation.asked.text("fill").equals("some")) {
                    for (int i = 0; i < TakeRule.items(operation.asked).size(); i++) {
                        operations.add(Operation.ofTheHub(number + "~" + i, Line.of("goOn", "number", number), 0));
                    }
                }
            }
        }
    }

    Verdict verdict() {
        if (explained(new BitSet(), new World())) {
            return new Verdict(List.of(), tried.size());
        }
        var wrong = new ArrayList<String>();
        wrong.add(
                gaveUp
                        ? "undecided after %,d worlds: too much at once to decide without the hub's own explanation"
                                .formatted(WORLDS_MAX)
                        : "no order of the operations explains the answers (%,d worlds tried); after the longest, these are left:"
                                .formatted(tried.size()));
        left.forEach(operation -> wrong.add("  %s was answered %s"
                .formatted(
                        operation,
                        operation.calls.stream().map(Operation.Call::said).toList())));
        return new Verdict(wrong, tried.size());
    }

    private boolean explained(BitSet done, World world) {
        long first = Operation.NEVER;
        var answered = new ArrayList<Operation>();
        for (int i = 0; i < operations.size(); i++) {
            if (!done.get(i) && operations.get(i).isAnswered()) {
                first = Math.min(first, operations.get(i).answered());
                answered.add(operations.get(i));
            }
        }
        if (answered.isEmpty()) {
            return true;
        }
        if (left.isEmpty() || done.cardinality() > deepest) {
            deepest = done.cardinality();
            left = answered;
        }
        if (tried.size() >= WORLDS_MAX) {
            gaveUp = true;
            return false;
        }
        if (!tried.add(new Tried((BitSet) done.clone(), world))) {
            return false;
        }
        for (int i = 0; i < operations.size(); i++) {
            var operation = operations.get(i);
            if (done.get(i) || operation.invoked() > first || !goesOn(i, operation, done, world)) {
                continue;
            }
            return true;
        }
        return false;
    }

    private boolean goesOn(int index, Operation operation, BitSet done, World world) {
        var step = Model.step(world, operation);
        boolean answersRight = operation.calls.stream()
                .allMatch(call -> call.said() == null
                        || !call.definite()
                        || step.explains(call.said())
                        || !call.fresh()
                                && call.said().what().equals(step.answer().what()));
        if (!answersRight || !operation.isAnswered() && !step.hasEffect()) {
            return false;
        }
        var next = world.copy();
        next.apply(step);
        done.set(index);
        boolean found = explained(done, next);
        done.clear(index);
        return found;
    }
}
