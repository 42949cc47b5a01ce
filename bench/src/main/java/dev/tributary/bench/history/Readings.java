package dev.tributary.bench.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts what was read of a row between the lines of its ledger that its version stands between. */
final class Readings {

    private static final Comparator<Witness.Effect> BY_TIME = Comparator.comparingLong(Witness.Effect::recorded);

    private Readings() {}

    static void insert(History history, Witness witness) {
        Map<String, Map<Long, List<Witness.Effect>>> readings = new HashMap<>();
        for (var operation : history.operations.values()) {
            if (operation.kind().equals("read") && operation.isAnswered()) {
                var said = operation.calls.getFirst().said();
                if (said != null && said.what().equals("row") && said.number("version") > 0) {
                    readings.computeIfAbsent(operation.asked.text("row"), row -> new HashMap<>())
                            .computeIfAbsent(said.number("version"), version -> new ArrayList<>())
                            .add(new Witness.Effect(operation, operation.invoked()));
                }
            }
        }
        readings.forEach((row, byVersion) -> merge(witness, row, byVersion));
    }

    /** What has no line of its own stands behind the line before it, in the order of the hints. */
    private static void merge(Witness witness, String row, Map<Long, List<Witness.Effect>> byVersion) {
        var merged = new ArrayList<Witness.Effect>();
        var between = new ArrayList<Witness.Effect>();
        for (var effect : witness.chain(row)) {
            var moved = effect.moved.get(row);
            if (moved == null) {
                between.add(effect);
                continue;
            }
            between.sort(BY_TIME);
            merged.addAll(between);
            between.clear();
            merged.add(effect);
            between.addAll(byVersion.getOrDefault(moved.getLast().version(), List.of()));
        }
        between.sort(BY_TIME);
        merged.addAll(between);
        for (var effect : merged) {
            witness.effects().putIfAbsent(effect.operation.name, effect);
        }
        witness.chains.put(row, merged);
    }
}
