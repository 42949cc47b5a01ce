package dev.tributary.channels.news;

import dev.tributary.kernel.ChannelId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How old changes are when one channel has heard of them, as figures and as metrics. */
final class ToldAges {

    private static final String ERROR_BUDGET = "tributary.stock.news.error.budget";
    private static final String PARKED = "tributary.stock.news.parked";

    private final Timer age;
    private final AgeBudget budget;
    private final Shelves shelves;

    ToldAges(ChannelId channel, Duration due, Shelves shelves, MeterRegistry meters, Clock clock) {
        var tags = Tags.of("channel", channel.toString());
        this.shelves = shelves;
        this.budget = new AgeBudget(due);
        this.age = Timer.builder("tributary.stock.news.age")
                .description("from a stock change's commit to the channel's acknowledgement")
                .tags(tags)
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        // The lane before it, with other settings, is not shown any more.
        List.of(ERROR_BUDGET, PARKED)
                .forEach(name -> meters.find(name).tags(tags).meters().forEach(meters::remove));
        Gauge.builder(PARKED, shelves, Shelves::parked)
                .description("SKUs by store that the channel has refused three times in a row or more")
                .tags(tags)
                .register(meters);
        Gauge.builder(ERROR_BUDGET, this, ages -> ages.budget(clock.instant()).left())
                .description(
                        "of the one change in a hundred that may be told later than is due, what is left of an hour")
                .tags(tags)
                .register(meters);
    }

    void told(Instant since, Instant now) {
        var took = Age.between(since, now);
        age.record(took);
        budget.told(took, now);
    }

    Duration median() {
        return percentile(0);
    }

    /** Of a hundred, all but one are younger. */
    Duration percentile99() {
        return percentile(1);
    }

    private Duration percentile(int index) {
        var percentiles = age.takeSnapshot().percentileValues();
        // A registry that is closed, while the hub stops, gives none.
        return index < percentiles.length
                ? Duration.ofNanos((long) percentiles[index].value(TimeUnit.NANOSECONDS))
                : Duration.ZERO;
    }

    Duration due() {
        return budget.due();
    }

    AgeBudget.Left budget(Instant now) {
        return budget.left(shelves.waitingSince(now.minus(budget.due())), now);
    }
}
