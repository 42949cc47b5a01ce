package dev.tributary.console.live;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tributary.kernel.ChannelId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.springframework.stereotype.Component;

/**
 * How fast the counters of refusals grow. A refusal is an answer, not a fact in the journal, so its rate is taken from
 * the counter each time the page looks; without a reader nothing is kept.
 */
@Component
class RefusalRates {

    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final int SAMPLES_MAX = 32;

    private final HubMeters meters;
    private final Clock clock;
    private final Cache<ChannelId, Deque<Sample>> samples = Caffeine.newBuilder()
            .maximumSize(2_000)
            .expireAfterAccess(Duration.ofMinutes(5))
            .build();

    RefusalRates(HubMeters meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
    }

    double perSecond(ChannelId channel) {
        var now = new Sample(clock.instant(), meters.refused(channel));
        var seen = samples.get(channel, ignored -> new ArrayDeque<>());
        synchronized (seen) {
            while (!seen.isEmpty()
                    && (seen.size() >= SAMPLES_MAX
                            || seen.getFirst().at().isBefore(now.at().minus(WINDOW)))) {
                seen.removeFirst();
            }
            seen.addLast(now);
            return now.since(seen.getFirst());
        }
    }

    private record Sample(Instant at, long total) {
        double since(Sample earlier) {
            long millis = Duration.between(earlier.at, at).toMillis();
            return millis == 0 ? 0 : (total - earlier.total) * 1000.0 / millis;
        }
    }
}
