package dev.tributary.orders;

import static dev.tributary.orders.Drafts.MERCHANT;
import static dev.tributary.orders.Drafts.receive;
import static dev.tributary.orders.Drafts.yuan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.inventory.Ledger;
import dev.tributary.inventory.LotName;
import dev.tributary.inventory.LotWish;
import dev.tributary.inventory.StockChange;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import dev.tributary.testing.HubUnderTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Money that comes after the hold has ended. Every order wants 3 of one SKU and 2 of another, 50.00 in all. */
class LatePaymentTest {

    private static final AtomicLong SKU = new AtomicLong(60_001);

    private static HubUnderTest hub;
    private static OrderIntake intake;
    private static OrderBook book;
    private static RefundTasks tasks;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.shared();
        intake = hub.bean(OrderIntake.class);
        book = hub.bean(OrderBook.class);
        tasks = hub.bean(RefundTasks.class);
    }

    /** What of both SKUs is at node 1 and at node 2 when the money comes; what the order is then, and its lines. */
    @ParameterizedTest
    @CsvSource({
        "whole, 3 2, 0 0, ACCEPTED, PAID,       CONFIRMED@1 CONFIRMED@1",
        "whole, 0 0, 3 2, ACCEPTED, PAID,       CONFIRMED@2 CONFIRMED@2",
        "whole, 3 0, 0 2, ACCEPTED, PAID,       CONFIRMED@1 CONFIRMED@2",
        "whole, 3 1, 0 1, EXPIRED,  REFUND_DUE, RELEASED RELEASED",
        "whole, 0 0, 0 0, EXPIRED,  REFUND_DUE, RELEASED RELEASED",
        "part,  3 2, 0 0, ACCEPTED, PAID,       CONFIRMED@1 CONFIRMED@1",
        "part,  3 1, 0 0, ACCEPTED, PAID,       CONFIRMED@1 WAITING_STOCK",
        "part,  0 0, 2 2, ACCEPTED, PAID,       WAITING_STOCK CONFIRMED@2",
        "part,  2 1, 0 0, EXPIRED,  REFUND_DUE, RELEASED RELEASED",
        "fact,  3 1, 0 0, ACCEPTED, PAID,       CONFIRMED@1 WAITING_STOCK",
        "fact,  0 0, 0 0, EXPIRED,  REFUND_DUE, RELEASED RELEASED",
    })
    void livesAgainWhileItsGoodsAreThereAsItsFillAllows(
            String fill, String atOne, String atTwo, String state, String payment, String lines) {
        var expired = expired(fill);
        count(expired, 1, atOne);
        count(expired, 2, atTwo);

        pay(expired.id(), "late", 50);

        var order = order(expired.id());
        assertThat(order.state()).isEqualTo(OrderState.valueOf(state));
        assertThat(order.payment()).isEqualTo(PaymentState.valueOf(payment));
        assertThat(order.paid()).isEqualTo(yuan(50));
        assertThat(order.lines().stream()
                        .map(line -> line.reservation()
                                + (line.reservation() == ReservationState.CONFIRMED
                                        ? "@" + line.node().orElseThrow()
                                        : ""))
                        .collect(Collectors.joining(" ")))
                .isEqualTo(lines);
        boolean gone = state.equals("EXPIRED");
        assertThat(tasks(expired.id())).isEqualTo(gone ? List.of("PAID_LATE 5000 OPEN") : List.of());
        assertThat(events(expired.id(), "order.refund-due.v1")).isEqualTo(gone ? 1 : 0);
        long reserved = reserved(expired.first()) + reserved(expired.second());
        assertThat(reserved)
                .isEqualTo(order.lines().stream()
                        .filter(line -> line.reservation() == ReservationState.CONFIRMED)
                        .mapToLong(OrderView.Line::units)
                        .sum());
    }

    @Test
    void theSamePaymentTwiceIsOneAndAnotherOneIsOwedBack() {
        var expired = expired("whole");

        pay(expired.id(), "wx-1", 50);
        assertThat(pay(expired.id(), "wx-1", 50).replayed()).isTrue();
        assertThat(tasks(expired.id())).isEmpty();
        pay(expired.id(), "wx-2", 50);

        assertThat(order(expired.id()).state()).isEqualTo(OrderState.ACCEPTED);
        assertThat(tasks(expired.id())).containsExactly("OVERPAID 5000 OPEN");
    }

    /** Of the lot that the buyer saw, though another one is there too and expires first; gone, no other takes its place. */
    @ParameterizedTest
    @CsvSource({"3, ACCEPTED, A", "2, EXPIRED, ''"})
    void theLotThatTheBuyerSawIsThatOfTheLatePromiseToo(long left, OrderState state, String pinned) {
        long sku = SKU.getAndAdd(2);
        lot(sku, StockChange.Kind.RECEIVE, "A", "2031-01-01", 3);
        lot(sku, StockChange.Kind.RECEIVE, "B", "2030-01-01", 3);
        var draft = Drafts.request("lot-" + sku, sku, 3);
        var lines = draft.lines().stream()
                .map(line -> new OrderDraft.Line(
                        line.number(),
                        line.sku(),
                        line.channelSku(),
                        line.title(),
                        line.units(),
                        line.unitPrice(),
                        line.lineDiscount(),
                        line.candidates(),
                        Optional.empty(),
                        Optional.of(new LotWish("A", LotWish.Substitution.NONE))))
                .toList();
        var holding = Drafts.holding(Drafts.withLines(draft, lines), Duration.ofNanos(1_000));
        var id = ((Outcome.Placed) intake.decide(new Command.Place(holding))).order();
        intake.decide(new Command.Expire(MERCHANT, id));
        assertThat(pins(id)).isEmpty();
        lot(sku, StockChange.Kind.COUNT, "A", "2031-01-01", left);

        pay(id, "late-lot", 30);

        assertThat(order(id).state()).isEqualTo(state);
        assertThat(String.join(" ", pins(id))).isEqualTo(pinned);
    }

    private static void lot(long sku, StockChange.Kind kind, String lot, String expiresOn, long units) {
        var name = new LotName(lot, Optional.empty(), Optional.of(LocalDate.parse(expiresOn)));
        var key = new StockKey(MERCHANT, new SkuId(sku), new NodeId(1));
        var change = new StockChange(
                key, kind, units, "lot", OptionalLong.empty(), StockChange.Source.HAND, Optional.of(name));
        String once = "%s-%s-%d".formatted(kind, lot, sku);
        intake.decide(new Command.ChangeStock(
                MERCHANT, once, once.getBytes(StandardCharsets.UTF_8), List.of(change), "test"));
    }

    private static List<String> pins(OrderId order) {
        return hub.bean(JdbcClient.class)
                .sql("select number from inventory.lot_pin where order_id = ?")
                .param(order.value())
                .query(String.class)
                .list();
    }

    @Test
    void whoCancelledMeanwhileIsNotServedAgain() {
        var expired = expired("whole");
        intake.decide(new Command.Cancel(MERCHANT, expired.id(), "c", "no longer wanted", "buyer"));
        assertThat(order(expired.id()).state()).isEqualTo(OrderState.CANCELLED);

        pay(expired.id(), "late", 50);

        assertThat(order(expired.id()).state()).isEqualTo(OrderState.CANCELLED);
        assertThat(tasks(expired.id())).containsExactly("PAID_AFTER_CANCEL 5000 OPEN");
        assertThat(reserved(expired.first())).isZero();
    }

    @Test
    void aPartThatWasOwedBackCountsWhenTheRestComes() {
        var expired = expired("whole", "part-1", 20);
        assertThat(tasks(expired.id())).containsExactly("EXPIRED 2000 OPEN");

        pay(expired.id(), "part-2", 30);

        assertThat(order(expired.id()).state()).isEqualTo(OrderState.ACCEPTED);
        assertThat(order(expired.id()).payment()).isEqualTo(PaymentState.PAID);
        assertThat(tasks(expired.id())).containsExactly("EXPIRED 2000 WITHDRAWN");
    }

    @Test
    void whatSomebodyStillLookedAtStaysCancelled() {
        var expired = unpaid("whole");
        intake.decide(new Command.Decide(MERCHANT, expired.id(), "d", OrderState.IN_REVIEW, "who is this", "service"));
        intake.decide(new Command.Expire(MERCHANT, expired.id()));

        assertThat(order(expired.id()).state()).isEqualTo(OrderState.CANCELLED);
        pay(expired.id(), "late", 50);
        assertThat(tasks(expired.id())).containsExactly("PAID_AFTER_CANCEL 5000 OPEN");
    }

    @Test
    void nobodyAcceptsAnExpiredOrderWithoutItsStock() {
        var expired = expired("whole");

        var answer = intake.decide(
                new Command.Decide(MERCHANT, expired.id(), "d", OrderState.ACCEPTED, "be kind", "service"));

        assertThat(answer).isInstanceOf(Outcome.Rejected.class);
        assertThat(order(expired.id()).state()).isEqualTo(OrderState.EXPIRED);
    }

    @Test
    void aTaskIsDoneOnceWithItsReference() {
        var expired = expired("whole");
        count(expired, 1, "0 0");
        pay(expired.id(), "late", 50);
        var task = tasks.list(MERCHANT, Optional.of(RefundTask.State.OPEN), Optional.empty(), 200).items().stream()
                .filter(one -> one.order().equals(expired.id()))
                .findFirst()
                .orElseThrow();

        var done = (Outcome.Done) intake.decide(settle(expired.id(), task.id(), "refund-1"));
        var again = (Outcome.Done) intake.decide(settle(expired.id(), task.id(), "refund-1"));
        var other = intake.decide(settle(expired.id(), task.id(), "refund-2"));

        assertThat(done.payment()).isEqualTo(PaymentState.REFUNDED);
        assertThat(again.replayed()).isTrue();
        assertThat(other).isInstanceOf(Outcome.Rejected.class);
        assertThat(order(expired.id()).refunded()).isEqualTo(yuan(50));
        assertThat(tasks.find(MERCHANT, task.id()).orElseThrow().reference()).isEqualTo("refund-1");
    }

    /** Whatever comes first, its units are promised to one of both, and no money is lost. */
    @Test
    void paymentCancelAndAnotherBuyerAtOnceLeaveOneTruth() {
        for (int round = 0; round < 20; round++) {
            var expired = expired("whole");
            var rival =
                    new Command.Place(Drafts.request("R-" + expired.first(), expired.first(), 1, expired.second(), 1));
            var pay = intake.submit(payment(expired.id(), "late", 50), OrderIntake.Lane.SINGLE);
            var twice = intake.submit(payment(expired.id(), "late", 50), OrderIntake.Lane.SINGLE);
            var cancel = intake.submit(
                    new Command.Cancel(MERCHANT, expired.id(), "c", "no longer wanted", "buyer"),
                    OrderIntake.Lane.SINGLE);
            var other = intake.submit(rival, OrderIntake.Lane.SINGLE);
            CompletableFuture.allOf(pay, twice, cancel, other).join();

            var order = order(expired.id());
            assertThat(order.state()).isEqualTo(OrderState.CANCELLED);
            assertThat(order.payment()).isEqualTo(PaymentState.REFUND_DUE);
            assertThat(order.paid()).isEqualTo(yuan(50));
            assertThat(tasks(expired.id())).hasSize(1).first().asString().contains(" 5000 OPEN");
            assertThat(reserved(expired.first())).isEqualTo(other.join() instanceof Outcome.Placed ? 1 : 0);
        }
    }

    private record Expired(OrderId id, long first, long second) {}

    private static Expired unpaid(String fill) {
        long first = SKU.getAndAdd(2);
        intake.decide(receive("late-" + first, first, 1, 3));
        intake.decide(receive("late-" + (first + 1), first + 1, 1, 2));
        var draft = Drafts.draft(
                "P-" + first,
                fill.equals("fact") ? OrderDraft.Intent.FACT : OrderDraft.Intent.REQUEST,
                fill.equals("whole") ? OrderDraft.Fill.ALL_OR_NOTHING : OrderDraft.Fill.WHAT_YOU_CAN,
                1,
                false,
                first,
                3,
                first + 1,
                2);
        var placed = (Outcome.Placed) intake.decide(new Command.Place(Drafts.holding(draft, Duration.ofNanos(1_000))));
        return new Expired(placed.order(), first, first + 1);
    }

    private static Expired expired(String fill) {
        var order = unpaid(fill);
        intake.decide(new Command.Expire(MERCHANT, order.id()));
        assertThat(order(order.id()).state()).isEqualTo(OrderState.EXPIRED);
        return order;
    }

    private static Expired expired(String fill, String reference, long yuan) {
        var order = unpaid(fill);
        pay(order.id(), reference, yuan);
        intake.decide(new Command.Expire(MERCHANT, order.id()));
        return order;
    }

    private static void count(Expired order, long node, String both) {
        var units = both.split(" ");
        for (int i = 0; i < 2; i++) {
            long sku = i == 0 ? order.first() : order.second();
            intake.decide(Drafts.stock(
                    "count-" + sku + "-" + node, StockChange.Kind.COUNT, sku, node, Long.parseLong(units[i])));
        }
    }

    private static Outcome.Done pay(OrderId order, String reference, long yuan) {
        return (Outcome.Done) intake.decide(payment(order, reference, yuan));
    }

    private static Command.Pay payment(OrderId order, String reference, long yuan) {
        return new Command.Pay(
                MERCHANT, order, new OrderDraft.Payment(reference, "WECHAT", yuan(yuan), Instant.EPOCH.plusSeconds(1)));
    }

    private static Command.SettleRefund settle(OrderId order, long task, String reference) {
        return new Command.SettleRefund(MERCHANT, order, task, reference, "WECHAT", "finance");
    }

    private static OrderView order(OrderId id) {
        return book.find(MERCHANT, id).orElseThrow();
    }

    private static List<String> tasks(OrderId order) {
        return tasks.list(MERCHANT, Optional.empty(), Optional.empty(), 200).items().stream()
                .filter(task -> task.order().equals(order))
                .map(task -> task.why() + " " + task.amount().amount() + " " + task.state())
                .toList();
    }

    private static long events(OrderId order, String type) {
        return hub.bean(JdbcClient.class)
                .sql("select count(*) from journal.event where key = :key and type = :type")
                .params(Map.of("key", "order/" + order, "type", type))
                .query(Long.class)
                .single();
    }

    private static long reserved(long sku) {
        long units = 0;
        for (long node = 1; node <= 2; node++) {
            units += hub.bean(Ledger.class)
                    .row(new StockKey(MERCHANT, new SkuId(sku), new NodeId(node)))
                    .map(row -> row.reserved())
                    .orElse(0L);
        }
        return units;
    }
}
