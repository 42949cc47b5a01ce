package dev.tributary.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void slicesGrowWhileTheyAreShortAndShrinkWhenTheyAreLong() {
        var pace = new Pace(25, 100, 0);
        assertThat(pace.limit()).isEqualTo(25);
        pace.read(Duration.ofMillis(5), false, 0);
        pace.read(Duration.ofMillis(5), false, 0);
        pace.read(Duration.ofMillis(5), false, 0);
        assertThat(pace.limit()).isEqualTo(100);
        pace.read(Duration.ofMillis(30), false, 0);
        assertThat(pace.limit()).isEqualTo(100);
        for (int slice = 0; slice < 5; slice++) {
            pace.read(Duration.ofMillis(200), false, 0);
        }
        assertThat(pace.limit()).isEqualTo(25);
    }

    @Test
    void aSliceIsFollowedByARestSixtyTimesAsLongAndARoundByTenSeconds() {
        var pace = new Pace(25, 100, 0);
        assertThat(pace.due(0)).isTrue();
        pace.read(Duration.ofMillis(50), false, SECOND);
        assertThat(pace.due(4 * SECOND - 1)).isFalse();
        assertThat(pace.due(4 * SECOND)).isTrue();
        pace.read(Duration.ofMillis(1), true, 0);
        assertThat(pace.due(10 * SECOND - 1)).isFalse();
        assertThat(pace.due(10 * SECOND)).isTrue();
        pace.failed(0);
        assertThat(pace.due(10 * SECOND - 1)).isFalse();
    }
}
