package dev.tributary.bench.history;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds places for refused orders that looked at several rows, and for readers of quotas. A schedule puts operations that
 * share no row in any order, and of many orders it is but one; a refusal may need another. So each is tried where the rows,
 * by their times of record, were as it was told; whether that fits into real time, the next schedule shows.
 */
final class Placement {

    private final Witness witness;
    private Witness.@Nullable Effect tried;
    private Deque<Long> times = new ArrayDeque<>();

    Placement(Witness witness) {
        this.witness = witness;
    }

    /** Puts the operation where it was not tried yet; false when there is nowhere left. */
    boolean place(Replay replay, Operation operation) {
        if (tried == null || tried.operation != operation) {
            times = times(replay, operation);
        }
        return next(operation);
    }

    /** Takes the last one away again, and puts it at its next place; false when there is none. */
    boolean elsewhere() {
        if (tried == null) {
            return false;
        }
        var operation = tried.operation;
        witness.remove(tried);
        return next(operation);
    }

    /** What was refused and cannot be explained by any of its places. */
    List<String> nowhere(List<Operation> unplaced) {
        var left = new LinkedHashSet<>(unplaced);
        if (tried != null) {
            left.add(tried.operation);
        }
        return left.stream()
                .map(operation -> "%s was answered \"%s\"; at no moment of its time was that right"
                        .formatted(
                                operation,
                                Objects.requireNonNull(operation.together()).said()))
                .toList();
    }

    private boolean next(Operation operation) {
        if (times.isEmpty()) {
            return false;
        }
        var effect = witness.effect(operation, times.removeFirst());
        if (operation.kind().equals("take")) {
            Touched.rows(operation.asked).forEach(row -> Looks.insert(witness, row, List.of(effect)));
        }
        Shares.insert(witness, effect);
        tried = effect;
        return true;
    }

    private static Deque<Long> times(Replay replay, Operation operation) {
        var found = new ArrayDeque<Long>();
        var said = operation.together();
        if (said == null || said.said() == null) {
            return found;
        }
        // A reader is likeliest to stand right before it asked, a refused order anywhere within its call.
        long from = operation.invoked();
        long to = operation.kind().equals("readQuota") ? from : operation.answered();
        var times = new TreeSet<Long>(Comparator.<Long>comparingLong(time -> Math.max(from - time, time - to))
                .thenComparing(time -> time));
        var rows = Touched.rows(operation.asked);
        rows.forEach(row -> times.addAll(replay.recorded(row)));
        for (long time : times) {
            var step = Model.step(replay.recordedAt(rows, time), operation);
            if (step.explains(said.said())) {
                found.add(time);
            }
        }
        return found;
    }
}
