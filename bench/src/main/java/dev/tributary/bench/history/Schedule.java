package dev.tributary.bench.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One order of all effects in which every chain goes forward, and a moment for each within its operation's time. When
 * there is such a schedule, the order respects real time; when the earliest moments that the chains allow come too late,
 * there is none.
 */
final class Schedule {

    /** Several at one moment stand in their order. */
    final List<Witness.Effect> order = new ArrayList<>();

    final Map<Witness.Effect, Long> moments = new HashMap<>();
    final List<String> wrong = new ArrayList<>();

    private final Map<String, List<Witness.Effect>> chains;
    private final Map<Witness.Effect, List<Witness.Effect>> after = new HashMap<>();
    private final Map<Witness.Effect, List<Witness.Effect>> before = new HashMap<>();

    Schedule(Map<String, List<Witness.Effect>> chains) {
        this.chains = chains;
        sort();
        if (!wrong.isEmpty()) {
            return;
        }
        // Near the hub's own times, where they fit: what was refused in between is found more easily then.
        if (!moments(true)) {
            moments.clear();
            moments(false);
        }
        var rank = new HashMap<Witness.Effect, Integer>();
        order.forEach(effect -> rank.put(effect, rank.size()));
        order.sort(Comparator.<Witness.Effect>comparingLong(this::moment).thenComparing(rank::get));
    }

    private void sort() {
        var waiting = new HashMap<Witness.Effect, Integer>();
        chains.forEach((object, chain) -> {
            chain.forEach(effect -> waiting.putIfAbsent(effect, 0));
            // A reader of the row's numbers does not see who waits for it, and who stops waiting holds nobody up who
            // moves
            // it; only who decides sees both.
            link(
                    chain.stream().filter(effect -> !effect.decidesAt(object)).toList(),
                    waiting,
                    one -> one.readsAt(object));
            link(
                    chain.stream()
                            .filter(effect -> !effect.readsAt(object) && !effect.leavesAt(object))
                            .toList(),
                    waiting,
                    one -> one.decidesAt(object));
            link(
                    chain.stream()
                            .filter(effect -> effect.seesWhoWaitsAt(object))
                            .toList(),
                    waiting,
                    one -> !one.places.contains(object));
        });
        var ready = new PriorityQueue<Witness.Effect>(Comparator.comparingLong(effect -> effect.at));
        waiting.forEach((effect, count) -> {
            if (count == 0) {
                ready.add(effect);
            }
        });
        while (!ready.isEmpty()) {
            var next = ready.remove();
            order.add(next);
            for (var follower : after.getOrDefault(next, List.of())) {
                if (waiting.merge(follower, -1, Integer::sum) == 0) {
                    ready.add(follower);
                }
            }
        }
        if (order.size() < waiting.size()) {
            order.forEach(waiting::remove);
            wrong.add("the ledgers and timelines contradict each other about what came first:");
            circle(waiting.keySet()).forEach(effect -> wrong.add("  then " + effect.operation));
        }
    }

    private void link(
            List<Witness.Effect> chain, Map<Witness.Effect, Integer> waiting, Predicate<Witness.Effect> onlyLooks) {
        Witness.Effect changed = null;
        var looked = new ArrayList<Witness.Effect>();
        for (var effect : chain) {
            if (onlyLooks.test(effect)) {
                // Those who look at the same are in no order among each other.
                follows(changed, effect, waiting);
                looked.add(effect);
                continue;
            }
            if (looked.isEmpty()) {
                follows(changed, effect, waiting);
            }
            looked.forEach(earlier -> follows(earlier, effect, waiting));
            looked.clear();
            changed = effect;
        }
    }

    private void follows(Witness.@Nullable Effect earlier, Witness.Effect later, Map<Witness.Effect, Integer> waiting) {
        if (earlier != null) {
            after.computeIfAbsent(earlier, effect -> new ArrayList<>(2)).add(later);
            before.computeIfAbsent(later, effect -> new ArrayList<>(2)).add(earlier);
            waiting.merge(later, 1, Integer::sum);
        }
    }

    /** Each of these comes after the one before it, and the first after the last. */
    private List<Witness.Effect> circle(Set<Witness.Effect> left) {
        var path = new ArrayList<Witness.Effect>();
        var at = left.iterator().next();
        while (!path.contains(at)) {
            path.add(at);
            at = before.getOrDefault(at, List.of()).stream()
                    .filter(left::contains)
                    .findFirst()
                    .orElse(at);
        }
        return path.subList(path.indexOf(at), path.size()).reversed();
    }

    private boolean moments(boolean hinted) {
        for (var effect : order) {
            var operation = effect.operation;
            // A line is recorded before its batch is over, and a reader in between does not see it yet. Snapshots count
            // by the time of record, so their moments stand between lines but wait for no reader.
            boolean timeless = operation.kind().equals("moment");
            long moment = timeless ? 0 : operation.invoked();
            Witness.Effect pushedBy = null;
            if (hinted && !timeless) {
                moment = Math.max(moment, Math.min(effect.at, operation.answered()));
            }
            for (var earlier : before.getOrDefault(effect, List.of())) {
                if (moment(earlier) > moment) {
                    moment = moment(earlier);
                    pushedBy = earlier;
                }
            }
            if (!timeless && moment > operation.answered()) {
                if (hinted) {
                    return false;
                }
                wrong.add("%s was answered before that could be what it says:".formatted(operation));
                path(pushedBy, moment)
                        .forEach(earlier -> wrong.add("  the books have before it: " + earlier.operation));
                moment = operation.answered();
            }
            moments.put(effect, moment);
        }
        return true;
    }

    long moment(Witness.Effect effect) {
        return Objects.requireNonNull(moments.get(effect));
    }

    /** Back to the one that was asked so late. */
    private List<Witness.Effect> path(Witness.@Nullable Effect pushedBy, long moment) {
        var path = new ArrayList<Witness.Effect>();
        for (var found = pushedBy; found != null; ) {
            path.add(found);
            if (found.operation.invoked() >= moment) {
                break;
            }
            Witness.Effect next = null;
            for (var earlier : before.getOrDefault(found, List.of())) {
                if (moment(earlier) == moment) {
                    next = earlier;
                }
            }
            found = next;
        }
        return path;
    }
}
