package dev.tributary.orders;

import static dev.tributary.orders.Drafts.CHANNEL;
import static dev.tributary.orders.Drafts.MERCHANT;
import static dev.tributary.orders.Drafts.fact;
import static dev.tributary.orders.Drafts.line;
import static dev.tributary.orders.Drafts.paid;
import static dev.tributary.orders.Drafts.receive;
import static dev.tributary.orders.Drafts.returned;
import static dev.tributary.orders.Drafts.tillSale;
import static dev.tributary.orders.Drafts.yuan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.inventory.Ledger;
import dev.tributary.inventory.Movement;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.SkuId;
import dev.tributary.orders.ReturnDraft.Disposition;
import dev.tributary.testing.HubUnderTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Returns and voids at tills. One SKU a test, so that tests share the hub and not the stock. */
class AfterSalesTest {

    private static final Instant AT = Instant.parse("2026-11-22T09:00:00Z");

    private static HubUnderTest hub;
    private static OrderIntake intake;
    private static OrderBook book;
    private static Ledger ledger;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.shared();
        intake = hub.bean(OrderIntake.class);
        book = hub.bean(OrderBook.class);
        ledger = hub.bean(Ledger.class);
    }

    @Test
    void aReturnPutsGoodsBackWhereTheyAreAndTheMoneyOnItsSale() {
        var sale = sold("R-1", 301, 3);

        var taken = takenBack(returned("B-1", sale, 20, line(301, 2, Disposition.RESTOCK)));

        assertThat(taken.order()).contains(sale);
        assertThat(taken.waitingLines()).isEmpty();
        assertThat(onHand(301, 1)).isEqualTo(-3);
        assertThat(onHand(301, 7)).isEqualTo(2);
        var order = order(sale);
        assertThat(order.state()).isEqualTo(OrderState.SHIPPED);
        assertThat(order.payment()).isEqualTo(PaymentState.PAID);
        assertThat(order.refunded()).isEqualTo(yuan(20));
        assertThat(order.lines().getFirst().unitsReturned()).isEqualTo(2);
        var moved = ledger.of(key(301, 7), Optional.empty(), 10).items().getFirst();
        assertThat(moved.kind()).isEqualTo(Movement.Kind.RETURN);
        assertThat(moved.cause()).isEqualTo("return/B-1 restock 2");

        takenBack(returned("B-1b", sale, 10, line(301, 1, Disposition.RESTOCK)));
        assertThat(order(sale).state()).isEqualTo(OrderState.RETURNED);
        assertThat(order(sale).shown()).isEqualTo(OrderView.Shown.RETURNED);
        assertThat(order(sale).payment()).isEqualTo(PaymentState.REFUNDED);
        assertThat(order(sale).lines().getFirst().fulfilment()).isEqualTo(FulfilmentState.RETURNED);
        assertThat(order(sale).flag()).isEmpty();
    }

    @Test
    void theSameReturnTwiceHasOneEffect() {
        var sale = sold("R-2", 302, 2);
        var first = takenBack(returned("B-2", sale, 10, line(302, 1, Disposition.RESTOCK)));
        var rows = rows();

        var again = takenBack(returned("B-2", sale, 10, line(302, 1, Disposition.RESTOCK)));
        var differing = takenBack(returned("B-2", sale, 20, line(302, 2, Disposition.RESTOCK)));

        assertThat(again).isEqualTo(new Outcome.TakenBack(first.id(), Optional.of(sale), List.of(), true));
        assertThat(differing).isEqualTo(again);
        assertThat(onHand(302, 7)).isEqualTo(1);
        assertThat(order(sale).refunded()).isEqualTo(yuan(10));
        assertThat(rows()).isEqualTo(rows);
    }

    @Test
    void damagedGoodsAreInTheLedgerAndNotOnHand() {
        takenBack(returned("B-3", null, 30, line(303, 3, Disposition.DAMAGED), line(303, 1, Disposition.RESTOCK)));

        assertThat(onHand(303, 7)).isEqualTo(1);
        assertThat(ledger.of(key(303, 7), Optional.empty(), 10).items())
                .extracting(Movement::kind, Movement::onHandChange, Movement::cause)
                .containsExactly(
                        tuple(Movement.Kind.RETURN, 1L, "return/B-3 restock 1"),
                        tuple(Movement.Kind.RETURN, 0L, "return/B-3 damaged 3"));
    }

    @Test
    void aReturnOfAnUnknownSaleStandsAlone() {
        var taken = takenBack(returned("B-4", null, 10, line(304, 1, Disposition.RESTOCK)));

        assertThat(taken.order()).isEmpty();
        assertThat(onHand(304, 7)).isEqualTo(1);
        assertThat(hub.bean(JdbcClient.class)
                        .sql("select refunded from orders.goods_return where id = :id")
                        .param("id", taken.id())
                        .query(Long.class)
                        .single())
                .isEqualTo(1000);
        assertThat(event("return/" + taken.id())).contains("\"refunded\":1000").doesNotContain("orderId");
    }

    @Test
    void moreThanWasSoldIsTakenAllTheSameAndFlagged() {
        var sale = sold("R-5", 305, 1);

        takenBack(returned("B-5", sale, 30, line(305, 3, Disposition.RESTOCK)));

        assertThat(onHand(305, 7)).isEqualTo(3);
        assertThat(order(sale).flag()).contains("return-to-check");
        assertThat(order(sale).lines().getFirst().unitsReturned()).isEqualTo(1);
        assertThat(order(sale).state()).isEqualTo(OrderState.RETURNED);
        assertThat(order(sale).refunded()).isEqualTo(yuan(30));
    }

    @Test
    void goodsNobodyHasMappedWaitAndArePutBackOnceWhenToldAgain() {
        var unmapped = new ReturnDraft.Line(1, Optional.empty(), "mystery", 2, Disposition.RESTOCK, yuan(0));
        var first = takenBack(returned("B-6", null, 20, unmapped));
        assertThat(first.waitingLines()).containsExactly(1);
        assertThat(takenBack(returned("B-6", null, 20, unmapped)).waitingLines())
                .containsExactly(1);

        var mapped = new ReturnDraft.Line(1, Optional.of(new SkuId(306)), "mystery", 2, Disposition.RESTOCK, yuan(0));
        assertThat(takenBack(returned("B-6", null, 20, mapped)).waitingLines()).isEmpty();
        assertThat(takenBack(returned("B-6", null, 20, mapped)).waitingLines()).isEmpty();

        assertThat(onHand(306, 7)).isEqualTo(2);
    }

    @Test
    void whatItsSaleKnowsTheItemToBeCounts() {
        var sale = sold("R-7", 307, 2);
        var unmapped = new ReturnDraft.Line(1, Optional.empty(), "channel-307", 1, Disposition.RESTOCK, yuan(10));

        assertThat(takenBack(returned("B-7", sale, 10, unmapped)).waitingLines())
                .isEmpty();

        assertThat(onHand(307, 7)).isEqualTo(1);
    }

    @Test
    void moneyOfAnotherCurrencyIsNotAddedUpWithTheSales() {
        var sale = sold("R-8", 308, 1);
        var draft = returned("B-8", sale, 0, line(308, 1, Disposition.RESTOCK));
        var dollars = dev.tributary.kernel.Money.of(300, "USD");
        var line = new ReturnDraft.Line(1, Optional.of(new SkuId(308)), "channel-308", 1, Disposition.RESTOCK, dollars);

        takenBack(new ReturnDraft(
                MERCHANT,
                CHANNEL,
                draft.number(),
                draft.node(),
                draft.original(),
                Optional.empty(),
                List.of(line),
                dollars,
                "CASH",
                AT));

        assertThat(order(sale).refunded()).isEqualTo(yuan(0));
        assertThat(order(sale).flag()).contains("return-to-check");
        assertThat(order(sale).state()).isEqualTo(OrderState.RETURNED);
    }

    @Test
    void aVoidUndoesASaleWholeAndOnce() {
        intake.decide(receive("void-1", 311, 1, 10));
        var sale = sold("V-1", 311, 4);
        takenBack(returned("B-9", sale, 10, line(311, 1, Disposition.RESTOCK)));

        var done = (Outcome.Done) intake.decide(voided("V-1"));

        assertThat(done.state()).isEqualTo(OrderState.RETURNED);
        assertThat(done.payment()).isEqualTo(PaymentState.REFUNDED);
        assertThat(onHand(311, 1)).isEqualTo(9);
        assertThat(onHand(311, 7)).isEqualTo(1);
        assertThat(order(sale).refunded()).isEqualTo(order(sale).paid());
        intake.decide(voided("V-1"));
        assertThat(onHand(311, 1)).isEqualTo(9);
        assertThat(order(sale).refunded()).isEqualTo(yuan(40));
        assertThat(book.timeline(MERCHANT, sale).stream().map(OrderBook.Entry::kind))
                .containsExactlyInAnyOrder("placed", "returned", "voided");
    }

    @Test
    void aVoidOfASaleThatStillWaitsForItsMappingCancelsIt() {
        var sale = ((Outcome.Placed) intake.decide(new Command.Place(paid(tillSale("V-2", 0, 1), "V-2", 10)))).order();

        var done = (Outcome.Done) intake.decide(voided("V-2"));

        assertThat(done.state()).isEqualTo(OrderState.CANCELLED);
        assertThat(done.payment()).isEqualTo(PaymentState.REFUNDED);
        assertThat(intake.decide(new Command.RetryWaiting(MERCHANT, sale, Map.of(1, new SkuId(312)))))
                .isInstanceOf(Outcome.Ignored.class);
    }

    @Test
    void aVoidThatComesBeforeItsSaleMeetsIt() {
        intake.decide(receive("void-3", 313, 1, 5));
        assertThat(intake.decide(voided("V-3"))).isInstanceOf(Outcome.Ignored.class);

        var sale = sold("V-3", 313, 2);

        assertThat(order(sale).state()).isEqualTo(OrderState.CANCELLED);
        assertThat(order(sale).paid()).isEqualTo(yuan(0));
        assertThat(onHand(313, 1)).isEqualTo(5);
    }

    @Test
    void aCancelOfGoodsInAParcelIsStillATaskForPeople() {
        intake.decide(receive("void-4", 314, 1, 5));
        var placed = (Outcome.Placed) intake.decide(new Command.Place(paid(fact("V-4", 1, 314, 2), "V-4", 20)));
        intake.decide(new Command.Ship(
                MERCHANT, placed.order(), "p", "SF", "1", List.of(new Command.Ship.LineUnits(1, 2)), "wms"));

        intake.decide(voided("V-4"));

        assertThat(order(placed.order()).state()).isEqualTo(OrderState.SHIPPED);
        assertThat(order(placed.order()).flag()).contains("cancelled-after-shipping");
    }

    @Test
    void onlyTillsDecideThatAnOrderIsReturned() {
        intake.decide(receive("void-5", 315, 1, 5));
        var placed = (Outcome.Placed) intake.decide(new Command.Place(Drafts.request("V-5", 315, 1)));

        var wish = new Command.Decide(MERCHANT, placed.order(), "k", OrderState.RETURNED, "because", "a person");

        assertThat(intake.decide(wish)).isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void whatNoTableTakesIsRefusedBeforeItQueues() {
        var rows = rows();
        assertThatThrownBy(() -> intake.decide(new Command.TakeBack(returned("", null, -1))))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.violations())
                                .extracting(violation -> violation.pointer())
                                .containsExactly("/number", "/refunded", "/lines"));
        assertThat(rows()).isEqualTo(rows);
    }

    private static OrderId sold(String number, long sku, long units) {
        var sale = paid(tillSale(number, sku, units), number, 10 * units);
        return ((Outcome.Placed) intake.decide(new Command.Place(sale))).order();
    }

    private static Outcome.TakenBack takenBack(ReturnDraft draft) {
        return (Outcome.TakenBack) intake.decide(new Command.TakeBack(draft));
    }

    private static Command.TellCancelled voided(String number) {
        return new Command.TellCancelled(MERCHANT, CHANNEL, number, Long.MAX_VALUE, "voided at the till");
    }

    private static OrderView order(OrderId id) {
        return book.find(MERCHANT, id).orElseThrow();
    }

    private static StockKey key(long sku, long node) {
        return new StockKey(MERCHANT, new SkuId(sku), new NodeId(node));
    }

    private static long onHand(long sku, long node) {
        return ledger.row(key(sku, node)).orElseThrow().onHand();
    }

    private static String event(String key) {
        return hub.bean(JdbcClient.class)
                .sql("select payload::text from journal.event where key = :key")
                .param("key", key)
                .query(String.class)
                .single()
                .replace("\": ", "\":");
    }

    private static List<Long> rows() {
        return List.of("goods_return", "goods_return_line", "refund", "intake_key", "history").stream()
                .map(table -> hub.bean(JdbcClient.class)
                        .sql("select count(*) from orders." + table + " where merchant_id = :merchant")
                        .param("merchant", MERCHANT.value())
                        .query(Long.class)
                        .single())
                .toList();
    }
}
