package dev.tributary.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Two figures measured in turns, so that what the machine does meanwhile touches both alike. The figure is the median of
 * the pairs' ratios; between the third of twelve from below and the third from above the true one lies in 96 of 100 runs,
 * whatever the ratios' distribution is.
 */
final class Pairs {

    /** One measurement of one side. */
    interface Side {
        double figure() throws Exception;
    }

    private static final int OUTSIDE_OF_TWELVE = 2;

    private final List<Double> before = new ArrayList<>();
    private final List<Double> after = new ArrayList<>();
    private final List<Double> ratios = new ArrayList<>();

    /** Begins each pair with the other side than the one before it. */
    static Pairs measure(int count, Side before, Side after) throws Exception {
        var pairs = new Pairs();
        for (int i = 0; i < count; i++) {
            double first = i % 2 == 0 ? before.figure() : after.figure();
            double second = i % 2 == 0 ? after.figure() : before.figure();
            pairs.add(i % 2 == 0 ? first : second, i % 2 == 0 ? second : first);
            Bench.say("pair %d of %d: %,.0f against %,.0f, ratio %.3f"
                    .formatted(i + 1, count, pairs.after.getLast(), pairs.before.getLast(), pairs.ratios.getLast()));
        }
        return pairs;
    }

    void add(double beforeFigure, double afterFigure) {
        before.add(beforeFigure);
        after.add(afterFigure);
        ratios.add(afterFigure / beforeFigure);
    }

    Row in(Row row) {
        return in(row, "ordersPerSecond", "comparedOrdersPerSecond", "ratio");
    }

    /** The medians of both sides and of the pairs' ratios, under these names. */
    Row in(Row row, String afterName, String beforeName, String ratioName) {
        List<Double> sorted = sorted(ratios);
        int outside = sorted.size() * OUTSIDE_OF_TWELVE / 12;
        return row.with(afterName, median(after))
                .with(beforeName, median(before))
                .with(ratioName, median(ratios))
                .with(ratioName + "From", sorted.get(outside))
                .with(ratioName + "To", sorted.get(sorted.size() - 1 - outside))
                .with("pairs", ratios.size());
    }

    private static double median(List<Double> values) {
        List<Double> sorted = sorted(values);
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    private static List<Double> sorted(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted;
    }
}
