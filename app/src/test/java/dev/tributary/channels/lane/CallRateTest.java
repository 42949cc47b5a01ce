package dev.tributary.channels.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CallRateTest {

    private static final Offset<Double> ABOUT = within(0.01);

    /** Any moment will do, also one before which the clock's count was negative. */
    private long now = -500_000_000L;

    private final TokenBucket app = new TokenBucket(1_000, 1_000, now);

    private CallRate rate(double perSecond, int burst, TokenBucket... shared) {
        return new CallRate(perSecond, burst, List.of(shared), now);
    }

    /** How many calls a lane makes that never waits longer than it must. */
    private int calls(CallRate rate, Duration time) {
        int calls = 0;
        long end = now + time.toNanos();
        while (now < end) {
            var wait = rate.take(now);
            if (wait.isZero()) {
                calls++;
            }
            now += wait.toNanos();
        }
        now = end;
        return calls;
    }

    @Test
    void callsComeAtTheBudgetsRateAfterItsBurst() {
        var rate = rate(10, 5);
        assertThat(calls(rate, Duration.ofSeconds(10))).isBetween(104, 105);
    }

    @Test
    void throttlingHalvesTheRateAndItClimbsBackInTwentySteps() {
        var rate = rate(20, 20);
        rate.throttled(Optional.empty(), now);
        assertThat(rate.perSecond(now)).isEqualTo(10, ABOUT);
        assertThat(rate.take(now)).isEqualTo(Duration.ofMillis(500));
        now += Duration.ofSeconds(4).toNanos();
        assertThat(rate.perSecond(now)).isEqualTo(14, ABOUT);
        now += Duration.ofSeconds(6).toNanos();
        assertThat(rate.perSecond(now)).isEqualTo(20, ABOUT);
        now += Duration.ofHours(1).toNanos();
        assertThat(rate.perSecond(now)).isEqualTo(20, ABOUT);
        assertThat(rate.throttled()).isEqualTo(1);
    }

    @Test
    void callsThatWereUnderWayTogetherHalveItOnce() {
        var rate = rate(20, 20);
        for (int i = 0; i < 4; i++) {
            rate.throttled(Optional.empty(), now);
        }
        assertThat(rate.perSecond(now)).isEqualTo(10, ABOUT);
        assertThat(rate.throttled()).isEqualTo(4);
    }

    @Test
    void whoIsThrottledForEverStillAsks() {
        var rate = rate(32, 1);
        for (int i = 0; i < 100; i++) {
            now += Duration.ofSeconds(1).toNanos();
            rate.throttled(Optional.empty(), now);
        }
        assertThat(rate.perSecond(now)).isGreaterThanOrEqualTo(1);
    }

    @Test
    void whatThePlatformAsksForIsObeyedUpToALimit() {
        var rate = rate(20, 20);
        rate.throttled(Optional.of(Duration.ofSeconds(30)), now);
        // A shorter one does not shorten it.
        rate.throttled(Optional.of(Duration.ofSeconds(1)), now);
        assertThat(rate.take(now)).isEqualTo(Duration.ofSeconds(30));
        rate.throttled(Optional.of(Duration.ofDays(3)), now);
        assertThat(rate.take(now)).isEqualTo(CallRate.LEFT_ALONE_MAX);
    }

    @Test
    void afterAPauseNothingIsSavedUp() {
        var rate = rate(2, 40);
        rate.throttled(Optional.of(Duration.ofSeconds(1)), now);
        now += Duration.ofSeconds(1).toNanos();
        assertThat(calls(rate, Duration.ofSeconds(1))).isLessThanOrEqualTo(2 + 1);
    }

    @Test
    void lanesOfOneAppShareItsLimit() {
        var limit = new TokenBucket(10, 1, now);
        var first = rate(100, 1, app, limit);
        var second = rate(100, 1, limit);
        int calls = 0;
        long end = now + Duration.ofSeconds(10).toNanos();
        for (; now < end; now += 1_000_000) {
            calls += first.take(now).isZero() ? 1 : 0;
            calls += second.take(now).isZero() ? 1 : 0;
        }
        assertThat(calls).isBetween(98, 101);
        // Whoever waits for one limit takes nothing of another.
        int left = 0;
        while (app.take(now).isZero()) {
            left++;
        }
        assertThat(left).isBetween(990, 1_000);
    }

    @Test
    void aCallThatIsNotMadeIsGivenBack() {
        var rate = rate(1, 1, app);
        assertThat(rate.take(now)).isZero();
        assertThat(rate.take(now)).isPositive();
        rate.giveBack();
        assertThat(rate.take(now)).isZero();
    }
}
