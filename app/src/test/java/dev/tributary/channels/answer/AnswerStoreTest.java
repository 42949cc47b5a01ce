package dev.tributary.channels.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.channels.telling.Tellings.Failed;
import dev.tributary.channels.telling.Tellings.Told;
import dev.tributary.channels.telling.Tellings.Untold;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.testing.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class AnswerStoreTest {

    private static final MerchantId MERCHANT = new MerchantId(7);
    private static final ChannelId CHANNEL = new ChannelId(70);
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T12:00:00Z");

    private final JdbcClient jdbc = JdbcClient.create(TestPostgres.freshDatabase());
    private final AnswerStore store = new AnswerStore(jdbc);

    @Test
    void theSameDecisionTwiceOrAnOlderOneChangesNothing() {
        decide(2, Decision.CONFIRMED);
        store.failed(MERCHANT, CHANNEL, List.of(failed(Decision.CONFIRMED)));
        decide(2, Decision.CONFIRMED);
        decide(3, Decision.CONFIRMED);
        decide(1, Decision.WAITING_STOCK);
        assertThat(due()).singleElement().satisfies(answer -> {
            assertThat(answer.decision()).isEqualTo(Decision.CONFIRMED);
            assertThat(answer.attempts()).isEqualTo(1);
        });
    }

    @Test
    void whatWasToldOrSaidByThePlatformIsNotDue() {
        decide(1, Decision.CONFIRMED);
        store.told(MERCHANT, CHANNEL, List.of(new Told<>(answer(Decision.CONFIRMED), "told")));
        assertThat(due()).isEmpty();
        decide(2, Decision.CANCELLED);
        assertThat(due()).hasSize(1);
        store.known(MERCHANT, CHANNEL, Map.of("7001", Decision.CANCELLED));
        assertThat(due()).isEmpty();
    }

    @Test
    void aPlatformMaySayWhatItHoldsBeforeTheOrderIsHere() {
        store.known(MERCHANT, CHANNEL, Map.of("7001", Decision.CANCELLED));
        store.known(MERCHANT, CHANNEL, Map.of("7001", Decision.CONFIRMED));
        decide(1, Decision.CONFIRMED);
        assertThat(due()).isEmpty();
        decide(2, Decision.CANCELLED);
        assertThat(due()).isEmpty();
    }

    @Test
    void whoCancelsAnOrderThatWaitsCancelsItForWhatItWaitsFor() {
        decide(1, Decision.WAITING_MAPPING);
        decide(2, Decision.WAITING_STOCK);
        decide(3, Decision.CANCELLED);
        assertThat(due()).extracting(Answer::cause).containsExactly(Cause.SOLD_OUT);
    }

    @Test
    void anOrderWaitsFromWhenItFirstDidAndIsClaimedOnce() {
        decide(1, Decision.WAITING_MAPPING);
        store.decide(List.of(decided(2, Decision.WAITING_STOCK, Instant.now().plus(Duration.ofHours(1)))));
        assertThat(store.claimOverdue(10)).hasSize(1);
        assertThat(store.claimOverdue(10)).isEmpty();
    }

    @Test
    void anOrderThePlatformHasConfirmedIsNotGivenUp() {
        store.known(MERCHANT, CHANNEL, Map.of("7001", Decision.CONFIRMED));
        decide(1, Decision.WAITING_STOCK);
        assertThat(store.claimOverdue(10)).isEmpty();
    }

    @Test
    void aFailureOfWhatIsNoLongerDecidedIsNoFailureOfWhatIs() {
        decide(1, Decision.CONFIRMED);
        decide(2, Decision.CANCELLED);
        store.failed(MERCHANT, CHANNEL, List.of(failed(Decision.CONFIRMED)));
        assertThat(due()).extracting(Answer::attempts).containsExactly(0);
    }

    @Test
    void whatIsParkedIsToldAgainWhenItIsDecidedAnew() {
        decide(1, Decision.CONFIRMED);
        store.failed(
                MERCHANT, CHANNEL, List.of(new Failed<>(answer(Decision.CONFIRMED), Optional.empty(), "last try")));
        assertThat(due()).isEmpty();
        assertThat(store.untold()).isEqualTo(new Untold(0, 1));
        decide(2, Decision.CANCELLED);
        assertThat(due()).hasSize(1);
    }

    @Test
    void answersEndByTheirAge() {
        store.decide(List.of(new AnswerStore.Decided(
                MERCHANT, CHANNEL, "7001", 1, 1, Decision.CONFIRMED, Cause.DECIDED, Instant.EPOCH, Instant.EPOCH)));
        store.decide(List.of(new AnswerStore.Decided(
                MERCHANT, CHANNEL, "7002", 2, 1, Decision.CONFIRMED, Cause.DECIDED, Instant.now(), Instant.now())));
        assertThat(store.forget(30, 10)).isEqualTo(1);
        assertThat(due()).extracting(Answer::number).containsExactly("7002");
    }

    private void decide(long version, Decision decision) {
        store.decide(List.of(decided(version, decision, LONG_AGO)));
    }

    private static AnswerStore.Decided decided(long version, Decision decision, Instant due) {
        return new AnswerStore.Decided(MERCHANT, CHANNEL, "7001", 1, version, decision, Cause.DECIDED, LONG_AGO, due);
    }

    private static Failed<Answer> failed(Decision decision) {
        return new Failed<>(answer(decision), Optional.of(LONG_AGO), "no answer");
    }

    private static Answer answer(Decision decision) {
        return new Answer("7001", decision, Cause.DECIDED, LONG_AGO, 0);
    }

    private List<Answer> due() {
        return store.due(MERCHANT, CHANNEL, List.of(), 10);
    }
}
