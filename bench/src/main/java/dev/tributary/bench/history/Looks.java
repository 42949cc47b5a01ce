package dev.tributary.bench.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts operations into the chains of rows that they looked at and did not move, such as the place that could not give
 * everything. Between which lines they looked, their time of record says; whether that is so, the replay shows.
 */
final class Looks {

    private Looks() {}

    static void insert(Witness witness) {
        Map<String, List<Witness.Effect>> looks = new HashMap<>();
        for (var effect : witness.effects().values()) {
            if (effect.moved.isEmpty()) {
                continue;
            }
            for (String row : rows(effect.operation, witness)) {
                if (!effect.moved.containsKey(row)) {
                    looks.computeIfAbsent(row, key -> new ArrayList<>()).add(effect);
                }
            }
        }
        places(witness, looks);
        looks.forEach((row, effects) -> {
            effects.sort(Comparator.comparingLong(Witness.Effect::recorded));
            insert(witness, row, effects);
        });
    }

    /** Orders of which a line waits have places at rows that they do not move, and leave them. */
    private static void places(Witness witness, Map<String, List<Witness.Effect>> looks) {
        witness.steps().forEach((number, steps) -> {
            var placed = steps.getFirst().operation;
            if (!placed.kind().equals("take") || !placed.asked.text("fill").equals("some")) {
                return;
            }
            long promised = steps.getFirst().moved.values().stream()
                    .mapToLong(List::size)
                    .sum();
            if (promised == placed.asked.list("lines").size()) {
                return;
            }
            var waiting = new WaitingSkus(placed.asked);
            for (var effect : steps) {
                var skus = waiting.around(effect);
                if (effect.moved.isEmpty() || effect.operation.kind().equals("ship")) {
                    continue;
                }
                for (String row : Touched.rows(placed.asked)) {
                    if (!skus.contains(row.substring(0, row.indexOf('@')))) {
                        continue;
                    }
                    effect.places.add(row);
                    if (!effect.moved.containsKey(row)) {
                        var others = looks.computeIfAbsent(row, key -> new ArrayList<>());
                        if (!others.contains(effect)) {
                            others.add(effect);
                        }
                    }
                }
            }
        });
    }

    static void insert(Witness witness, String row, List<Witness.Effect> looks) {
        witness.chains.put(row, merged(witness.chain(row), row, looks));
    }

    private static Iterable<String> rows(Operation operation, Witness witness) {
        return switch (operation.kind()) {
            case "take" -> Touched.rows(operation.asked);
            case "pay" -> {
                var placed = witness.placedBy(operation.asked.text("number"));
                yield placed == null ? List.of() : Touched.rows(placed.asked);
            }
            default -> List.of();
        };
    }

    private static List<Witness.Effect> merged(List<Witness.Effect> chain, String row, List<Witness.Effect> looks) {
        var merged = new ArrayList<Witness.Effect>(chain.size() + looks.size());
        int next = 0;
        for (var effect : chain) {
            long recorded = recorded(effect, row);
            while (next < looks.size() && looks.get(next).recorded() < recorded) {
                merged.add(looks.get(next++));
            }
            merged.add(effect);
        }
        merged.addAll(looks.subList(next, looks.size()));
        return merged;
    }

    /** The time of record of a line, or of who looked as these do; readers and moments say nothing of what is before them. */
    private static long recorded(Witness.Effect effect, String row) {
        var moved = effect.moved.get(row);
        if (moved != null) {
            return moved.getFirst().at();
        }
        return effect.decidesAt(row) || effect.leavesAt(row) ? effect.recorded() : Long.MIN_VALUE;
    }
}
