package dev.tributary.channels.news;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AgeBudgetTest {

    private static final Duration DUE = Duration.ofSeconds(60);
    private static final Instant START = Instant.parse("2026-11-22T02:00:30Z");

    private final AgeBudget budget = new AgeBudget(DUE);

    private void tell(int count, Duration age, Instant now) {
        for (int i = 0; i < count; i++) {
            budget.told(age, now);
        }
    }

    @Test
    void ofAHundredOneMayBeLate() {
        assertThat(budget.left(0, START)).isEqualTo(new AgeBudget.Left(0, 0, 1));
        tell(199, DUE, START);
        assertThat(budget.left(0, START)).isEqualTo(new AgeBudget.Left(199, 0, 1));
        tell(1, DUE.plusMillis(1), START);
        assertThat(budget.left(0, START).left()).isEqualTo(0.5, within(0.001));
        tell(2, DUE.plusMillis(1), START);
        assertThat(budget.left(0, START).left()).isZero();
    }

    @Test
    void anHourLaterAllIsForgotten() {
        tell(10, Duration.ofHours(1), START);
        assertThat(budget.left(0, START.plus(Duration.ofMinutes(59))).late()).isEqualTo(10);
        assertThat(budget.left(0, START.plus(Duration.ofMinutes(60)))).isEqualTo(new AgeBudget.Left(0, 0, 1));
        tell(1, DUE, START.plus(Duration.ofDays(2)));
        assertThat(budget.left(0, START.plus(Duration.ofDays(2)))).isEqualTo(new AgeBudget.Left(1, 0, 1));
    }

    @Test
    void whatWaitsTooLongCounts() {
        tell(99, Duration.ZERO, START);
        assertThat(budget.left(1, START)).isEqualTo(new AgeBudget.Left(100, 1, 0));
    }

    @Test
    void aClockThatGoesBackForgetsNothing() {
        tell(5, Duration.ZERO, START);
        assertThat(budget.left(0, START.minus(Duration.ofMinutes(5))).told()).isEqualTo(5);
        tell(5, Duration.ZERO, START.minus(Duration.ofMinutes(5)));
        assertThat(budget.left(0, START).told()).isEqualTo(10);
    }
}
