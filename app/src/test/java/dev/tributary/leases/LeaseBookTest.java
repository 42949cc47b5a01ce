package dev.tributary.leases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.SkuId;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.TestPostgres;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** Leases themselves, whatever they are about: how they begin, change and end, and which of them count. */
class LeaseBookTest {

    private static HubUnderTest hub;
    private static HubUnderTest other;
    private static Leases leases;
    private static long lastMerchant = 100;

    private final MerchantId merchant = new MerchantId(++lastMerchant);

    @BeforeAll
    static void start() {
        var database = TestPostgres.freshDatabase();
        hub = HubUnderTest.on(database);
        other = HubUnderTest.on(database);
        leases = hub.bean(Leases.class);
    }

    @AfterAll
    static void stop() {
        other.close();
        hub.close();
    }

    @Test
    void itsHistorySaysWhoDidWhatAndWhy() {
        var lease = make(draft(Subject.STOCK_IN, "sku 7"));
        var later = lease.expiresAt().plus(1, ChronoUnit.DAYS);
        leases.extend(
                merchant,
                lease.id(),
                new Leases.Extension(Optional.of(later), OptionalLong.empty(), "not done"),
                "Wang");
        leases.end(merchant, lease.id(), Resume.DISCARD, "counted", "Zhao");
        await().until(() -> state(lease) == Lease.State.ENDED);

        assertThat(leases.history(merchant, lease.id()).stream()
                        .map(it -> "%d %s %s %s".formatted(it.version(), it.what(), it.actor(), it.detail())))
                .containsExactly(
                        "1 MADE Li until %s: stock-take".formatted(lease.expiresAt()),
                        "2 EXTENDED Wang until %s: not done".formatted(later),
                        "3 ENDED Zhao DISCARD: counted",
                        "4 SETTLED hub 0 number(s) discarded");
        var ended = leases.find(merchant, lease.id()).orElseThrow();
        assertThat(ended.version()).isEqualTo(4);
        assertThat(ended.resume()).isEqualTo(Resume.DISCARD);
        assertThat(ended.endedAt()).isPresent();
    }

    /** So two that end in one moment cannot each leave a shadow value to the other. */
    @Test
    void aLeaseThatAnotherLooksAtEndsAfterIt() {
        var lease = make(draft(Subject.STOCK_IN, "sku 7"));
        var ended = new CompletableFuture<Lease>();
        var jdbc = other.bean(JdbcClient.class);
        var looked = hub.bean(TransactionOperations.class).execute(status -> {
            assertThat(leases.hold(merchant, Subject.STOCK_IN))
                    .extracting(Lease::id)
                    .containsExactly(lease.id());
            ended.completeAsync(() -> leases.end(merchant, lease.id(), Resume.DISCARD, "counted", "Zhao"));
            await().until(() -> jdbc.sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
                            .query(Long.class)
                            .single()
                    > 0);
            return hub.bean(Clock.class).instant();
        });
        assertThat(ended.join().endedAt().orElseThrow()).isAfterOrEqualTo(looked.truncatedTo(ChronoUnit.MICROS));
    }

    /** A draft is subject, scope, units, days; what is wrong with it is named at once. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            STOCK_IN  | channel 1         | - | 1   | /channel not_here
            STOCK_IN  | field AVAILABLE   | - | 1   | /field not_here
            STOCK_IN  | field ALLOWANCE   | - | 1   | /field not_here
            STOCK_OUT | field ON_HAND     | - | 1   | /field not_here
            STOCK_IN  |                   | 5 | 1   | /units not_here
            STOCK_IN  |                   | - | 91  | /expiresAt out_of_range
            STOCK_IN  |                   | - | 0   | /expiresAt out_of_range
            OVERSELL  |                   | 5 | 1   | /sku required, /node required
            OVERSELL  | sku 1 node 1      | - | 1   | /units required
            OVERSELL  | sku 1 node 1      | 0 | 1   | /units out_of_range
            OVERSELL  | sku 1 node 1 field ALLOWANCE channel 2 | 5 | -1 | /channel not_here, /field not_here, /expiresAt out_of_range
            """)
    void whatCannotBeIsNamed(Subject subject, String scope, Long units, int days, String violations) {
        var draft = new LeaseDraft(
                subject,
                scope(scope == null ? "" : scope),
                units == null ? OptionalLong.empty() : OptionalLong.of(units),
                "Li",
                "stock-take",
                Instant.now().plus(days, ChronoUnit.DAYS),
                Resume.APPLY);
        assertThatThrownBy(() -> make(draft))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.violations().stream()
                                        .map(violation -> violation.pointer() + " " + violation.code()))
                                .containsExactly(violations.split(", ")));
        assertThat(leases.list(merchant, Leases.Show.ALL, Optional.empty(), 10).items())
                .isEmpty();
    }

    @Test
    void ownerAndReasonAreGiven() {
        var draft = new LeaseDraft(
                Subject.STOCK_IN,
                LeaseScope.MERCHANT,
                OptionalLong.empty(),
                " ",
                "x".repeat(201),
                inAnHour(),
                Resume.APPLY);
        assertThatThrownBy(() -> make(draft))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.violations()).hasSize(2));
    }

    /** Steps before the refused one; who is late is told so. */
    @ParameterizedTest
    @CsvSource({"end, end", "end, extend", "expire, end", "expire, extend"})
    void whatIsOverStaysOver(String before, String refused) {
        var lease = make(draft(Subject.STOCK_IN, ""));
        act(before, lease);

        assertThatThrownBy(() -> act(refused, lease))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.problem()).isEqualTo(Problem.CONFLICT));
    }

    @Test
    void anotherMerchantsLeaseIsNotThere() {
        var lease = make(draft(Subject.STOCK_IN, ""));
        var stranger = new MerchantId(++lastMerchant);

        assertThat(leases.find(stranger, lease.id())).isEmpty();
        assertThat(leases.history(stranger, lease.id())).isEmpty();
        assertThat(leases.list(stranger, Leases.Show.ALL, Optional.empty(), 10).items())
                .isEmpty();
        for (Runnable attempt : List.<Runnable>of(
                () -> leases.end(stranger, lease.id(), Resume.APPLY, "mine", "x"),
                () -> leases.extend(
                        stranger,
                        lease.id(),
                        new Leases.Extension(Optional.of(inAnHour()), OptionalLong.empty(), "mine"),
                        "x"))) {
            assertThatThrownBy(attempt::run)
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            problem -> assertThat(problem.problem()).isEqualTo(Problem.NOT_FOUND));
        }
        assertThat(state(lease)).isEqualTo(Lease.State.ACTIVE);
    }

    @Test
    void aMerchantHasSoManyAndNoMore() {
        hub.bean(JdbcClient.class)
                .sql("""
                insert into leases.lease (merchant_id, id, subject, sku_id, owner, reason, resume, state, made_at, expires_at,
                                          version)
                select ?, 1000000 + ? * 10000 + number, 'STOCK_IN', number, 'Li', 'many', 'APPLY', 1, now(),
                       now() + interval '1 hour', 1
                  from generate_series(1, 999) as number
                """)
                .params(merchant.value(), merchant.value())
                .update();
        make(draft(Subject.STOCK_IN, ""));

        assertThatThrownBy(() -> make(draft(Subject.STOCK_IN, "")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.problem()).isEqualTo(Problem.CONFLICT));
    }

    @Test
    void aLeaseIsChangedSoOftenAndCanStillBeEnded() {
        var lease = make(draft(Subject.STOCK_IN, ""));
        hub.bean(JdbcClient.class)
                .sql("update leases.lease set version = 200 where id = ?")
                .param(lease.id().value())
                .update();

        assertThatThrownBy(() -> act("extend", lease))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.problem()).isEqualTo(Problem.CONFLICT));
        act("end", lease);
        assertThat(state(lease)).isNotEqualTo(Lease.State.ACTIVE);
    }

    @Test
    void theListShowsTheNewestFirstPageByPage() {
        var made = new ArrayList<LeaseId>();
        for (int i = 0; i < 5; i++) {
            made.addFirst(make(draft(Subject.STOCK_IN, "sku " + (i + 1))).id());
        }
        act("end", leases.find(merchant, made.getFirst()).orElseThrow());
        await().until(() -> leases.list(merchant, Leases.Show.OPEN, Optional.empty(), 10)
                        .items()
                        .size()
                == 4);

        var first = leases.list(merchant, Leases.Show.ALL, Optional.empty(), 3);
        var second = leases.list(merchant, Leases.Show.ALL, first.nextCursor(), 3);

        assertThat(first.items().stream().map(Lease::id)).containsExactlyElementsOf(made.subList(0, 3));
        assertThat(second.items().stream().map(Lease::id)).containsExactlyElementsOf(made.subList(3, 5));
        assertThat(second.nextCursor()).isEmpty();
    }

    /** The scopes of leases a, b, c; which of them cover SKU 1 at node 1 of channel 1, in order of precedence. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -                        | node 1                | sku 1                      | c b a
            sku 1                    | sku 1 node 1          | sku 1 node 1 channel 1     | c b a
            channel 1                | node 1                | field AVAILABLE            | b a c
            sku 1                    | node 1 channel 1 field AVAILABLE | -               | a b c
            sku 2                    | node 2                | channel 2                  | -
            sku 1 node 2             | sku 1 channel 1       | sku 2 node 1               | b
            """)
    void theNarrowestComesFirst(String a, String b, String c, String covering) {
        var made = new ArrayList<LeaseId>();
        for (String scope : Arrays.asList(a, b, c)) {
            made.add(make(draft(Subject.STOCK_OUT, scope == null ? "" : scope)).id());
        }
        var names = covering(hub).stream().map(id -> "abc".charAt(made.indexOf(id)) + "");

        assertThat(names).containsExactly(covering == null ? new String[0] : covering.split(" "));
        await().until(() -> covering(other).equals(covering(hub)));
    }

    @Test
    void ofEquallyNarrowOnesTheLongestComesFirst() {
        var brief = make(draft(Subject.STOCK_OUT, "sku 1"));
        var longer = make(draft(Subject.STOCK_OUT, "sku 1", inAnHour().plusSeconds(60)));

        assertThat(covering(hub)).containsExactly(longer.id(), brief.id());
    }

    @Test
    void everyNodeHearsOfABeginningAndOfAnEnd() {
        var lease = make(draft(Subject.STOCK_OUT, ""));
        assertThat(covering(hub)).containsExactly(lease.id());
        await().until(() -> covering(other).equals(List.of(lease.id())));

        leases.end(merchant, lease.id(), Resume.DISCARD, "done", "Li");
        assertThat(covering(hub)).isEmpty();
        await().until(() -> covering(other).isEmpty());
        assertThat(other.bean(Suspensions.class).resume(merchant, lease.id())).contains(Resume.DISCARD);
    }

    /** More than are tried at once wait for promises to go; the end of another merchant's lease does not wait for them. */
    @Test
    void thoseThatWaitLetOthersEnd() {
        var jdbc = hub.bean(JdbcClient.class);
        jdbc.sql("""
                insert into inventory.stock (merchant_id, sku_id, node_id, on_hand, reserved, safety, allowance, units_short,
                                             version)
                select ?, number, 1, 0, 1, 0, 1, 0, 1 from generate_series(1, 450) as number
                """).param(merchant.value()).update();
        jdbc.sql("""
                insert into leases.lease (merchant_id, id, subject, node_id, sku_id, units, owner, reason, resume, state,
                                          made_at, expires_at, ended_at, version)
                select ?, number, 'OVERSELL', 1, number, 1, 'Li', 'many', 'DISCARD', 2, now(), now() + interval '1 hour',
                       now(), 1
                  from generate_series(1, 450) as number
                """).param(merchant.value()).update();
        var behind = new MerchantId(++lastMerchant);
        jdbc.sql("""
                insert into leases.lease (merchant_id, id, subject, owner, reason, resume, state, made_at, expires_at,
                                          ended_at, version)
                values (?, 1000000, 'STOCK_IN', 'Li', 'behind', 'APPLY', 2, now(), now() + interval '1 hour', now(), 1)
                """).param(behind.value()).update();

        await().atMost(Duration.ofSeconds(40))
                .until(() -> leases.find(behind, new LeaseId(1_000_000))
                                .orElseThrow()
                                .state()
                        == Lease.State.ENDED);
        jdbc.sql("update leases.lease set state = 3 where merchant_id = ?")
                .param(merchant.value())
                .update();
    }

    @Test
    void aMemoryNeedsNoNewsOfAnExpiry() {
        make(draft(Subject.STOCK_OUT, "", Instant.now().plusMillis(400)));

        assertThat(covering(hub)).hasSize(1);
        await().until(() -> covering(hub).isEmpty());
    }

    @Test
    void aNodeThatStartsKnowsWhatCounts() {
        var lease = make(draft(Subject.STOCK_OUT, "sku 1"));
        var memory = new LeaseMemory(hub.bean(LeaseStore.class), java.time.Clock.systemUTC());
        memory.afterSingletonsInstantiated();

        assertThat(memory.covering(merchant, Subject.STOCK_OUT, TARGET)).containsExactly(lease.id());
    }

    @Test
    void newsThatComesLateBringsNothingBack() {
        var lease = make(draft(Subject.STOCK_OUT, ""));
        leases.end(merchant, lease.id(), Resume.APPLY, "done", "Li");
        await().until(() -> state(lease) == Lease.State.ENDED);

        var memory = hub.bean(LeaseMemory.class);
        memory.take(lease);
        assertThat(covering(hub)).isEmpty();
    }

    @Test
    void nobodyEndsALeaseThatABatchHasReliedOn() throws InterruptedException {
        var lease = make(draft(Subject.STOCK_IN, ""));
        var transactions = hub.bean(TransactionTemplate.class);
        var ended = new ArrayList<Lease.State>();
        Thread ending = transactions.execute(status -> {
            assertThat(hub.bean(Suspensions.class).held(merchant, List.of(lease.id())))
                    .hasSize(1);
            Thread waits = Thread.ofVirtual()
                    .start(() -> ended.add(leases.end(merchant, lease.id(), Resume.APPLY, "done", "Li")
                            .state()));
            assertThat(joined(waits, Duration.ofMillis(300))).isFalse();
            return waits;
        });
        assertThat(joined(ending, Duration.ofSeconds(10))).isTrue();
        assertThat(ended).containsExactly(Lease.State.ENDING);
        assertThat(hub.bean(Suspensions.class).held(merchant, List.of(lease.id())))
                .isEmpty();
    }

    private static final LeaseScope.Target TARGET =
            new LeaseScope.Target(Optional.of(new ChannelId(1)), new NodeId(1), new SkuId(1), Field.AVAILABLE);

    private List<LeaseId> covering(HubUnderTest node) {
        return node.bean(Suspensions.class).covering(merchant, Subject.STOCK_OUT, TARGET);
    }

    private static boolean joined(Thread thread, Duration atMost) {
        try {
            return thread.join(atMost);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void act(String step, Lease lease) {
        switch (step) {
            case "end" -> leases.end(merchant, lease.id(), Resume.APPLY, "done", "Li");
            case "extend" ->
                leases.extend(
                        merchant,
                        lease.id(),
                        new Leases.Extension(Optional.of(inAnHour()), OptionalLong.empty(), "more"),
                        "Li");
            case "expire" ->
                hub.bean(JdbcClient.class)
                        .sql("update leases.lease set made_at = made_at - interval '1 day', expires_at = now()"
                                + " where id = ?")
                        .param(lease.id().value())
                        .update();
            default -> throw new IllegalArgumentException(step);
        }
    }

    private Lease make(LeaseDraft draft) {
        return leases.make(merchant, draft, "Li");
    }

    private Lease.State state(Lease lease) {
        return leases.find(merchant, lease.id()).orElseThrow().state();
    }

    private static LeaseDraft draft(Subject subject, String scope) {
        return draft(subject, scope, inAnHour());
    }

    private static LeaseDraft draft(Subject subject, String scope, Instant until) {
        return new LeaseDraft(subject, scope(scope), OptionalLong.empty(), "Li", "stock-take", until, Resume.APPLY);
    }

    private static Instant inAnHour() {
        return Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MICROS);
    }

    private static LeaseScope scope(String words) {
        var scope = LeaseScope.MERCHANT;
        var word = List.of(words.strip().split(" +"));
        for (int i = 0; i + 1 < word.size(); i += 2) {
            String value = word.get(i + 1);
            scope = switch (word.get(i)) {
                case "channel" ->
                    new LeaseScope(
                            Optional.of(new ChannelId(Long.parseLong(value))),
                            scope.node(),
                            scope.sku(),
                            scope.field());
                case "node" ->
                    new LeaseScope(
                            scope.channel(),
                            Optional.of(new NodeId(Long.parseLong(value))),
                            scope.sku(),
                            scope.field());
                case "sku" ->
                    new LeaseScope(
                            scope.channel(),
                            scope.node(),
                            Optional.of(new SkuId(Long.parseLong(value))),
                            scope.field());
                case "field" ->
                    new LeaseScope(scope.channel(), scope.node(), scope.sku(), Optional.of(Field.valueOf(value)));
                default -> throw new IllegalArgumentException(words);
            };
        }
        return scope;
    }
}
