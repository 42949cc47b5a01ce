package dev.tributary.orders;

import static dev.tributary.orders.Drafts.CHANNEL;
import static dev.tributary.orders.Drafts.MERCHANT;
import static dev.tributary.orders.Drafts.receive;
import static dev.tributary.orders.Drafts.yuan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.database.Findings;
import dev.tributary.inventory.ChannelQuota;
import dev.tributary.inventory.ExpectedStock;
import dev.tributary.inventory.Ledger;
import dev.tributary.inventory.Offer;
import dev.tributary.inventory.QuotaDraft;
import dev.tributary.inventory.Quotas;
import dev.tributary.inventory.StockChange;
import dev.tributary.inventory.StockKey;
import dev.tributary.inventory.StockLevel;
import dev.tributary.inventory.StockQueue;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import dev.tributary.leases.LeaseDraft;
import dev.tributary.leases.LeaseScope;
import dev.tributary.leases.Leases;
import dev.tributary.leases.Resume;
import dev.tributary.leases.Subject;
import dev.tributary.testing.HubUnderTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Goods sold before they are there. The hub tries nobody by itself here. */
class PresellTest {

    private static final AtomicLong SKU = new AtomicLong(70_001);
    private static final Instant FRIDAY = Instant.parse("2030-11-22T08:00:00Z");
    private static final Instant MONDAY = Instant.parse("2030-11-25T08:00:00Z");

    private static HubUnderTest hub;
    private static OrderIntake intake;
    private static OrderBook book;
    private static ExpectedStock expected;
    private static StockQueue queue;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start("tributary.roles=doors");
        intake = hub.bean(OrderIntake.class);
        book = hub.bean(OrderBook.class);
        expected = hub.bean(ExpectedStock.class);
        queue = hub.bean(StockQueue.class);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    /** On hand, expected on Friday and on Monday; how the SKU is offered; what is wanted; what becomes of it, and when. */
    @ParameterizedTest
    @CsvSource({
        " 0, 10, 0, PRE_ORDER, 4, WAITING_RECEIPT, FRIDAY",
        " 0,  3, 5, BACKORDER, 4, WAITING_RECEIPT, MONDAY",
        " 2,  3, 0, BACKORDER, 4, WAITING_RECEIPT, FRIDAY",
        " 5,  3, 0, BACKORDER, 4, HELD,            ''",
        " 0,  3, 0, BACKORDER, 4, REFUSED,         ''",
        " 0,  0, 0, PRE_ORDER, 4, REFUSED,         ''",
        " 0, 10, 0, NONE,      4, REFUSED,         ''",
        " 0, 10, 0, ELSEWHERE, 4, REFUSED,         ''",
    })
    void isPromisedUpToWhatIsExpected(
            long onHand, long friday, long monday, String offer, long wanted, String state, String date) {
        long sku = SKU.getAndIncrement();
        if (onHand > 0) {
            intake.decide(receive("p-" + sku, sku, 1, onHand));
        }
        expect(sku, friday, FRIDAY);
        if (monday > 0) {
            expected.tell(MERCHANT, List.of(new ExpectedStock.Draft(key(sku), "MORE-" + sku, monday, MONDAY)), "erp");
        }
        if (offer.equals("ELSEWHERE")) {
            expected.offer(MERCHANT, new SkuId(sku), Optional.of(new ChannelId(77)), Optional.of(Offer.PRE_ORDER));
        } else if (!offer.equals("NONE")) {
            expected.offer(MERCHANT, new SkuId(sku), Optional.empty(), Optional.of(Offer.valueOf(offer)));
        }

        var answer = intake.decide(new Command.Place(Drafts.request("P-" + sku, sku, wanted)));

        if (state.equals("REFUSED")) {
            assertThat(answer).isInstanceOf(Outcome.Refused.class);
        } else {
            var placed = (Outcome.Placed) answer;
            assertThat(placed.lines().getFirst().reservation()).isEqualTo(ReservationState.valueOf(state));
            var places = queue.of(MERCHANT, List.of(placed.order()));
            assertThat(places.stream().map(place -> place.promisedAt().orElseThrow()))
                    .isEqualTo(date.isEmpty() ? List.of() : List.of(date.equals("FRIDAY") ? FRIDAY : MONDAY));
        }
    }

    /** Two hundred want three each of five hundred: 166 are promised, whatever runs beside. */
    @Test
    void nothingExpectedIsPromisedTwice() {
        long sku = offered(500, FRIDAY);
        var answers = new ArrayList<CompletableFuture<Outcome>>();
        for (int i = 0; i < 200; i++) {
            answers.add(intake.submit(
                    new Command.Place(Drafts.request("P-%d-%d".formatted(sku, i), sku, 3)), OrderIntake.Lane.SINGLE));
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();

        var placed = answers.stream()
                .map(CompletableFuture::join)
                .filter(Outcome.Placed.class::isInstance)
                .map(answer -> ((Outcome.Placed) answer).order())
                .toList();
        assertThat(placed).hasSize(166);
        intake.decide(came(sku, 500));
        placed.forEach(PresellTest::retry);
        assertThat(placed).allMatch(order -> state(order) == ReservationState.HELD);
        assertThat(row(sku).reserved()).isEqualTo(498);
        assertThat(expected.list(MERCHANT, Optional.of(ExpectedStock.State.OPEN), Optional.empty(), 200)
                        .items())
                .noneMatch(receipt -> receipt.key().sku().equals(new SkuId(sku)));
        var findings = new Findings();
        new WaitingLineBooks().run(hub.bean(JdbcClient.class), findings);
        assertThat(findings.examples()).isEmpty();
    }

    @Test
    void anOrderIsPromisedWholeOrNotAtAll() {
        long there = SKU.getAndIncrement();
        intake.decide(receive("p-" + there, there, 1, 5));
        long coming = offered(3, FRIDAY);
        long never = SKU.getAndIncrement();

        var refused = intake.decide(new Command.Place(Drafts.request("PW-1", there, 2, coming, 3, never, 1)));
        assertThat(refused).isInstanceOf(Outcome.Refused.class);
        assertThat(row(there).reserved()).isZero();
        var placed = (Outcome.Placed) intake.decide(new Command.Place(Drafts.request("PW-2", there, 2, coming, 3)));

        assertThat(placed.lines().stream().map(Outcome.PlacedLine::reservation))
                .containsExactly(ReservationState.HELD, ReservationState.WAITING_RECEIPT);
        assertThat(intake.decide(new Command.Place(Drafts.request("PW-3", coming, 1))))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(book.find(MERCHANT, placed.order()).orElseThrow().shown()).isEqualTo(OrderView.Shown.WAITING);
    }

    @Test
    void whatIsCancelledMakesWayAndWhatIsPaidIsKept() {
        long sku = offered(4, FRIDAY);
        var first = place("PC-1", sku, 4);
        assertThat(intake.decide(new Command.Place(Drafts.request("PC-2", sku, 4))))
                .isInstanceOf(Outcome.Refused.class);

        intake.decide(new Command.Cancel(MERCHANT, first, "c", "no", "buyer"));
        var second = place("PC-3", sku, 4);
        intake.decide(new Command.Pay(
                MERCHANT, second, new OrderDraft.Payment("wx", "WECHAT", yuan(40), Instant.EPOCH.plusSeconds(1))));
        intake.decide(came(sku, 3));
        retry(second);
        assertThat(state(second)).isEqualTo(ReservationState.WAITING_RECEIPT);
        assertThat(intake.decide(new Command.Place(Drafts.request("PC-4", sku, 1))))
                .isInstanceOf(Outcome.Refused.class);
        intake.decide(came(sku, 1));
        retry(second);

        assertThat(state(second)).isEqualTo(ReservationState.CONFIRMED);
    }

    @Test
    void anUnpaidPreOrderExpiresAndLateMoneyPromisesItAgain() {
        long sku = offered(4, FRIDAY);
        var placed = (Outcome.Placed) intake.decide(
                new Command.Place(Drafts.holding(Drafts.request("PE-1", sku, 4), Duration.ofNanos(1_000))));
        intake.decide(new Command.Expire(MERCHANT, placed.order()));
        assertThat(queue.of(MERCHANT, List.of(placed.order()))).isEmpty();

        intake.decide(new Command.Pay(
                MERCHANT,
                placed.order(),
                new OrderDraft.Payment("late", "WECHAT", yuan(40), Instant.EPOCH.plusSeconds(1))));

        assertThat(state(placed.order())).isEqualTo(ReservationState.WAITING_RECEIPT);
        assertThat(queue.of(MERCHANT, List.of(placed.order())).getFirst().promisedAt())
                .contains(FRIDAY);
    }

    @Test
    void datesMoveWithTheReceiptAndWhatIsCancelledLeavesATask() {
        long sku = offered(5, FRIDAY);
        var first = place("PD-1", sku, 3);
        var second = place("PD-2", sku, 2);

        expect(sku, 5, MONDAY);
        review(first, second);
        assertThat(date(first)).contains(MONDAY);
        assertThat(date(second)).contains(MONDAY);
        assertThat(changes(first)).isEqualTo(1);
        review(first);
        assertThat(changes(first)).isEqualTo(1);

        expected.tell(MERCHANT, List.of(draft(sku, 3, FRIDAY)), "erp");
        review(first, second);
        assertThat(date(first)).contains(FRIDAY);
        assertThat(date(second)).isEmpty();
        assertThat(uncovered(sku)).containsExactly(second);

        expected.tell(MERCHANT, List.of(draft(sku, 0, FRIDAY)), "erp");
        review(first, second);
        assertThat(uncovered(sku)).containsExactly(first, second);
        assertThat(changes(first)).isEqualTo(3);
        assertThat(state(first)).isEqualTo(ReservationState.WAITING_RECEIPT);
    }

    /** A platform's buyer wants more of what was promised: what others were promised stays theirs. */
    @Test
    void whoWantsMoreOfWhatIsExpectedTakesNobodysPromise() {
        long sku = offered(10, FRIDAY);
        var first = ((Outcome.Placed) intake.decide(new Command.Place(Drafts.fact("PM-1", 1, sku, 4)))).order();
        var second = place("PM-2", sku, 6);
        assertThat(date(first)).contains(FRIDAY);

        intake.decide(new Command.Place(Drafts.fact("PM-1", 2, sku, 6)));

        assertThat(queue.stale(500)).anyMatch(stale -> stale.order().equals(first));
        review(first, second);
        assertThat(date(first)).isEmpty();
        assertThat(date(second)).contains(FRIDAY);
        assertThat(uncovered(sku)).containsExactly(first);
        intake.decide(came(sku, 10));
        retry(first);
        assertThat(state(first)).isEqualTo(ReservationState.WAITING_RECEIPT);
        retry(second);
        assertThat(state(second)).isEqualTo(ReservationState.HELD);
    }

    /** Fifty there for another channel alone, ten expected; what is wanted, and why it is refused. */
    @ParameterizedTest
    @CsvSource({"5, QUOTA_EXHAUSTED", "50, QUOTA_EXHAUSTED", "55, INSUFFICIENT_STOCK"})
    void whatIsThereForAnotherChannelIsNotPromised(long wanted, Outcome.Reason reason) {
        long sku = offered(10, FRIDAY);
        intake.decide(receive("p-" + sku, sku, 1, 50));
        var owner = new ChannelId(77);
        var quota = new QuotaDraft(
                new SkuId(sku),
                List.of(owner),
                Optional.empty(),
                ChannelQuota.Kind.DEDICATED,
                50,
                false,
                Optional.empty(),
                Optional.empty(),
                "test",
                "a test");
        hub.bean(Quotas.class).put(MERCHANT, "presell-" + sku, quota, Optional.empty(), "test");

        var answer = intake.decide(new Command.Place(Drafts.request("PQ-" + sku, sku, wanted)));

        assertThat(answer).isInstanceOf(Outcome.Refused.class);
        assertThat(((Outcome.Refused) answer).reason()).isEqualTo(reason);
        var owners = Drafts.request("PO-" + sku, sku, 50);
        assertThat(intake.decide(new Command.Place(
                        Drafts.of(owners, MERCHANT, owner, Instant.parse("2026-11-22T08:00:00Z"), new NodeId(1)))))
                .isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void whatCameUnderALeaseIsNoLongerExpected() {
        long sku = offered(5, FRIDAY);
        var leases = hub.bean(Leases.class);
        var draft = new LeaseDraft(
                Subject.STOCK_IN,
                LeaseScope.row(new SkuId(sku), new NodeId(1)),
                OptionalLong.empty(),
                "Li",
                "story",
                Instant.now().plus(Duration.ofHours(1)),
                Resume.APPLY);
        leases.make(MERCHANT, draft, "test");

        var told = (Outcome.StockDone) intake.decide(came(sku, 4, StockChange.Source.SYNC));
        assertThat(told.keptBack()).isEqualTo(1);

        assertThat(intake.decide(new Command.Place(Drafts.request("PL-1", sku, 2))))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(date(place("PL-2", sku, 1))).contains(FRIDAY);
        assertThat(receipts(sku)).containsExactly("4 of 5");
    }

    @Test
    void whatHasComeAndIsToldAgainChangesNothing() {
        long sku = offered(5, FRIDAY);
        intake.decide(came(sku, 6));
        var version = version(sku);

        expect(sku, 5, FRIDAY);

        assertThat(version(sku)).isEqualTo(version);
    }

    private static long version(long sku) {
        return hub.bean(JdbcClient.class)
                .sql("select version from inventory.expected where sku_id = ?")
                .param(sku)
                .query(Long.class)
                .single();
    }

    private static List<String> receipts(long sku) {
        return hub.bean(JdbcClient.class)
                .sql("select units_received || ' of ' || units from inventory.expected where sku_id = ?")
                .param(sku)
                .query(String.class)
                .list();
    }

    private static long offered(long units, Instant at) {
        long sku = SKU.getAndIncrement();
        expect(sku, units, at);
        expected.offer(MERCHANT, new SkuId(sku), Optional.of(CHANNEL), Optional.of(Offer.PRE_ORDER));
        return sku;
    }

    private static void expect(long sku, long units, Instant at) {
        if (units > 0) {
            expected.tell(MERCHANT, List.of(draft(sku, units, at)), "erp");
        }
    }

    private static ExpectedStock.Draft draft(long sku, long units, Instant at) {
        return new ExpectedStock.Draft(key(sku), "PO-" + sku, units, at);
    }

    private static Command.ChangeStock came(long sku, long units) {
        return came(sku, units, StockChange.Source.HAND);
    }

    private static Command.ChangeStock came(long sku, long units, StockChange.Source source) {
        var change = new StockChange(
                key(sku), StockChange.Kind.RECEIVE, units, "receipt/PO-" + sku, OptionalLong.empty(), source);
        String name = "came-%d-%d".formatted(sku, units);
        return new Command.ChangeStock(MERCHANT, name, name.getBytes(StandardCharsets.UTF_8), List.of(change), "erp");
    }

    private static OrderId place(String number, long sku, long units) {
        return ((Outcome.Placed) intake.decide(new Command.Place(Drafts.request(number, sku, units)))).order();
    }

    private static void retry(OrderId order) {
        intake.decide(new Command.RetryWaiting(MERCHANT, order, Map.of()));
    }

    private static void review(OrderId... orders) {
        for (var order : orders) {
            intake.decide(new Command.ReviewPromise(MERCHANT, order));
        }
    }

    private static Optional<Instant> date(OrderId order) {
        return queue.of(MERCHANT, List.of(order)).getFirst().promisedAt();
    }

    private static List<OrderId> uncovered(long sku) {
        return queue.list(MERCHANT, Optional.of(new SkuId(sku)), true, Optional.empty(), 200).items().stream()
                .map(StockQueue.Place::order)
                .toList();
    }

    private static long changes(OrderId order) {
        return hub.bean(JdbcClient.class)
                .sql("select count(*) from journal.event where key = :key and type = 'order.promise-changed.v1'")
                .param("key", "order/" + order)
                .query(Long.class)
                .single();
    }

    private static ReservationState state(OrderId order) {
        return book.find(MERCHANT, order).orElseThrow().lines().getFirst().reservation();
    }

    private static StockKey key(long sku) {
        return new StockKey(MERCHANT, new SkuId(sku), new NodeId(1));
    }

    private static StockLevel row(long sku) {
        return hub.bean(Ledger.class).row(key(sku)).orElseThrow();
    }
}
