package dev.tributary.channels.news;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.channels.StockNews.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private final Breaker breaker = new Breaker();
    private Instant now = Instant.parse("2026-11-22T02:00:00Z");

    private void fail() {
        breaker.failed(breaker.began(), now);
    }

    private void fail(int calls) {
        IntStream.range(0, calls).forEach(call -> fail());
    }

    @Test
    void threeFailuresBreakItAndOneCallHealsIt() {
        assertThat(breaker.health()).isEqualTo(Health.WELL);
        fail(2);
        assertThat(breaker.health()).isEqualTo(Health.TRYING);
        assertThat(breaker.pause(now)).isZero();
        fail();
        assertThat(breaker.health()).isEqualTo(Health.BROKEN);
        assertThat(breaker.pause(now)).isEqualTo(Duration.ofSeconds(5));
        breaker.began();
        breaker.worked();
        assertThat(breaker.health()).isEqualTo(Health.WELL);
        assertThat(breaker.pause(now)).isZero();
    }

    @Test
    void pausesAreThreeOfFiveSecondsAndThenGrowToAnHour() {
        fail(2);
        var pauses = new ArrayList<Long>();
        for (int i = 0; i < 15; i++) {
            fail();
            pauses.add(breaker.pause(now).toSeconds());
            now = now.plus(breaker.pause(now));
        }
        assertThat(pauses)
                .containsExactly(
                        5L, 5L, 5L, 10L, 20L, 40L, 80L, 160L, 320L, 640L, 1_280L, 2_560L, 3_600L, 3_600L, 3_600L);
    }

    @Test
    void callsThatWereUnderWayTogetherMakeOnePause() {
        var began = now;
        var calls = IntStream.range(0, 16).mapToLong(call -> breaker.began()).toArray();
        for (long call : calls) {
            // The last of them end long after the pause that the third began.
            now = now.plusSeconds(1);
            breaker.failed(call, now);
        }
        assertThat(breaker.pause(began.plusSeconds(3))).isEqualTo(Duration.ofSeconds(5));
        assertThat(breaker.pause(now)).isZero();
        fail();
        assertThat(breaker.pause(now)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void afterAPauseOneCallFindsOut() {
        fail(3);
        now = now.plusSeconds(5);
        assertThat(breaker.pause(now)).isZero();
        breaker.began();
        assertThat(breaker.pause(now)).isPositive();
        breaker.worked();
        assertThat(breaker.pause(now)).isZero();
    }

    /** The third failure's place is taken at once by a call that has looked at the pause before. */
    @Test
    void aCallThatBeginsInTheMomentOfThePauseFindsOutAndMayFail() {
        fail(3);
        long call = breaker.began();
        now = now.plusSeconds(1);
        breaker.failed(call, now);
        assertThat(breaker.pause(now)).isEqualTo(Duration.ofSeconds(5));
        now = now.plusSeconds(5);
        assertThat(breaker.pause(now)).isZero();
    }
}
