package dev.tributary.channels.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {

    @ParameterizedTest(name = "through {0}, windows of {1}, end {2}: {3}")
    @CsvSource({
        // What is read, the longest a window may be, until when the list may be asked for, the window
        "10:00:00,     PT1H,  10:00:00,     none",
        "10:00:00,     PT1H,  09:59:00,     none",
        "10:00:00,     PT1H,  10:00:20,     09:55:00/10:00:20",
        "10:00:00,     PT1H,  12:00:00,     09:55:00/10:55:00",
        "10:00:00.7,   PT1H,  10:00:00.9,   none",
        "10:00:00.7,   PT1H,  10:00:01.2,   09:55:00/10:00:01",
        "10:00:00,     PT10M, 12:00:00,     09:55:00/10:05:00",
        "10:00:00,     PT4M,  12:00:00,     09:55:00/10:01:00",
        "10:00:00,     PT1M,  12:00:00,     09:55:00/10:01:00",
    })
    void reachesBackAndGoesOn(String through, Duration longest, String end, String expected) {
        var window = Window.next(Lists.ORDERS, at(through), longest, at(end));
        assertThat(window.map(it -> time(it.from()) + "/" + time(it.to())).orElse("none"))
                .isEqualTo(expected);
    }

    /** However the windows are cut, nothing between the first mark and the last lies outside all of them. */
    @Test
    void leavesNoGap() {
        for (int minutes = 1; minutes <= 60; minutes++) {
            var mark = at("00:00:00.123456");
            var end = at("20:00:00");
            int windows = 0;
            for (var next = Window.next(Lists.ORDERS, mark, Duration.ofMinutes(minutes), end);
                    next.isPresent();
                    next = Window.next(Lists.ORDERS, mark, Duration.ofMinutes(minutes), end)) {
                assertThat(next.get().from()).isBefore(mark);
                assertThat(next.get().to()).isAfter(mark);
                mark = next.get().to();
                windows++;
            }
            assertThat(mark).isEqualTo(end);
            assertThat(windows).isLessThanOrEqualTo(20 * 60);
        }
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-23T" + time + "Z");
    }

    private static String time(Instant instant) {
        return instant.toString().substring(11, 19);
    }
}
