package dev.tributary.orders;

import static dev.tributary.orders.Drafts.MERCHANT;
import static dev.tributary.orders.Drafts.fact;
import static dev.tributary.orders.Drafts.receive;
import static dev.tributary.orders.Drafts.request;
import static dev.tributary.orders.Drafts.tillSale;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.database.Findings;
import dev.tributary.inventory.ChannelQuota;
import dev.tributary.inventory.ChannelQuota.Kind;
import dev.tributary.inventory.ChannelView;
import dev.tributary.inventory.QuotaDraft;
import dev.tributary.inventory.Quotas;
import dev.tributary.inventory.StockChange;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.SkuId;
import dev.tributary.testing.HubUnderTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Orders of channels with quotas, through the batch and the database. One SKU a test. */
class QuotaTest {

    private static final ChannelId TMALL = new ChannelId(21);
    private static final ChannelId JD = new ChannelId(22);
    private static final ChannelId APP = new ChannelId(23);

    private static HubUnderTest hub;
    private static OrderIntake intake;
    private static OrderBook book;
    private static Quotas quotas;
    private static ChannelView view;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start();
        intake = hub.bean(OrderIntake.class);
        book = hub.bean(OrderBook.class);
        quotas = hub.bean(Quotas.class);
        view = hub.bean(ChannelView.class);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void whatIsSetAsideForOneChannelIsRefusedToOthers() {
        stock(701, 1, 100);
        set("aside", 701, Kind.DEDICATED, 30, 0, TMALL);

        var refused = (Outcome.Refused) place(APP, "Q-701-1", 701, 71);
        assertThat(refused.reason()).isEqualTo(Outcome.Reason.QUOTA_EXHAUSTED);
        assertThat(refused.lines()).containsExactly(new Outcome.ShortLine(1, new SkuId(701), 71, 70, true));
        assertThat(((Outcome.Refused) place(APP, "Q-701-1", 701, 71)).lines()).isEqualTo(refused.lines());

        placed(APP, "Q-701-2", 701, 70);
        placed(TMALL, "Q-701-3", 701, 30);
        assertUse("aside", 30, 0);
    }

    @Test
    void aCancelGivesBackOnceAndWhatShipsStaysUsed() {
        stock(702, 1, 100);
        set("cap", 702, Kind.CAP, 10, 0, TMALL);
        var first = placed(TMALL, "Q-702-1", 702, 6);
        var second = placed(TMALL, "Q-702-2", 702, 4);
        assertThat(place(TMALL, "Q-702-3", 702, 1)).isInstanceOf(Outcome.Refused.class);

        cancel(second);
        cancel(second);
        assertUse("cap", 6, 0);
        ship(first, 4);
        assertUse("cap", 2, 4);
        ship(first, 2);
        assertUse("cap", 0, 6);
        assertThat(place(TMALL, "Q-702-4", 702, 5)).isInstanceOf(Outcome.Refused.class);
        placed(TMALL, "Q-702-5", 702, 4);
        placed(APP, "Q-702-6", 702, 50);
        assertUse("cap", 4, 6);
    }

    @Test
    void anExpiredHoldGivesBack() {
        stock(703, 1, 100);
        set("expires", 703, Kind.CAP, 10, 0, TMALL);
        var draft = Drafts.holding(request("Q-703", 703, 6), Duration.ofNanos(1_000));
        var order = ((Outcome.Placed) intake.decide(new Command.Place(of(TMALL, draft)))).order();
        intake.decide(new Command.Expire(MERCHANT, order));
        assertUse("expires", 0, 0);
    }

    @Test
    void anEditedLineTakesAndGivesBackTheDifference() {
        stock(704, 1, 100);
        set("edited", 704, Kind.CAP, 10, 0, TMALL);
        var order = placed(TMALL, "Q-704", 704, 6);

        intake.decide(new Command.EditLines(MERCHANT, order, "e-1", Map.of(1, 9L), "more", "test"));
        assertUse("edited", 9, 0);
        var refused = (Outcome.Refused)
                intake.decide(new Command.EditLines(MERCHANT, order, "e-2", Map.of(1, 11L), "more", "test"));
        assertThat(refused.reason()).isEqualTo(Outcome.Reason.QUOTA_EXHAUSTED);
        intake.decide(new Command.EditLines(MERCHANT, order, "e-3", Map.of(1, 2L), "less", "test"));
        assertUse("edited", 2, 0);
    }

    /** Five or sixty wanted of fifty that are another's: who has them is served, and who waits keeps the place. */
    @ParameterizedTest
    @CsvSource({"751, 5", "752, 60"})
    void whoAQuotaKeepsWaitingKeepsNobodyElseWaiting(long sku, long wanted) {
        stock(sku, 1, 50);
        set("owners-" + sku, sku, Kind.DEDICATED, 50, 0, TMALL);
        var waiting = ((Outcome.Placed) intake.decide(
                        new Command.Place(of(APP, fact("Q-%d-1".formatted(sku), 1, sku, wanted)))))
                .order();
        assertThat(line(waiting).reservation()).isEqualTo(ReservationState.WAITING_STOCK);

        placed(TMALL, "Q-%d-2".formatted(sku), sku, 50);
        stock(sku, 1, wanted);
        await().untilAsserted(() -> {
            intake.decide(new Command.RetryWaiting(MERCHANT, waiting, Map.of()));
            assertThat(line(waiting).reservation()).isEqualTo(ReservationState.HELD);
        });
    }

    @Test
    void aMarketplacesOrderThatFindsNoQuotaWaitsAndGoesOnWhenThereIsMore() {
        stock(705, 1, 100);
        set("waits", 705, Kind.CAP, 5, 0, TMALL);
        var order = ((Outcome.Placed) intake.decide(new Command.Place(of(TMALL, fact("Q-705", 1, 705, 6))))).order();

        assertThat(line(order).reservation()).isEqualTo(ReservationState.WAITING_STOCK);
        assertThat(book.timeline(MERCHANT, order))
                .anySatisfy(entry -> assertThat(entry.kind() + " " + entry.detail())
                        .isEqualTo("quota exhausted line 1 wants 6, its channel may have 5"));
        set("waits", 705, Kind.CAP, 6, 0, TMALL);
        intake.decide(new Command.RetryWaiting(MERCHANT, order, Map.of()));
        assertThat(line(order).reservation()).isEqualTo(ReservationState.HELD);
        assertUse("waits", 6, 0);
    }

    @Test
    void aTillsSaleAlwaysCounts() {
        stock(706, 1, 100);
        set("till", 706, Kind.CAP, 5, 0, TMALL);
        intake.decide(new Command.Place(of(TMALL, tillSale("Q-706", 706, 8))));
        assertUse("till", 0, 8);
        assertThat(place(TMALL, "Q-706-1", 706, 1)).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void aQuotaBeginsWithWhatItsChannelsHold() {
        stock(707, 1, 100);
        stock(707, 2, 100);
        placed(TMALL, "Q-707-1", 707, 20);
        placed(JD, "Q-707-2", 707, 10);
        placed(APP, "Q-707-3", 707, 5);
        var gone = placed(TMALL, "Q-707-4", 707, 7);
        cancel(gone);
        set("begins", 707, Kind.CAP, 40, 0, TMALL, JD);
        set("begins-elsewhere", 707, Kind.CAP, 40, 2, TMALL);

        assertUse("begins", 30, 0);
        assertUse("begins-elsewhere", 0, 0);
        assertThat(place(JD, "Q-707-5", 707, 11)).isInstanceOf(Outcome.Refused.class);
        placed(JD, "Q-707-6", 707, 10);
        assertUse("begins", 40, 0);
    }

    @Test
    void everyLevelHasToAgree() {
        stock(708, 1, 100);
        set("group", 708, Kind.CAP, 20, 0, TMALL, JD);
        set("one", 708, Kind.CAP, 15, 0, TMALL);

        assertThat(place(TMALL, "Q-708-1", 708, 16)).isInstanceOf(Outcome.Refused.class);
        placed(TMALL, "Q-708-2", 708, 15);
        assertThat(place(JD, "Q-708-3", 708, 6)).isInstanceOf(Outcome.Refused.class);
        placed(JD, "Q-708-4", 708, 5);
        assertUse("group", 20, 0);
        assertUse("one", 15, 0);
    }

    @Test
    void aPercentageFollowsTheStock() {
        stock(709, 1, 100);
        set("share", 709, Kind.PERCENT, 50, 1, JD);
        assertThat(place(JD, "Q-709-1", 709, 51)).isInstanceOf(Outcome.Refused.class);
        placed(JD, "Q-709-2", 709, 50);
        stock(709, 1, 20);
        placed(JD, "Q-709-3", 709, 10);
        assertThat(place(JD, "Q-709-4", 709, 1)).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void whatIsSetAsideOverAllNodesCountsRowsThatTheOrderDoesNotName() {
        stock(710, 1, 60);
        stock(710, 3, 40);
        set("everywhere", 710, Kind.DEDICATED, 30, 0, TMALL);

        placed(APP, "Q-710-1", 710, 60);
        stock(710, 1, 20);
        assertThat(place(APP, "Q-710-2", 710, 20)).isInstanceOf(Outcome.Placed.class);
        stock(710, 1, 20);
        stock(710, 3, -25);
        var refused = (Outcome.Refused) place(APP, "Q-710-3", 710, 20);
        assertThat(refused.lines().getFirst().available()).isEqualTo(5);
    }

    @Test
    void aRowThatIsMadeLaterHasTheQuotaOfItsSku() {
        stock(711, 1, 10);
        set("later", 711, Kind.CAP, 5, 0, TMALL);
        stock(711, 2, 100);
        assertThat(place(TMALL, "Q-711", 711, 20)).isInstanceOf(Outcome.Refused.class);
        placed(APP, "Q-711-1", 711, 20);
    }

    @Test
    void aQuotaThatIsOverLeavesNoTrace() {
        stock(712, 1, 10);
        set("over", 712, Kind.CAP, 5, 0, TMALL);
        var before = placed(TMALL, "Q-712-1", 712, 5);
        quotas.end(MERCHANT, "over", Optional.empty(), "test");
        placed(TMALL, "Q-712-2", 712, 5);
        cancel(before);

        var over = quotas.find(MERCHANT, "over").orElseThrow();
        assertThat(over.state()).isEqualTo(ChannelQuota.State.ENDED);
        assertThat(over.open()).isEqualTo(5);
    }

    @Test
    void aQuotaBeginsAndEndsByItself() {
        stock(713, 1, 10);
        var now = Instant.now();
        quotas.put(
                MERCHANT,
                "by-itself",
                draft(713, Kind.CAP, 5, 0, now.plusMillis(300), now.plusMillis(2_500), TMALL),
                Optional.empty(),
                "test");
        placed(TMALL, "Q-713-1", 713, 4);
        assertThat(state("by-itself")).isEqualTo(ChannelQuota.State.SCHEDULED);
        await().untilAsserted(() -> assertThat(state("by-itself")).isEqualTo(ChannelQuota.State.IN_FORCE));
        assertUse("by-itself", 4, 0);
        assertThat(place(TMALL, "Q-713-2", 713, 2)).isInstanceOf(Outcome.Refused.class);
        await().untilAsserted(() -> assertThat(state("by-itself")).isEqualTo(ChannelQuota.State.ENDED));
        placed(TMALL, "Q-713-3", 713, 2);
    }

    @Test
    void aChannelSeesWhatItMayPromise() {
        stock(714, 1, 60);
        stock(714, 2, 40);
        set("seen-aside", 714, Kind.DEDICATED, 10, 1, TMALL);
        set("seen-cap", 714, Kind.CAP, 70, 0, APP);

        await().untilAsserted(() -> {
            var app = view.sellable(MERCHANT, APP, new SkuId(714), List.of());
            assertThat(app.available()).isEqualTo(70);
            assertThat(app.left()).hasValue(70);
            assertThat(app.nodes().getFirst().setAside()).isEqualTo(10);
            assertThat(app.nodes().getFirst().available()).isEqualTo(50);
            assertThat(view.sellable(MERCHANT, JD, new SkuId(714), List.of()).available())
                    .isEqualTo(90);
            assertThat(view.sellable(MERCHANT, TMALL, new SkuId(714), List.of()).available())
                    .isEqualTo(100);
        });
        long version = view.sellable(MERCHANT, JD, new SkuId(714), List.of()).version();
        placed(TMALL, "Q-714", 714, 25);
        await().untilAsserted(() -> assertThat(view.sellable(MERCHANT, JD, new SkuId(714), List.of(new NodeId(1)))
                        .available())
                .isEqualTo(35));
        assertThat(view.sellable(MERCHANT, JD, new SkuId(714), List.of()).version())
                .isGreaterThan(version);
    }

    @Test
    void manyBuyersAtOnceGetExactlyTheCapAndEveryCancelIsSoldAgain() {
        stock(715, 1, 1_000);
        set("rush", 715, Kind.CAP, 100, 0, TMALL);
        var answers = new ArrayList<CompletableFuture<Outcome>>();
        for (int i = 0; i < 400; i++) {
            answers.add(intake.submit(
                    new Command.Place(of(i % 2 == 0 ? TMALL : APP, request("R-" + i, 715, 1))),
                    OrderIntake.Lane.SINGLE));
        }
        var placed = new ArrayList<OrderId>();
        for (int i = 0; i < answers.size(); i += 2) {
            if (answers.get(i).join() instanceof Outcome.Placed order) {
                placed.add(order.order());
            }
        }
        assertThat(placed).hasSize(100);
        assertThat(answers.stream().filter(answer -> answer.join() instanceof Outcome.Placed))
                .hasSize(300);
        assertUse("rush", 100, 0);
        placed.subList(0, 40).forEach(QuotaTest::cancel);
        assertUse("rush", 60, 0);
        placed(TMALL, "R-again", 715, 40);
        assertThat(place(TMALL, "R-last", 715, 1)).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void anOrderIsCancelledThoughTheQuotaLostItsUnits() {
        stock(730, 1, 100);
        set("lost", 730, Kind.CAP, 10, 0, TMALL);
        var order = placed(TMALL, "Q-730", 730, 6);
        hub.bean(JdbcClient.class)
                .sql("update inventory.quota set open = 2 where code = 'lost'")
                .update();

        cancel(order);

        assertUse("lost", 0, 0);
    }

    @Test
    void aUseThatWasOverwrittenIsFoundAndPutRight() {
        stock(717, 1, 100);
        set("books", 717, Kind.CAP, 50, 0, TMALL);
        var order = placed(TMALL, "Q-717-1", 717, 9);
        ship(order, 4);
        intake.decide(new Command.Place(of(TMALL, tillSale("Q-717-2", 717, 3))));
        assertThat(wrongs()).isEmpty();

        var jdbc = hub.bean(JdbcClient.class);
        jdbc.sql("update inventory.quota set open = 2 where code = 'books'").update();
        assertThat(wrongs()).singleElement().asString().contains("books", "open=2", "held=5");
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertUse("books", 5, 7));
        assertThat(wrongs()).isEmpty();
        assertThat(jdbc.sql("select cause from inventory.movement where sku_id = 717 and kind = 12")
                        .query(String.class)
                        .single())
                .isEqualTo("quota/books open 2: 5");
        jdbc.sql("update inventory.quota set shipped = 2 where code = 'books'").update();
        assertThat(wrongs()).singleElement().asString().contains("shipped=2", "gone=7");
        jdbc.sql("update inventory.quota set shipped = 7 where code = 'books'").update();
    }

    private static List<String> wrongs() {
        var findings = new Findings();
        new QuotaBooks().run(hub.bean(JdbcClient.class), findings);
        return findings.examples();
    }

    @Test
    void quotasThatLeaveInDoubtWhoseAUnitIsAreRefused() {
        stock(716, 1, 100);
        set("doubt", 716, Kind.DEDICATED, 10, 0, TMALL, JD);

        assertConflict("doubt-2", draft(716, Kind.DEDICATED, 10, 0, JD, APP), "one must hold all");
        assertConflict("doubt-3", draft(716, Kind.DEDICATED, 10, 1, JD), "by node or over all nodes");
        assertConflict("doubt-4", draft(716, Kind.DEDICATED, 10, 0, JD, TMALL), "change that one");
        assertConflict("doubt", draft(716, Kind.CAP, 10, 0, TMALL, JD), "make another");
        set("doubt-5", 716, Kind.DEDICATED, 5, 0, JD);
        assertThatThrownBy(() -> quotas.put(
                        MERCHANT,
                        "no spaces",
                        new QuotaDraft(
                                new SkuId(716),
                                List.of(),
                                Optional.empty(),
                                Kind.PERCENT,
                                101,
                                true,
                                Optional.empty(),
                                Optional.of(Instant.EPOCH),
                                "",
                                ""),
                        Optional.empty(),
                        "test"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.violations().stream().map(violation -> violation.pointer()))
                                .containsExactly(
                                        "/code", "/channels", "/amount", "/only", "/until", "/owner", "/reason"));
        assertThatThrownBy(() -> quotas.end(MERCHANT, "doubt", Optional.of(7L), "test"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.problem()).isEqualTo(Problem.PRECONDITION_FAILED));
    }

    private static void assertConflict(String code, QuotaDraft draft, String says) {
        assertThatThrownBy(() -> quotas.put(MERCHANT, code, draft, Optional.empty(), "test"))
                .hasMessageContaining(says)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.problem()).isEqualTo(Problem.CONFLICT));
    }

    private static void stock(long sku, long node, long units) {
        String key = "q-%d-%d-%d".formatted(sku, node, System.nanoTime());
        intake.decide(
                units > 0
                        ? receive(key, sku, node, units)
                        : Drafts.stock(key, StockChange.Kind.ADJUST, sku, node, units));
    }

    private static void set(String code, long sku, Kind kind, long amount, long node, ChannelId... channels) {
        quotas.put(MERCHANT, code, draft(sku, kind, amount, node, channels), Optional.empty(), "test");
    }

    private static QuotaDraft draft(long sku, Kind kind, long amount, long node, ChannelId... channels) {
        return draft(sku, kind, amount, node, null, null, channels);
    }

    private static QuotaDraft draft(
            long sku,
            Kind kind,
            long amount,
            long node,
            @Nullable Instant from,
            @Nullable Instant until,
            ChannelId... channels) {
        return new QuotaDraft(
                new SkuId(sku),
                Arrays.asList(channels),
                node == 0 ? Optional.empty() : Optional.of(new NodeId(node)),
                kind,
                amount,
                false,
                Optional.ofNullable(from),
                Optional.ofNullable(until),
                "test",
                "a test");
    }

    private static OrderDraft of(ChannelId channel, OrderDraft draft) {
        return Drafts.of(draft, MERCHANT, channel, draft.placedAt(), new NodeId(1), new NodeId(2));
    }

    private static Outcome place(ChannelId channel, String number, long sku, long units) {
        return intake.decide(new Command.Place(of(channel, request(number, sku, units))));
    }

    private static OrderId placed(ChannelId channel, String number, long sku, long units) {
        return ((Outcome.Placed) place(channel, number, sku, units)).order();
    }

    private static void cancel(OrderId order) {
        intake.decide(new Command.Cancel(MERCHANT, order, "c-" + order, "test", "test"));
    }

    private static void ship(OrderId order, long units) {
        intake.decide(new Command.Ship(
                MERCHANT,
                order,
                "s-%s-%d".formatted(order, units),
                "SF",
                "SF-%s-%d".formatted(order, units),
                List.of(new Command.Ship.LineUnits(1, units)),
                "test"));
    }

    private static OrderView.Line line(OrderId order) {
        return book.find(MERCHANT, order).orElseThrow().lines().getFirst();
    }

    private static ChannelQuota.State state(String code) {
        return quotas.find(MERCHANT, code).orElseThrow().state();
    }

    private static void assertUse(String code, long open, long shipped) {
        var quota = quotas.find(MERCHANT, code).orElseThrow();
        assertThat(quota.open() + " " + quota.shipped()).isEqualTo(open + " " + shipped);
    }
}
