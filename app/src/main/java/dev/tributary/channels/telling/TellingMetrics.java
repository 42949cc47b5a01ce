package dev.tributary.channels.telling;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;

/** How soon platforms hear of one kind, and how often not. */
public final class TellingMetrics {

    private final Timer told;
    private final Counter failed;
    private volatile Tellings.Untold untold = new Tellings.Untold(0, 0);

    /** @param name such as {@code tributary.order.answers} */
    public TellingMetrics(MeterRegistry meters, String name) {
        this.told = Timer.builder(name + ".age")
                .description("from the hub's decision to the platform's acknowledgement")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        this.failed = meters.counter(name + ".failures");
        meters.gauge(name + ".waiting", this, metrics -> metrics.untold.waiting());
        meters.gauge(name + ".parked", this, metrics -> metrics.untold.parked());
    }

    void told(Telling telling, Instant now) {
        var took = Duration.between(telling.since(), now);
        told.record(took.isNegative() ? Duration.ZERO : took);
    }

    void failed() {
        failed.increment();
    }

    void sampled(Tellings.Untold now) {
        untold = now;
    }
}
