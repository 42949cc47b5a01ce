package dev.tributary.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random promises of channels with quotas, against a model that lists every unit and tries every combination. */
class QuotaSimulationTest {

    private static final int NODES = 3;
    private static final int CHANNELS = 5;
    private static final int COMMANDS = 400;
    /** Of two of these, one holds the other or they have nothing in common. */
    private static final long[][] GROUPS = {{0, 1, 2}, {0, 1}, {0}, {1}, {2}, {3}, {3, 4}};

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    private record Rule(Quota.Kind kind, long node, long[] channels, long amount, boolean only) {

        boolean has(long channel) {
            return Arrays.stream(channels).anyMatch(other -> other == channel);
        }

        boolean at(long other) {
            return node == Quota.EVERYWHERE || node == other;
        }

        boolean isApart(Rule other) {
            return Arrays.stream(channels).noneMatch(other::has) || node != other.node;
        }
    }

    /** One unit that somebody promised, or that left. */
    private record Unit(long channel, long node) {}

    private static final class Model {
        final List<Rule> rules = new ArrayList<>();
        final long[] onHand = new long[NODES + 1];
        final List<Unit> promised = new ArrayList<>();
        final List<Unit> gone = new ArrayList<>();

        long free(long node) {
            return onHand[(int) node]
                    - promised.stream().filter(unit -> unit.node == node).count();
        }

        long used(Rule rule, List<Unit> units) {
            return units.stream()
                    .filter(unit -> rule.at(unit.node) && rule.has(unit.channel))
                    .count();
        }

        long left(Rule rule) {
            if (rule.kind == Quota.Kind.PERCENT) {
                long free = LongStream.rangeClosed(1, NODES)
                        .filter(rule::at)
                        .map(node -> Math.max(0, free(node)))
                        .sum();
                long held = used(rule, promised);
                return Math.floorDiv((free + held) * rule.amount, 100L) - held;
            }
            return rule.amount - used(rule, promised) - used(rule, gone);
        }

        /** The most that rules for others which have no channel in common ask for together. */
        long setAside(long channel, long node) {
            var others = rules.stream()
                    .filter(rule -> rule.kind == Quota.Kind.DEDICATED && rule.node == node && !rule.has(channel))
                    .toList();
            long most = 0;
            for (int chosen = 0; chosen < 1 << others.size(); chosen++) {
                long sum = 0;
                var together = new ArrayList<Rule>();
                for (int i = 0; i < others.size(); i++) {
                    if ((chosen & 1 << i) != 0) {
                        together.add(others.get(i));
                        sum += Math.max(0, left(others.get(i)));
                    }
                }
                boolean apart = together.stream()
                        .allMatch(one -> together.stream().allMatch(two -> one == two || one.isApart(two)));
                if (apart) {
                    most = Math.max(most, sum);
                }
            }
            return most;
        }

        boolean allows(long channel, long node, long units) {
            boolean limits = rules.stream()
                    .filter(rule -> rule.at(node) && rule.has(channel))
                    .filter(rule -> rule.kind != Quota.Kind.DEDICATED || rule.only)
                    .allMatch(rule -> units <= left(rule));
            long everywhere = LongStream.rangeClosed(1, NODES)
                    .map(at -> Math.max(0, free(at) - setAside(channel, at)))
                    .sum();
            boolean asked = rules.stream()
                    .anyMatch(rule ->
                            rule.kind == Quota.Kind.DEDICATED && rule.node == Quota.EVERYWHERE && !rule.has(channel));
            return limits
                    && units <= free(node) - setAside(channel, node)
                    && (!asked || units <= everywhere - setAside(channel, Quota.EVERYWHERE));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void promisesWhatEveryLevelAllowsAndNothingElse(long seed) {
        var random = new Random(seed);
        var model = new Model();
        boolean byNode = random.nextBoolean();
        for (long[] group : GROUPS) {
            for (var kind : Quota.Kind.values()) {
                if (random.nextInt(3) == 0) {
                    long node = byNode ? 1 + random.nextInt(NODES) : Quota.EVERYWHERE;
                    long amount = kind == Quota.Kind.PERCENT ? 1 + random.nextInt(100) : random.nextInt(40);
                    model.rules.add(new Rule(kind, node, group, amount, random.nextInt(4) == 0));
                }
            }
        }
        var quotas = model.rules.stream()
                .map(rule -> new Quota(0, rule.kind, rule.node, rule.channels, rule.amount, rule.only, 0, 0))
                .toList();
        var sharing = new Sharing(quotas);
        var rows = new @Nullable StockRow[NODES];
        for (int i = 0; i < NODES; i++) {
            long onHand = random.nextInt(80);
            model.onHand[i + 1] = onHand;
            var row = new StockRow(i, onHand, 0, 0, 0, 0, 0);
            rows[i] = row;
            sharing.add(row, i + 1);
        }
        var engine = new Engine((row, move, onHand, reserved) -> {});
        for (int i = 0; i < COMMANDS; i++) {
            command(random, engine, sharing, rows, model);
            for (int q = 0; q < quotas.size(); q++) {
                assertThat(quotas.get(q).open()).isEqualTo(model.used(model.rules.get(q), model.promised));
                assertThat(quotas.get(q).shipped()).isEqualTo(model.used(model.rules.get(q), model.gone));
            }
        }
    }

    private static void command(Random random, Engine engine, Sharing sharing, @Nullable StockRow[] rows, Model model) {
        if (random.nextInt(5) < 3) {
            long channel = random.nextInt(CHANNELS);
            long units = 1 + random.nextInt(6);
            long expected = LongStream.rangeClosed(1, NODES)
                    .filter(node -> model.allows(channel, node, units))
                    .findFirst()
                    .orElse(0);
            var taken = engine.take(
                            List.of(new Want(units, rows.clone(), null, sharing.of(channel))), Fill.ALL_OR_NOTHING)
                    .rows()[0];
            assertThat(taken == null ? 0 : taken.index() + 1).isEqualTo((int) expected);
            for (long i = 0; i < (expected > 0 ? units : 0); i++) {
                model.promised.add(new Unit(channel, expected));
            }
            return;
        }
        if (random.nextInt(3) == 0 || model.promised.isEmpty()) {
            int node = random.nextInt(NODES);
            var row = java.util.Objects.requireNonNull(rows[node]);
            if (random.nextBoolean()) {
                engine.receive(row, 3);
                model.onHand[node + 1] += 3;
            } else {
                long channel = random.nextInt(CHANNELS);
                engine.sell(row, 1);
                sharing.of(channel).sold(row, 1);
                model.onHand[node + 1] -= 1;
                model.gone.add(new Unit(channel, node + 1));
            }
            return;
        }
        var unit = model.promised.remove(random.nextInt(model.promised.size()));
        var row = java.util.Objects.requireNonNull(rows[(int) unit.node - 1]);
        var share = sharing.of(unit.channel);
        if (random.nextBoolean()) {
            engine.release(row, 1);
            share.released(row, 1);
        } else {
            engine.ship(row, 1);
            share.shipped(row, 1);
            model.onHand[(int) unit.node] -= 1;
            model.gone.add(unit);
        }
    }
}
