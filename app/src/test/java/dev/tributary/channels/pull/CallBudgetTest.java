package dev.tributary.channels.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.channels.lane.CallRate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class CallBudgetTest {

    private final CallRate calls = new CallRate(10, 10, List.of(), System.nanoTime());
    private final CallBudget budget = new CallBudget(calls, 1);

    @Test
    void throttlingIsObeyedAndPassedOn() throws InterruptedException, PullFailure {
        assertThat(budget.<String>spend(() -> "page")).isEqualTo("page");
        assertThatThrownBy(() -> budget.spend(() -> {
                    throw PullFailure.slowDown("enough", Optional.of(Duration.ofMillis(300)));
                }))
                .isInstanceOf(PullFailure.class);
        long before = System.nanoTime();
        assertThat(budget.<String>spend(() -> "page")).isEqualTo("page");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(250));
        assertThat(calls.throttled()).isEqualTo(1);
    }

    /** Fifty of them may wait at once; a page waits for none. */
    @Test
    void itemsThatHangLeaveACallForThePages() throws Exception {
        var two = new CallBudget(new CallRate(100, 100, List.of(), System.nanoTime()), 2);
        var hanging = new CountDownLatch(1);
        var asked = new CountDownLatch(1);
        try (var items = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                items.submit(() -> two.spendOnItem(() -> two.spend(() -> {
                    asked.countDown();
                    hanging.await();
                    return "item";
                })));
            }
            asked.await();

            assertThat(two.<String>spend(() -> "page")).isEqualTo("page");
            hanging.countDown();
        }
    }

    @Test
    void whoEndedAsksNothing() {
        budget.end();
        assertThatThrownBy(() -> budget.spend(() -> "page")).isInstanceOf(InterruptedException.class);
    }

    @Test
    void whoEndsDoesNotWaitForThePlatform() {
        calls.throttled(Optional.of(Duration.ofMinutes(10)), System.nanoTime());
        Thread.ofVirtual().start(budget::end);
        assertThatThrownBy(() -> budget.spend(() -> "page")).isInstanceOf(InterruptedException.class);
    }
}
