package dev.tributary.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.journal.Event;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveFiguresTest {

    private static final MerchantId ACME = new MerchantId(1);
    private static final MerchantId RIVAL = new MerchantId(2);
    private static final ChannelId APP = new ChannelId(7);
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:10Z");

    private final LiveFigures figures = new LiveFigures(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void ordersAreCountedPerMerchantChannelAndSecond() {
        figures.accept(List.of(
                placed(ACME, 7, NOW.minusSeconds(2)),
                placed(ACME, 7, NOW.minusSeconds(2)),
                placed(ACME, 7, NOW.minusSeconds(1)),
                placed(ACME, 8, NOW.minusSeconds(1)),
                placed(RIVAL, 7, NOW.minusSeconds(1))));

        assertThat(figures.placedPerSecond(ACME, APP, 3)).containsExactly(0, 2, 1);
        assertThat(figures.placedPerSecond(RIVAL, APP, 3)).containsExactly(0, 0, 1);
        assertThat(figures.placed(ACME, APP)).isEqualTo(3);
    }

    @Test
    void thePresentSecondIsLeftOutUntilItIsOver() {
        figures.accept(List.of(placed(ACME, 7, NOW)));

        assertThat(figures.placedPerSecond(ACME, APP, 3)).containsExactly(0, 0, 0);
        assertThat(figures.placed(ACME, APP)).isEqualTo(1);
    }

    @Test
    void whatIsOlderThanTheRingIsInTheTotalAlone() {
        figures.accept(List.of(
                placed(ACME, 7, NOW.minusSeconds(1)), placed(ACME, 7, NOW.minusSeconds(1 + SecondsRing.SECONDS))));

        assertThat(figures.placedPerSecond(ACME, APP, 2)).containsExactly(0, 1);
        assertThat(figures.placed(ACME, APP)).isEqualTo(2);
    }

    @Test
    void anEventWithoutAChannelIsNotCounted() {
        figures.accept(List.of(event(ACME, "{\"channelId\":null,\"number\":\"7\"}", NOW), event(ACME, "{}", NOW)));

        assertThat(figures.placed(ACME, APP)).isZero();
    }

    @Test
    void memoryIsBoundHoweverManyChannelsThereAre() {
        var events = new ArrayList<Event>();
        for (int channel = 1; channel <= LiveFigures.CHANNELS_MAX + 1; channel++) {
            events.add(placed(ACME, channel, NOW));
        }

        figures.accept(events);

        assertThat(figures.placed(ACME, new ChannelId(LiveFigures.CHANNELS_MAX)))
                .isEqualTo(1);
        assertThat(figures.placed(ACME, new ChannelId(LiveFigures.CHANNELS_MAX + 1)))
                .isZero();
    }

    private static Event placed(MerchantId merchant, long channel, Instant at) {
        return event(merchant, "{\"orderId\":\"99\",\"channelId\":\"%d\",\"number\":\"A-5\"}".formatted(channel), at);
    }

    private static Event event(MerchantId merchant, String payload, Instant at) {
        return new Event(1, at, "order.placed.v1", "order/99", merchant, 1, payload);
    }
}
