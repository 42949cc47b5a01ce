package dev.tributary.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {

    /** Places are {@code transaction:position:key}. */
    @ParameterizedTest
    @CsvSource({
        "10:1:a 11:2:a,             12, 12",
        "10:2:a 12:1:a,             11, 10",
        "10:2:a 12:1:b,             11, 11",
        "10:1:a 12:2:a,             11, 11",
        "9:1:b 10:3:a 12:2:a,       11, 10",
        "9:4:b 10:3:b 10:2:a 12:1:a, 11, 9",
    })
    void endsBeforeAnEventWhosePredecessorIsOutside(String places, long to, long expected) {
        var parsed = List.of(places.split(" ")).stream().map(WindowTest::place).toList();
        assertThat(new Window(1, 1, to).withoutOvertaking(parsed).to()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void windowAfterWindowKeepsEveryKeysOrder(long seed) {
        var random = new Random(seed);
        List<Window.Place> places = new ArrayList<>();
        for (long position = 1; position <= 500; position++) {
            places.add(new Window.Place(
                    1 + Math.max(0, position + random.nextInt(41) - 20), position, "k" + random.nextInt(8)));
        }
        var read = new HashMap<String, Long>();
        long from = 0;
        for (long cut = 1; cut <= 600; cut += 1 + random.nextInt(30)) {
            if (cut < from) {
                continue;
            }
            long begin = from;
            var ahead = places.stream()
                    .filter(place -> place.transaction() >= begin)
                    .toList();
            var window = new Window(1, from, cut).withoutOvertaking(ahead);
            for (var place : ahead) {
                if (place.transaction() < window.to()) {
                    assertThat(read.getOrDefault(place.key(), 0L)).isLessThan(place.position());
                    read.put(place.key(), place.position());
                }
            }
            from = window.to();
        }
        assertThat(from).isGreaterThan(500);
    }

    private static Window.Place place(String text) {
        var parts = text.trim().split(":");
        return new Window.Place(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]);
    }
}
