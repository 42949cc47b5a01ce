package dev.tributary.inventory.costs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostingTest {

    /** {@code 5@30} came for 30 in all, {@code -2} left; the answer is what each that left cost, then units and value. {@code c} is a correction. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            one price                        | 5@50 -2                | 20 = 3 30           | 20 = 3 30
            two prices                       | 5@50 5@100 -5          | 75 = 5 75           | 50 = 5 100
            over two layers                  | 5@50 5@100 -7          | 105 = 3 45          | 90 = 3 60
            a remainder stays                | 3@10 -1 -1 -1          | 3 4 3 = 0 0         | 3 4 3 = 0 0
            all leave, nothing is left       | 7@10 -7                | 10 = 0 0            | 10 = 0 0
            for nothing                      | 5@0 -2                 | 0 = 3 0             | 0 = 3 0
            below zero at the last cost      | 5@50 -7                | 70 = -2 -20         | 70 = -2 -20
            what was never known costs none  | -3                     | 0 = -3 0            | 0 = -3 0
            who comes pays the difference    | 5@50 -7 4@60           | 70 c10 = 2 30       | 70 c10 = 2 30
            also when it is not enough       | 5@50 -9 2@30           | 90 c10 = -2 -20     | 90 c10 = -2 -20
            cheaper than thought             | 5@50 -7 4@20           | 70 c-10 = 2 10      | 70 c-10 = 2 10
            exactly to nothing               | 5@50 -7 2@30           | 70 c10 = 0 0        | 70 c10 = 0 0
            then again from nothing          | 5@50 -5 5@100 -1       | 50 20 = 4 80        | 50 20 = 4 80
            """)
    void whatLeavesCosts(String what, String moves, String average, String layers) {
        assertThat(play(new Costing.Average(0, 0, 0, 0), moves)).as(what).isEqualTo(average);
        assertThat(play(new Costing.Layers(0, 0, 0, 0, List.of()), moves))
                .as(what)
                .isEqualTo(layers);
    }

    @RepeatedTest(50)
    void nothingIsLostByRounding(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        for (var costing : List.of(new Costing.Average(0, 0, 0, 0), new Costing.Layers(0, 0, 0, 0, List.of()))) {
            long came = 0;
            long left = 0;
            long corrected = 0;
            for (int move = 1; move <= 300; move++) {
                long units = 1 + random.nextInt(9);
                if (random.nextBoolean()) {
                    long cost = random.nextInt(1_000);
                    corrected += costing.come(move, units, cost);
                    came += cost;
                } else {
                    left += costing.leave(units);
                }
                assertThat(costing.value()).isEqualTo(came - left - corrected);
                if (costing instanceof Costing.Layers layers && costing.units() > 0) {
                    assertThat(layers.layers().stream()
                                    .mapToLong(Costing.Layer::value)
                                    .sum())
                            .isEqualTo(costing.value());
                    assertThat(layers.layers().stream()
                                    .mapToLong(Costing.Layer::units)
                                    .sum())
                            .isEqualTo(costing.units());
                }
            }
        }
    }

    private static String play(Costing costing, String moves) {
        var told = new StringBuilder();
        long version = 0;
        for (String move : moves.split(" +")) {
            version++;
            if (move.startsWith("-")) {
                told.append(costing.leave(-Long.parseLong(move))).append(' ');
            } else {
                String[] parts = move.split("@");
                long correction = costing.come(version, Long.parseLong(parts[0]), Long.parseLong(parts[1]));
                if (correction != 0) {
                    told.append('c').append(correction).append(' ');
                }
            }
        }
        return told + "= %d %d".formatted(costing.units(), costing.value());
    }
}
