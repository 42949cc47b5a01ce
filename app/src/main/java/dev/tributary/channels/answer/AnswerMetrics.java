package dev.tributary.channels.answer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** How soon platforms are answered, and how often not. */
@Component
class AnswerMetrics {

    private final Timer told;
    private final Counter failed;
    private volatile AnswerStore.Untold untold = new AnswerStore.Untold(0, 0);

    AnswerMetrics(MeterRegistry meters) {
        this.told = Timer.builder("tributary.order.answers.age")
                .description("from the hub's decision to the platform's acknowledgement")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        this.failed = meters.counter("tributary.order.answers.failures");
        meters.gauge("tributary.order.answers.waiting", this, metrics -> metrics.untold.waiting());
        meters.gauge("tributary.order.answers.parked", this, metrics -> metrics.untold.parked());
    }

    void told(Answer answer, Instant now) {
        var took = Duration.between(answer.decidedAt(), now);
        told.record(took.isNegative() ? Duration.ZERO : took);
    }

    void failed() {
        failed.increment();
    }

    void sampled(AnswerStore.Untold now) {
        untold = now;
    }
}
