package dev.tributary.console.live;

import dev.tributary.kernel.ChannelId;
import dev.tributary.orders.OrderIntake;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** The meters other modules keep and this page shows; of this node. */
@Component
class HubMeters {

    private final MeterRegistry registry;

    HubMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    long waitingCommands(OrderIntake.Lane lane) {
        Gauge gauge = registry.find("tributary.intake.waiting")
                .tag("lane", lane.name())
                .gauge();
        return gauge == null ? 0 : (long) gauge.value();
    }

    /** Since this node started. */
    long refused(ChannelId channel) {
        return (long) registry
                .find("tributary.intake.decided")
                .tag("channel", channel.toString())
                .tag("outcome", "refused")
                .counters()
                .stream()
                .mapToDouble(Counter::count)
                .sum();
    }
}
