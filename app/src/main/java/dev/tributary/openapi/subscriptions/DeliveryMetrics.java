package dev.tributary.openapi.subscriptions;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** How fast news arrives, and how often it does not. */
@Component
class DeliveryMetrics {

    private final Timer arrived;
    private final Counter failed;
    private final Clock clock;
    private volatile long waiting;
    private volatile long parked;

    DeliveryMetrics(MeterRegistry meters, Clock clock) {
        this.clock = clock;
        this.arrived = Timer.builder("tributary.subscriptions.arrival")
                .description("From the fact to the receiver's 2xx")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        this.failed = meters.counter("tributary.subscriptions.failures");
        meters.gauge("tributary.subscriptions.waiting", this, metrics -> metrics.waiting);
        meters.gauge("tributary.subscriptions.parked", this, metrics -> metrics.parked);
    }

    void arrived(Delivery delivery) {
        if (delivery.attempts() == 0) {
            var took = Duration.between(delivery.appendedAt(), clock.instant());
            arrived.record(took.isNegative() ? Duration.ZERO : took);
        }
    }

    void failed() {
        failed.increment();
    }

    void sampled(long nowWaiting, long nowParked) {
        waiting = nowWaiting;
        parked = nowParked;
    }
}
