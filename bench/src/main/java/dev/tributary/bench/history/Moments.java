package dev.tributary.bench.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts the moments that snapshots speak of into the rows' chains, and the snapshots that moved nothing. */
final class Moments {

    private Moments() {}

    static void insert(History history, Witness witness) {
        for (var operation : history.operations.values()) {
            if (operation.kind().equals("moment")) {
                long asOf = operation.asked.number("asOf");
                var chain = witness.chain(operation.asked.text("row"));
                int place = firstAfter(chain, operation.asked.text("row"), asOf);
                check(chain, place, operation, witness);
                chain.add(place, witness.effect(operation, asOf));
            }
        }
        Map<String, Long> applied = new HashMap<>();
        history.moved.forEach(line -> applied.merge(line.cause(), line.at(), Math::min));
        var found = new ArrayList<Operation>();
        for (var operation : history.operations.values()) {
            if (operation.kind().equals("snapshot") && witness.effect(operation) == null && unchanged(operation)) {
                Long at = applied.get(cause(operation));
                if (at == null) {
                    found.add(operation);
                } else {
                    insertBesideRows(operation, at, witness);
                }
            }
        }
        found.sort(Comparator.comparingLong(operation -> operation.asked.number("asOf")));
        found.forEach(operation -> insertUnchanged(operation, witness));
    }

    private static String cause(Operation snapshot) {
        return "snapshot/" + snapshot.asked.text("number");
    }

    /** Whatever stands before the moment had been asked by then, whatever stands after it was not answered yet. */
    private static void check(List<Witness.Effect> chain, int place, Operation moment, Witness witness) {
        for (int i = 0; i < chain.size(); i++) {
            var other = chain.get(i).operation;
            boolean possible = !chain.get(i).moved.containsKey(moment.asked.text("row"))
                    || (i < place ? other.invoked() <= moment.answered() : other.answered() >= moment.invoked());
            if (!possible) {
                witness.wrong()
                        .add("the ledger of %s has %s on the wrong side of %s, of which a snapshot speaks"
                                .formatted(moment.asked.text("row"), other, Operation.time(moment.invoked())));
            }
        }
    }

    private static int firstAfter(List<Witness.Effect> chain, String row, long time) {
        int index = 0;
        for (int i = 0; i < chain.size(); i++) {
            var effect = chain.get(i);
            var moved = effect.moved.get(row);
            boolean momentBefore = effect.operation.kind().equals("moment") && effect.at <= time;
            if (momentBefore || moved != null && moved.getLast().at() <= time) {
                index = i + 1;
            }
        }
        return index;
    }

    private static boolean unchanged(Operation operation) {
        return operation.calls.stream()
                .anyMatch(call ->
                        call.said() != null && call.said().text("verdict", "").equals("UNCHANGED"));
    }

    /** Where rows that a snapshot changed were written, those that it did not change were locked: a few are applied together. */
    private static void insertBesideRows(Operation operation, long at, Witness witness) {
        String row = operation.asked.text("row");
        var chain = witness.chain(row);
        int place = 0;
        for (int i = 0; i < chain.size(); i++) {
            var moved = chain.get(i).moved.get(row);
            boolean spoken =
                    Set.of("moment", "snapshot").contains(chain.get(i).operation.kind());
            if (moved != null ? moved.getFirst().at() < at : spoken && chain.get(i).at < at) {
                place = i + 1;
            }
        }
        chain.add(place, witness.effect(operation, at));
    }

    /**
     * It wrote no line, but what is older does not count after it. Where it stood, what it told of the row says, and which
     * snapshots count: each speaks of a later moment than the one before.
     */
    private static void insertUnchanged(Operation operation, Witness witness) {
        String row = operation.asked.text("row");
        var chain = witness.chain(row);
        long asOf = operation.asked.number("asOf");
        int first = 0;
        for (int i = 0; i < chain.size(); i++) {
            var other = chain.get(i).operation;
            if (other.kind().equals("snapshot") && other.asked.number("asOf") < asOf) {
                first = i;
            }
        }
        var said = operation.calls.stream()
                .map(Operation.Call::said)
                .filter(line -> line != null && line.has("held"))
                .findFirst()
                .orElseThrow();
        long onHand = 0;
        boolean marked = false;
        for (int i = 0; i < chain.size(); i++) {
            var effect = chain.get(i);
            var moved = effect.moved.get(row);
            onHand = moved == null ? onHand : moved.getLast().onHandAfter();
            boolean begun = i + 1 == chain.size() || chain.get(i + 1).at > operation.invoked();
            // Who looked at the row and did not move it may stand behind the moment, and have been before it.
            marked |= effect.at >= asOf;
            if (i >= first
                    && begun
                    && marked
                    && onHand == said.number("held")
                    && effect.operation.invoked() <= operation.answered()) {
                chain.add(i + 1, witness.effect(operation, Math.max(effect.at, operation.invoked())));
                return;
            }
        }
    }
}
