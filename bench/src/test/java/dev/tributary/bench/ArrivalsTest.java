package dev.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each line is a change or a call: {@code change|told sku available @micros}. */
class ArrivalsTest {

    @Test
    void aFigureSettlesEveryChangeItIncludes() {
        check("""
                change A 9 @100
                change A 8 @200
                change A 7 @300
                told   A 8 @1000
                told   A 7 @1500
                """, 0, 800, 900, 1_200);
    }

    @Test
    void aFigureThatWasReadBeforeTheChangeDoesNot() {
        check("""
                told   A 9 @500
                change A 8 @400
                told   A 8 @700
                """, 0, 300);
    }

    @Test
    void whatNoFigureIncludesIsMissing() {
        check("""
                change A 9 @100
                change A 8 @200
                change B 5 @300
                told   A 9 @400
                """, 2, 300);
    }

    @Test
    void otherGoodsFiguresSayNothing() {
        check("""
                change A 9 @100
                told   B 1 @200
                told   A 9 @300
                """, 0, 200);
    }

    private static void check(String story, long missing, long... micros) {
        List<StockChanges.Change> changes = new ArrayList<>();
        List<StockDoor.Told> calls = new ArrayList<>();
        story.lines().map(line -> line.split("\\s+")).forEach(words -> {
            long available = Long.parseLong(words[2]);
            long at = Long.parseLong(words[3].substring(1));
            if (words[0].equals("told")) {
                calls.add(new StockDoor.Told(at, Map.of(words[1], available)));
            } else {
                changes.add(new StockChanges.Change(words[1], available, at));
            }
        });
        var arrivals = Arrivals.of(changes, calls);
        assertThat(arrivals.missing()).isEqualTo(missing);
        List<Long> recorded = new ArrayList<>();
        arrivals.micros().recordedValues().forEach(value -> recorded.add(value.getValueIteratedTo()));
        assertThat(recorded)
                .containsExactly(java.util.Arrays.stream(micros).boxed().toArray(Long[]::new));
    }
}
