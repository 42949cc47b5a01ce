package dev.tributary.channels.pull;

import dev.tributary.channels.account.OpenAccount;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** How the fetching goes, per adapter and list. */
@Component
class PullMetrics {

    private final MeterRegistry meters;

    PullMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /** @param behind how old the newest change is that is read for sure */
    void read(OpenAccount account, String list, int items, Duration behind) {
        var adapter = account.adapter().name();
        meters.counter("tributary.pull.items", "adapter", adapter, "list", list).increment(items);
        meters.timer("tributary.pull.behind", "adapter", adapter, "list", list).record(behind);
    }

    void failed(OpenAccount account, String list) {
        meters.counter("tributary.pull.failures", "adapter", account.adapter().name(), "list", list)
                .increment();
    }
}
