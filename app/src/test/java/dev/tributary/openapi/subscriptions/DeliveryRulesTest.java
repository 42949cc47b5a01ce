package dev.tributary.openapi.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.journal.Event;
import dev.tributary.kernel.Circuit;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.RetrySchedule;
import dev.tributary.testing.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class DeliveryRulesTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "1, PT0S, PT5S",
        "2, PT5S, PT5S",
        "3, PT10S, PT30S",
        "4, PT40S, PT1M",
        "9, PT2H, PT1H",
        "10, PT3H, PT2H",
        "30, PT23H59M, PT2H",
        "2, PT30H, PT5S",
        "3, PT24H, ",
    })
    void threeTriesFiveSecondsApartThenGrowingPausesForADay(int attempts, Duration age, Duration pause) {
        assertThat(RetrySchedule.next(attempts, age)).isEqualTo(Optional.ofNullable(pause));
    }

    @Test
    void theCircuitOpensAfterEightFailuresAndLetsOneThroughWhenItsTimeIsOver() {
        var circuit = new Circuit();
        for (int i = 0; i < 7; i++) {
            circuit.failed(NOON);
        }
        assertThat(circuit.allowed(NOON, 32)).isEqualTo(32);
        circuit.failed(NOON);
        assertThat(circuit.allowed(NOON, 32)).isZero();
        assertThat(circuit.allowed(NOON.plusSeconds(5), 32)).isEqualTo(1);
        circuit.failed(NOON.plusSeconds(5));
        assertThat(circuit.allowed(NOON.plusSeconds(14), 32)).isZero();
        assertThat(circuit.allowed(NOON.plusSeconds(15), 32)).isEqualTo(1);
        circuit.succeeded();
        assertThat(circuit.allowed(NOON.plusSeconds(15), 32)).isEqualTo(32);
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1/x, false",
        "http://localhost:8080/x, false",
        "http://10.1.2.3/, false",
        "http://192.168.0.1/, false",
        "http://169.254.169.254/latest, false",
        "http://100.64.0.1/, false",
        "http://[::1]/, false",
        "http://[fd00::1]/, false",
        "http://0.0.0.0/, false",
        "https://user:secret@example.com/, false",
        "https://example.com/#part, false",
        "example.com/news, false",
        "file:///etc/passwd, false",
        "https://example.com/news, true",
        "http://203.0.113.7:8080/, true",
    })
    void onlyAddressesOutsideAreCalled(String url, boolean allowed) {
        assertThat(new Addresses(false).fault(url).isEmpty()).isEqualTo(allowed);
    }

    @Test
    void ofAStateThatIsNotYetToldOnlyTheNewestIsKept() {
        var jdbc = JdbcClient.create(TestPostgres.freshDatabase());
        var store = new DeliveryStore(jdbc);
        store.insert(List.of(stock(1, 5), placed(2)));
        store.insert(List.of(stock(3, 7), placed(4)));
        store.insert(List.of(stock(5, 6)));

        assertThat(store.due(1, List.of(), 10)).extracting(Delivery::eventId).containsExactly(3L, 2L, 4L);
    }

    @Test
    void newsThatWasReplacedWhileItWasToldIsToldAgain() {
        var jdbc = JdbcClient.create(TestPostgres.freshDatabase());
        var store = new DeliveryStore(jdbc);
        store.insert(List.of(stock(1, 5)));
        var told = store.due(1, List.of(), 10);
        store.insert(List.of(stock(2, 6)));
        store.delivered(told);

        var left = store.due(1, List.of(), 10);
        assertThat(left).extracting(Delivery::eventId).containsExactly(2L);
        store.delivered(left);
        assertThat(store.waiting()).isZero();
    }

    @Test
    void aFailureKeepsItsHistoryAndParksWhenItsTimeIsOver() {
        var jdbc = JdbcClient.create(TestPostgres.freshDatabase());
        var store = new DeliveryStore(jdbc);
        jdbc.sql(
                        "insert into openapi.subscription (merchant_id, url, types, salt) values (7, 'https://example.com', '{order.*}', '')")
                .update();
        store.insert(List.of(placed(1)));
        long id = store.due(1, List.of(), 1).getFirst().id();
        for (int i = 1; i <= 25; i++) {
            store.failed(List.of(new DeliveryStore.Failed(id, Optional.of(NOON), "try " + i)));
        }
        store.failed(List.of(new DeliveryStore.Failed(id, Optional.empty(), "last try")));

        var failing = store.failing(new MerchantId(7), 10).getFirst();
        assertThat(failing.attempts()).isEqualTo(26);
        assertThat(failing.parkedAt()).isPresent();
        assertThat(failing.nextTry()).isEmpty();
        assertThat(failing.history()).hasSize(20).startsWith("try 7").endsWith("last try");
        assertThat(store.parked()).isEqualTo(1);
        assertThat(store.replay(new MerchantId(8), id)).isFalse();
        assertThat(store.replay(new MerchantId(7), id)).isTrue();
        assertThat(store.due(1, List.of(), 10)).hasSize(1);
    }

    private static FanOut.Intent stock(long eventId, long version) {
        return intent(eventId, "stock.changed.v1", "stock/7/1/1", version);
    }

    private static FanOut.Intent placed(long eventId) {
        return intent(eventId, "order.placed.v1", "order/1", 1);
    }

    private static FanOut.Intent intent(long eventId, String type, String key, long version) {
        return new FanOut.Intent(1, new Event(eventId, NOON, type, key, new MerchantId(7), version, "{}"));
    }
}
