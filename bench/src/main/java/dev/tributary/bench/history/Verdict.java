package dev.tributary.bench.history;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether a history can be explained.
 *
 * @param wrong sentences that say why not; empty is the proof
 * @param checks how many movements, effects and answers were compared
 */
public record Verdict(List<String> wrong, long checks) {

    private static final int ROUNDS_MAX = 300;

    public static Verdict of(History history) {
        return history.hasWitness() ? verified(history) : new Search(history).verdict();
    }

    public boolean explained() {
        return wrong.isEmpty();
    }

    private static Verdict verified(History history) {
        var witness = new Witness(history);
        if (!witness.wrong().isEmpty()) {
            return new Verdict(witness.wrong(), 0);
        }
        var placement = new Placement(witness);
        for (int round = 1; ; round++) {
            var schedule = new Schedule(witness.chains);
            if (!schedule.wrong.isEmpty()) {
                if (round < ROUNDS_MAX && placement.elsewhere()) {
                    continue;
                }
                var nowhere = placement.nowhere(List.of());
                return new Verdict(nowhere.isEmpty() ? schedule.wrong : nowhere, 0);
            }
            var replay = new Replay(history, witness, schedule);
            replay.run();
            var wrong = replay.wrong();
            if (wrong.isEmpty() && replay.unplaced().isEmpty()) {
                return new Verdict(List.of(), replay.checks());
            }
            boolean goesOn =
                    wrong.isEmpty() ? placement.place(replay, replay.unplaced().getFirst()) : placement.elsewhere();
            if (!goesOn || round == ROUNDS_MAX) {
                var all = new ArrayList<>(wrong);
                all.addAll(placement.nowhere(replay.unplaced()));
                return new Verdict(all, replay.checks());
            }
        }
    }
}
