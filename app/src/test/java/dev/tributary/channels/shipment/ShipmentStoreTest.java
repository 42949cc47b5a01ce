package dev.tributary.channels.shipment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.channels.ShipmentNews.Goods;
import dev.tributary.channels.ShipmentNews.Key;
import dev.tributary.channels.ShipmentNews.Late;
import dev.tributary.channels.telling.Tellings.Failed;
import dev.tributary.channels.telling.Tellings.Told;
import dev.tributary.channels.telling.Tellings.Untold;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.ProblemException;
import dev.tributary.testing.TestPostgres;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

class ShipmentStoreTest {

    private static final MerchantId MERCHANT = new MerchantId(7);
    private static final MerchantId OTHER = new MerchantId(8);
    private static final ChannelId CHANNEL = new ChannelId(70);
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Shipment FIRST = shipment("P-1", Instant.now().minusSeconds(10));
    private static final Shipment SECOND = shipment("P-2", Instant.now().minusSeconds(5));

    private final JdbcClient jdbc = JdbcClient.create(TestPostgres.freshDatabase());
    private final ShipmentStore store = new ShipmentStore(jdbc, new JsonMapper());
    private final JdbcShipmentNews news =
            new JdbcShipmentNews(jdbc, store, new ShipmentSignal(), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void parcelsAreDueOnceInTheOrderTheyLeft() {
        write(SECOND, FIRST, FIRST);
        write(FIRST);
        assertThat(due()).containsExactly(FIRST, SECOND);
        assertThat(store.due(MERCHANT, CHANNEL, List.of("7001"), 10)).isEmpty();
        assertThat(store.due(OTHER, CHANNEL, List.of(), 10)).isEmpty();
        assertThat(store.untold()).isEqualTo(new Untold(2, 0));
    }

    @Test
    void whatIsToldIsNotDueAndStaysToldWhenItComesAgain() {
        write(FIRST, SECOND);
        store.told(MERCHANT, CHANNEL, List.of(new Told<>(FIRST, "told")));
        write(FIRST);
        store.failed(MERCHANT, CHANNEL, List.of(new Failed<>(FIRST, Optional.of(LONG_AGO), "late failure")));
        assertThat(due()).containsExactly(SECOND);
        assertThat(replay(FIRST, Optional.empty())).isFalse();
        assertThat(news.drop(MERCHANT, key(FIRST), "too late", "li")).isFalse();
    }

    @Test
    void aFailedTryIsDueWhenItsPauseIsOver() {
        write(FIRST);
        fail(FIRST, Optional.of(Instant.now().plusSeconds(60)));
        assertThat(due()).isEmpty();
        fail(FIRST, Optional.of(LONG_AGO));
        assertThat(due()).extracting(Shipment::attempts).containsExactly(2);
    }

    @Test
    void peopleSeeWhatWasTriedThreeTimesWaitsForAMinuteOrIsParked() {
        var old = shipment("P-0", Instant.now().minus(Duration.ofMinutes(2)));
        write(old, FIRST, SECOND);
        assertThat(late()).containsExactly("P-0");
        fail(FIRST, Optional.of(LONG_AGO));
        fail(FIRST, Optional.of(LONG_AGO));
        assertThat(late()).containsExactly("P-0");
        fail(FIRST, Optional.of(LONG_AGO));
        assertThat(late()).containsExactly("P-0", "P-1");
        fail(SECOND, Optional.empty());
        assertThat(late()).containsExactly("P-0", "P-1", "P-2");
        assertThat(news.late(OTHER, 10)).isEmpty();
    }

    @Test
    void whatIsParkedIsToldAgainByAPersonWithTheRightCarrier() {
        write(FIRST);
        fail(FIRST, Optional.empty());
        assertThat(due()).isEmpty();
        assertThat(store.untold()).isEqualTo(new Untold(0, 1));
        assertThat(news.late(MERCHANT, 10)).singleElement().satisfies(late -> {
            assertThat(late.shipment()).isEqualTo(key(FIRST));
            assertThat(late.goods()).containsExactly(new Goods("m-1", 2));
            assertThat(late.nextTry()).isEmpty();
            assertThat(late.history()).containsExactly("no answer");
        });

        assertThat(news.replay(OTHER, key(FIRST), Optional.empty(), "li")).isFalse();
        assertThat(replay(FIRST, Optional.of(" ZTO "))).isTrue();
        assertThat(due()).singleElement().satisfies(again -> {
            assertThat(again.carrier()).isEqualTo("ZTO");
            assertThat(again.attempts()).isZero();
            assertThat(again.since()).isAfter(FIRST.since());
        });
        fail(FIRST, Optional.empty());
        assertThat(news.late(MERCHANT, 10).getFirst().history())
                .containsExactly("no answer", NOW + " told again by li, carrier ZTO", "no answer");
    }

    @Test
    void whatAPersonDropsIsNotTold() {
        write(FIRST);
        assertThatThrownBy(() -> news.drop(MERCHANT, key(FIRST), " ", "li")).isInstanceOf(ProblemException.class);
        assertThat(news.drop(OTHER, key(FIRST), "told by phone", "li")).isFalse();
        assertThat(due()).hasSize(1);

        assertThat(news.drop(MERCHANT, key(FIRST), "told by phone", "li")).isTrue();
        fail(FIRST, Optional.of(LONG_AGO));
        assertThat(due()).isEmpty();
        assertThat(store.untold()).isEqualTo(new Untold(0, 0));
    }

    @Test
    void shipmentsEndByTheirAge() {
        write(shipment("P-0", Instant.now().minus(Duration.ofDays(31))), FIRST);
        assertThat(store.forget(30, 10)).isEqualTo(1);
        assertThat(due()).containsExactly(FIRST);
    }

    private void write(Shipment... shipments) {
        store.write(List.of(shipments).stream()
                .map(it -> new ShipmentStore.Sent(MERCHANT, CHANNEL, it))
                .toList());
    }

    private void fail(Shipment shipment, Optional<Instant> next) {
        store.failed(MERCHANT, CHANNEL, List.of(new Failed<>(shipment, next, "no answer")));
    }

    private boolean replay(Shipment shipment, Optional<String> carrier) {
        return news.replay(MERCHANT, key(shipment), carrier, "li");
    }

    private List<Shipment> due() {
        return store.due(MERCHANT, CHANNEL, List.of(), 10);
    }

    private List<String> late() {
        return news.late(MERCHANT, 10).stream()
                .map(Late::shipment)
                .map(Key::parcel)
                .toList();
    }

    private static Key key(Shipment shipment) {
        return new Key(CHANNEL, shipment.order(), shipment.parcel());
    }

    private static Shipment shipment(String parcel, Instant since) {
        var at = since.truncatedTo(java.time.temporal.ChronoUnit.MICROS);
        return new Shipment(
                "7001", new OrderId(1), parcel, "SF", "SF-" + parcel, List.of(new Goods("m-1", 2)), false, at, at, 0);
    }
}
