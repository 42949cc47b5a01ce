package dev.tributary.channels.news;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.kernel.SkuId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RoundTest {

    @Test
    void allGoTheOldestFirstWhileTheBudgetCarriesThem() {
        check(3, """
                1 @30 left 5
                2 @10 left 9
                3 @20 left 1
                """, "2 3 1");
    }

    @Test
    void elseTheLeastAvailableGoAndOneWhoWaitsLongest() {
        check(3, """
                1 @50 left 5
                2 @10 left 90
                3 @20 left 70
                4 @30 left 1
                5 @40 left 2
                """, "2 4 5");
    }

    @Test
    void whoWaitsLongestAndIsLeastAvailableHasOnePlace() {
        check(2, """
                1 @10 left 1
                2 @20 left 3
                3 @30 left 2
                """, "1 3");
    }

    @Test
    void neverMoreThanTheBudgetCarries() {
        var waiting = LongStream.rangeClosed(1, 500)
                .mapToObj(sku -> waiting(sku, sku))
                .toList();
        // The newest are the least available: the eighth who wait longest and the others do not overlap.
        var chosen = Round.of(waiting, 200, shelf -> -shelf.sku().value());
        assertThat(chosen).hasSize(200).doesNotHaveDuplicates();
        assertThat(chosen.subList(0, 25)).containsExactlyElementsOf(shelves(LongStream.rangeClosed(1, 25)));
        assertThat(chosen.subList(25, 200))
                .containsExactlyInAnyOrderElementsOf(shelves(LongStream.rangeClosed(326, 500)));
    }

    private static Round.Waiting waiting(long sku, long since) {
        return new Round.Waiting(shelf(sku), Instant.ofEpochSecond(since));
    }

    private static List<Shelf> shelves(LongStream skus) {
        return skus.mapToObj(RoundTest::shelf).toList();
    }

    private static Shelf shelf(long sku) {
        return new Shelf("", new SkuId(sku));
    }

    /** @param shelves {@code sku @since left available} */
    private static void check(int size, String shelves, String chosen) {
        var waiting = new ArrayList<Round.Waiting>();
        var available = new HashMap<Shelf, Long>();
        shelves.lines().map(line -> line.split(" ")).forEach(words -> {
            var each = waiting(Long.parseLong(words[0]), Long.parseLong(words[1].substring(1)));
            waiting.add(each);
            available.put(each.shelf(), Long.parseLong(words[3]));
        });
        assertThat(Round.of(waiting, size, available::get).stream()
                        .map(shelf -> shelf.sku().toString())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(chosen);
    }
}
