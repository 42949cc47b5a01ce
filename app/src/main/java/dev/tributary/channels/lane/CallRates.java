package dev.tributary.channels.lane;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.springframework.stereotype.Component;

/**
 * The rates of this node's lanes. A limit that an adapter file names is one bucket for all lanes of this node that it
 * concerns: those of one channel, or of all channels whose accounts have the same value of a setting.
 */
@Component
public class CallRates {

    private static final String RATE = "tributary.channel.calls.per.second";
    private static final String THROTTLED = "tributary.channel.throttled";

    private final MeterRegistry meters;
    /** For as long as a lane holds them. */
    private final Cache<Scope, TokenBucket> buckets =
            Caffeine.newBuilder().weakValues().build();

    public CallRates(MeterRegistry meters) {
        this.meters = meters;
    }

    private record Scope(String adapter, Adapter.Limit limit, String whose) {}

    /** @param lane such as {@code stock}, for its metrics */
    public CallRate of(OpenAccount account, LaneLeases.Lane lane, Adapter.Budget budget) {
        var rate = besideLanes(account, budget);
        show(account, lane, rate);
        return rate;
    }

    /** For a call that somebody asks for by hand: it counts for the limits that are shared, and is no lane's. */
    public CallRate besideLanes(OpenAccount account, Adapter.Budget budget) {
        long now = System.nanoTime();
        var shared = budget.within().stream()
                .map(limit -> buckets.get(
                        new Scope(account.adapter().name(), limit, whose(account, limit)),
                        scope -> new TokenBucket(limit.callsPerSecond(), limit.burst(), now)))
                .toList();
        return new CallRate(budget.callsPerSecond(), budget.burst(), shared, now);
    }

    /** Nobody reads it but to tell one from another. */
    private static String whose(OpenAccount account, Adapter.Limit limit) {
        return limit.per()
                .map(setting -> "of " + account.text(setting))
                .orElseGet(() -> "channel " + account.channel());
    }

    /** The lane before it, with other settings, is not shown any more. */
    private void show(OpenAccount account, LaneLeases.Lane lane, CallRate rate) {
        var tags = Tags.of("channel", account.channel().toString(), "lane", lane.label());
        meters.find(RATE).tags(tags).meters().stream().map(Meter::getId).forEach(meters::remove);
        meters.find(THROTTLED).tags(tags).meters().stream().map(Meter::getId).forEach(meters::remove);
        Gauge.builder(RATE, rate, it -> it.perSecond(System.nanoTime()))
                .description("calls a second that the lane makes at most, less than its budget after throttling")
                .tags(tags)
                .register(meters);
        FunctionCounter.builder(THROTTLED, rate, CallRate::throttled)
                .description("how often the platform has had enough")
                .tags(tags)
                .register(meters);
    }
}
