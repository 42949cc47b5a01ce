package dev.tributary.openapi.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.access.Caller;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.openapi.idempotency.KeyedWrites.Answer;
import dev.tributary.testing.TestPostgres;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

class KeyedWritesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");

    private static final DataSource DATABASE = TestPostgres.freshDatabase();
    private final JdbcClient jdbc = JdbcClient.create(DATABASE);
    private final KeyStore keys = new KeyStore(jdbc, Duration.ofSeconds(3));
    private final KeyedWrites writes = writes(keys);
    private final AtomicInteger effects = new AtomicInteger();

    @BeforeEach
    void noKeys() {
        jdbc.sql("truncate openapi.idempotency_key").update();
    }

    @Test
    void theSameWriteTwiceHasOneEffectAndOneAnswer() {
        var first = run(caller(7), "k1", "body");
        var second = run(caller(7), "k1", "body");

        assertThat(effects).hasValue(1);
        assertThat(first.getStatusCode().value()).isEqualTo(201);
        assertThat(first.getHeaders().containsHeader("Idempotent-Replayed")).isFalse();
        assertThat(second.getStatusCode().value()).isEqualTo(201);
        assertThat(second.getHeaders().getFirst("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.getBody()).hasToString("{\"effect\":1}");
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefusedAndChangesNothing() {
        run(caller(7), "k1", "body");

        assertProblem(Problem.REUSED_KEY, () -> run(caller(7), "k1", "other body"));
        assertThat(effects).hasValue(1);
    }

    @Test
    void keysOfMerchantsAndClientsAreApart() {
        run(caller(7), "k1", "body");
        run(caller(8), "k1", "body");
        run(new Caller("another", Optional.of(new MerchantId(7)), Optional.empty(), Set.of()), "k1", "body");
        run(new Caller("admin", Optional.empty(), Optional.empty(), Set.of()), "k1", "body");

        assertThat(effects).hasValue(4);
    }

    @Test
    void aRefusedWriteLeavesItsKeyFree() {
        assertProblem(
                Problem.CONFLICT,
                () -> writes.run(caller(7), Optional.of("k1"), "body", () -> {
                    throw new ProblemException(Problem.CONFLICT, "not now");
                }));

        run(caller(7), "k1", "body");
        assertThat(effects).hasValue(1);
    }

    @Test
    void withoutAKeyNothingIsRemembered() {
        writes.run(caller(7), Optional.empty(), "body", this::effect);
        writes.run(caller(7), Optional.empty(), "body", this::effect);

        assertThat(effects).hasValue(2);
        assertThat(rows()).isZero();
    }

    @Test
    void aSecretIsShownOnceAndNotKept() {
        var answer = new Answer(201, Map.of("secret", "s3cret"), Map.of("id", "1"));
        writes.run(caller(7), Optional.of("k1"), "body", () -> answer);

        assertThat(writes.run(caller(7), Optional.of("k1"), "body", () -> answer)
                        .getBody())
                .hasToString("{\"id\":\"1\"}");
        assertThat(jdbc.sql("select answer from openapi.idempotency_key")
                        .query(String.class)
                        .single())
                .doesNotContain("s3cret");
    }

    @Test
    void concurrentDuplicatesWaitForTheFirstAndReplayIt() throws Exception {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<ResponseEntity<Object>> write = () -> run(caller(7), "k1", "body");
            var answers = callers.invokeAll(List.of(write, write, write, write));

            assertThat(effects).hasValue(1);
            assertThat(answers.stream().filter(KeyedWritesTest::replayed)).hasSize(3);
        }
    }

    @Test
    void aDuplicateOfAWriteThatTakesLongIsToldToComeBack() throws Exception {
        var impatient = writes(new KeyStore(jdbc, Duration.ofMillis(50)));
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<ResponseEntity<Object>> first =
                    callers.submit(() -> writes.run(caller(7), Optional.of("k1"), "body", () -> {
                        begun.countDown();
                        await(end);
                        return effect();
                    }));
            await(begun);
            assertProblem(Problem.IN_PROGRESS, () -> impatient.run(caller(7), Optional.of("k1"), "body", this::effect));
            end.countDown();
            assertThat(first.get().getStatusCode().value()).isEqualTo(201);
        }
        assertThat(effects).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "a b", "键", "0123456789012345678901234567890123456789012345678901234567890123456789"})
    void aKeyIsShortAndVisible(String key) {
        assertProblem(Problem.INVALID_INPUT, () -> run(caller(7), key, "body"));
        assertProblem(Problem.INVALID_INPUT, () -> KeyedWrites.required(Optional.of(key)));
        assertProblem(Problem.INVALID_INPUT, () -> KeyedWrites.required(Optional.empty()));
    }

    @Test
    void keysAreForgottenAfterTheirTime() {
        run(caller(7), "k1", "body");
        new KeySweep(keys, Clock.fixed(NOW.plus(KeySweep.KEPT), ZoneOffset.UTC)).sweep();
        assertThat(rows()).isEqualTo(1);

        new KeySweep(keys, Clock.fixed(NOW.plus(KeySweep.KEPT).plusSeconds(1), ZoneOffset.UTC)).sweep();
        assertThat(rows()).isZero();
    }

    private KeyedWrites writes(KeyStore store) {
        return new KeyedWrites(
                store,
                new TransactionTemplate(new DataSourceTransactionManager(DATABASE)),
                JsonMapper.builder().build(),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private ResponseEntity<Object> run(Caller caller, String key, String body) {
        return writes.run(caller, Optional.of(key), body, this::effect);
    }

    private Answer effect() {
        return Answer.of(201, Map.of("effect", effects.incrementAndGet()));
    }

    private long rows() {
        return jdbc.sql("select count(*) from openapi.idempotency_key")
                .query(Long.class)
                .single();
    }

    private static boolean replayed(Future<ResponseEntity<Object>> answer) {
        return answer.resultNow().getHeaders().containsHeader("Idempotent-Replayed");
    }

    private static Caller caller(long merchant) {
        return new Caller("client", Optional.of(new MerchantId(merchant)), Optional.empty(), Set.of());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertProblem(Problem problem, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }
}
