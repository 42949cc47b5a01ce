package dev.tributary.channels.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {

    private static final Instant NOW = Instant.parse("2026-11-11T12:00:00Z");

    @ParameterizedTest
    @CsvSource(textBlock = """
        PT0S,   0
        -PT30S, 30
        -PT1H,  3600
        -PT61M, 0
        PT30S,  0
        """)
    void aListIsAskedForUntilWhereThePlatformsClockIs(Duration theirs, long seconds) {
        var pace = new Pace(Duration.ofHours(1));
        pace.heard(NOW.plus(theirs), NOW);
        assertThat(pace.end(Lists.ORDERS, NOW))
                .isEqualTo(NOW.minus(Lists.ORDERS.settle()).minusSeconds(seconds));
    }
}
