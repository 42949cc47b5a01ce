package dev.tributary.console.live;

import dev.tributary.journal.Event;
import dev.tributary.journal.JournalListener;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Counts placed and cancelled orders per channel and second as the journal tells them, of the whole hub. */
@Component
class LiveFigures implements JournalListener {

    /** Beyond these, channels are not counted: memory stays below 10 MB. */
    static final int CHANNELS_MAX = 2_000;

    private static final String PLACED = "order.placed.v1";
    private static final String CANCELLED = "order.cancelled.v1";
    private static final String EXPIRED = "order.expired.v1";
    private static final String CHANNEL_MEMBER = "\"channelId\"";

    private final Map<Channel, Counts> countsByChannel = new ConcurrentHashMap<>();
    private final Clock clock;

    LiveFigures(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Set<String> types() {
        return Set.of(PLACED, CANCELLED, EXPIRED);
    }

    @Override
    public void accept(List<Event> events) {
        for (Event event : events) {
            channel(event).flatMap(this::counts).ifPresent(counts -> {
                long second = event.appendedAt().getEpochSecond();
                (event.type().equals(PLACED) ? counts.placed : counts.cancelled).add(second, 1);
            });
        }
    }

    long[] placedPerSecond(MerchantId merchant, ChannelId channel, int seconds) {
        return perSecond(merchant, channel, seconds, true);
    }

    long[] cancelledPerSecond(MerchantId merchant, ChannelId channel, int seconds) {
        return perSecond(merchant, channel, seconds, false);
    }

    /** Since this node started. */
    long placed(MerchantId merchant, ChannelId channel) {
        Counts counts = countsByChannel.get(new Channel(merchant, channel));
        return counts == null ? 0 : counts.placed.total();
    }

    private long[] perSecond(MerchantId merchant, ChannelId channel, int seconds, boolean placed) {
        Counts counts = countsByChannel.get(new Channel(merchant, channel));
        if (counts == null) {
            return new long[seconds];
        }
        // The present second is not over yet, and would always look like a fall.
        return (placed ? counts.placed : counts.cancelled)
                .before(clock.instant().getEpochSecond(), seconds);
    }

    private Optional<Counts> counts(Channel channel) {
        Counts known = countsByChannel.get(channel);
        if (known != null || countsByChannel.size() >= CHANNELS_MAX) {
            return Optional.ofNullable(known);
        }
        return Optional.of(countsByChannel.computeIfAbsent(channel, ignored -> new Counts()));
    }

    /** Reads the one member it needs: parsing every event of the hub for a chart would cost more than the chart. */
    private static Optional<Channel> channel(Event event) {
        String payload = event.payload();
        int at = payload.indexOf(CHANNEL_MEMBER);
        long id = 0;
        boolean digits = false;
        for (int i = at + CHANNEL_MEMBER.length(); at >= 0 && i < payload.length(); i++) {
            char character = payload.charAt(i);
            if (character >= '0' && character <= '9') {
                id = id * 10 + (character - '0');
                digits = true;
            } else if (digits || character == ',' || character == '}') {
                break;
            }
        }
        return id > 0 ? Optional.of(new Channel(event.merchant(), new ChannelId(id))) : Optional.empty();
    }

    private record Channel(MerchantId merchant, ChannelId channel) {}

    private record Counts(SecondsRing placed, SecondsRing cancelled) {
        Counts() {
            this(new SecondsRing(), new SecondsRing());
        }
    }
}
