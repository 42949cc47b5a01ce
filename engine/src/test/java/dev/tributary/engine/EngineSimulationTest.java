package dev.tributary.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random commands against a slow, obvious model. */
class EngineSimulationTest {

    private static final int SKUS = 4;
    private static final int NODES = 3;
    private static final int COMMANDS = 2_000;

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    /** Every unit on its own: what is promised is listed one by one. */
    private static final class SlowRow {
        long onHand;
        final long safety;
        long allowance;
        final List<Long> promises = new ArrayList<>();

        SlowRow(long onHand, long safety) {
            this.onHand = onHand;
            this.safety = safety;
        }

        boolean canPromise(long units, long alreadyWanted) {
            return promises.size() + alreadyWanted + units <= onHand + allowance - safety;
        }

        void promise(long units) {
            for (long i = 0; i < units; i++) {
                promises.add(i);
            }
        }

        void forget(long units) {
            for (long i = 0; i < units; i++) {
                promises.removeLast();
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void neverPromisesMoreThanItHas(long seed) {
        var random = new Random(seed);
        var rows = new StockRow[SKUS][NODES];
        var slow = new SlowRow[SKUS][NODES];
        var sums = new long[SKUS * NODES][2];
        for (int sku = 0; sku < SKUS; sku++) {
            for (int node = 0; node < NODES; node++) {
                long onHand = random.nextInt(30);
                long safety = random.nextInt(3);
                rows[sku][node] = new StockRow(sku * NODES + node, onHand, 0, safety, 0, 0, 0);
                slow[sku][node] = new SlowRow(onHand, safety);
                sums[sku * NODES + node][0] = onHand;
            }
        }
        var engine = new Engine((row, move, onHand, reserved) -> {
            sums[row.index()][0] += onHand;
            sums[row.index()][1] += reserved;
        });
        for (int i = 0; i < COMMANDS; i++) {
            if (random.nextInt(3) == 0) {
                take(random, engine, rows, slow);
            } else {
                change(random, engine, rows, slow);
            }
            compare(rows, slow, sums);
        }
    }

    private static void take(Random random, Engine engine, StockRow[][] rows, SlowRow[][] slow) {
        var fill = random.nextBoolean() ? Fill.ALL_OR_NOTHING : Fill.WHAT_YOU_CAN;
        var wants = new ArrayList<Want>();
        var skus = new ArrayList<Integer>();
        for (int line = 0; line <= random.nextInt(4); line++) {
            int sku = random.nextInt(SKUS);
            var candidates = new @Nullable StockRow[NODES];
            System.arraycopy(rows[sku], 0, candidates, 0, NODES);
            skus.add(sku);
            int group = random.nextInt(3) == 0 ? 0 : 1 + line / 2;
            wants.add(new Want(1 + random.nextInt(6), candidates, group));
        }
        int[] expected = slowTake(skus, wants, slow, fill);
        var taking = engine.take(wants, fill);
        for (int i = 0; i < expected.length; i++) {
            var row = taking.rows()[i];
            assertThat(row == null ? -1 : row.index() % NODES).isEqualTo(expected[i]);
        }
    }

    /** First a node for all, else each line its first; then nothing at all when all was asked for. */
    private static int[] slowTake(List<Integer> skus, List<Want> wants, SlowRow[][] slow, Fill fill) {
        for (int node = 0; node < NODES; node++) {
            var chosen = new int[wants.size()];
            java.util.Arrays.fill(chosen, node);
            if (feasible(skus, wants, slow, chosen)) {
                return promise(skus, wants, slow, chosen);
            }
        }
        var chosen = new int[wants.size()];
        java.util.Arrays.fill(chosen, -1);
        boolean complete = true;
        for (int i = 0; i < chosen.length; ) {
            int end = i + 1;
            while (end < chosen.length
                    && wants.get(i).group() > 0
                    && wants.get(end).group() == wants.get(i).group()) {
                end++;
            }
            complete &= slowGroup(skus, wants, slow, chosen, i, end);
            i = end;
        }
        if (!complete && fill == Fill.ALL_OR_NOTHING) {
            java.util.Arrays.fill(chosen, -1);
        }
        return promise(skus, wants, slow, chosen);
    }

    /** From one node, else each from its first; whole or not at all. */
    private static boolean slowGroup(
            List<Integer> skus, List<Want> wants, SlowRow[][] slow, int[] chosen, int from, int to) {
        for (int node = 0; node < NODES; node++) {
            java.util.Arrays.fill(chosen, from, to, node);
            if (feasible(skus, wants, slow, chosen)) {
                return true;
            }
        }
        java.util.Arrays.fill(chosen, from, to, -1);
        for (int i = from; i < to; i++) {
            for (int node = 0; node < NODES && chosen[i] < 0; node++) {
                chosen[i] = node;
                if (!feasible(skus, wants, slow, chosen)) {
                    chosen[i] = -1;
                }
            }
        }
        boolean whole = java.util.Arrays.stream(chosen, from, to).allMatch(node -> node >= 0);
        if (!whole) {
            java.util.Arrays.fill(chosen, from, to, -1);
        }
        return whole;
    }

    private static boolean feasible(List<Integer> skus, List<Want> wants, SlowRow[][] slow, int[] chosen) {
        for (int i = 0; i < chosen.length; i++) {
            long wantedBefore = 0;
            for (int j = 0; j < i; j++) {
                if (chosen[j] == chosen[i] && skus.get(j).equals(skus.get(i))) {
                    wantedBefore += wants.get(j).units();
                }
            }
            if (chosen[i] >= 0
                    && !slow[skus.get(i)][chosen[i]].canPromise(wants.get(i).units(), wantedBefore)) {
                return false;
            }
        }
        return true;
    }

    private static int[] promise(List<Integer> skus, List<Want> wants, SlowRow[][] slow, int[] chosen) {
        for (int i = 0; i < chosen.length; i++) {
            if (chosen[i] >= 0) {
                slow[skus.get(i)][chosen[i]].promise(wants.get(i).units());
            }
        }
        return chosen;
    }

    private static void change(Random random, Engine engine, StockRow[][] rows, SlowRow[][] slow) {
        int sku = random.nextInt(SKUS);
        int node = random.nextInt(NODES);
        var row = rows[sku][node];
        var model = slow[sku][node];
        long units = 1 + random.nextInt(5);
        switch (random.nextInt(9)) {
            case 0 -> {
                engine.receive(row, units);
                model.onHand += units;
            }
            case 1 -> {
                engine.sell(row, units);
                model.onHand -= units;
            }
            case 2 -> {
                engine.count(row, units);
                model.onHand = units;
            }
            case 3 -> {
                engine.adjust(row, -units);
                model.onHand -= units;
            }
            case 4 -> {
                engine.allowance(row, units);
                model.allowance = units;
            }
            case 5 -> {
                engine.takeBack(row, units);
                model.onHand += units;
            }
            case 6 -> engine.takeBackUnsellable(row, units);
            default -> {
                long some = Math.min(units, model.promises.size());
                if (some > 0) {
                    model.forget(some);
                    if (random.nextBoolean()) {
                        engine.release(row, some);
                    } else {
                        engine.ship(row, some);
                        model.onHand -= some;
                    }
                }
            }
        }
    }

    private static void compare(StockRow[][] rows, SlowRow[][] slow, long[][] sums) {
        for (int sku = 0; sku < SKUS; sku++) {
            for (int node = 0; node < NODES; node++) {
                var row = rows[sku][node];
                var model = slow[sku][node];
                assertThat(row.onHand()).isEqualTo(model.onHand).isEqualTo(sums[row.index()][0]);
                assertThat(row.reserved()).isEqualTo(model.promises.size()).isEqualTo(sums[row.index()][1]);
                assertThat(row.unitsShort())
                        .isEqualTo(Math.max(0, model.promises.size() - model.onHand - model.allowance));
                assertThat(row.reserved()).isBetween(0L, row.onHand() + row.allowance() + row.unitsShort());
            }
        }
    }
}
