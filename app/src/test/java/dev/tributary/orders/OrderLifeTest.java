package dev.tributary.orders;

import static dev.tributary.orders.Drafts.MERCHANT;
import static dev.tributary.orders.Drafts.fact;
import static dev.tributary.orders.Drafts.paid;
import static dev.tributary.orders.Drafts.receive;
import static dev.tributary.orders.Drafts.request;
import static dev.tributary.orders.Drafts.tillSale;
import static dev.tributary.orders.Drafts.yuan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.inventory.Ledger;
import dev.tributary.inventory.StockChange;
import dev.tributary.inventory.StockKey;
import dev.tributary.inventory.StockLevel;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import dev.tributary.testing.HubUnderTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One SKU a test, so that tests share the hub and not the stock. */
class OrderLifeTest {

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
    void placeThenPayThenCancelGivesTheStockBackAndTheMoneyToo() {
        intake.decide(receive("life-1", 101, 1, 10));

        var placed = (Outcome.Placed) intake.decide(new Command.Place(request("L-1", 101, 4)));
        assertThat(placed.lines()).containsExactly(new Outcome.PlacedLine(1, ReservationState.HELD, 1));
        assertStock(101, 10, 4);

        var paid = (Outcome.Done) intake.decide(pay(placed.order(), "wx-1", 40));
        assertThat(paid.payment()).isEqualTo(PaymentState.PAID);
        assertThat(order(placed.order()).lines().getFirst().reservation()).isEqualTo(ReservationState.CONFIRMED);
        assertThat(((Outcome.Done) intake.decide(pay(placed.order(), "wx-1", 40))).replayed())
                .isTrue();
        assertThat(order(placed.order()).paid()).isEqualTo(yuan(40));

        var cancelled = (Outcome.Done) intake.decide(cancel(placed.order(), "c-1"));
        assertThat(cancelled.state()).isEqualTo(OrderState.CANCELLED);
        assertThat(cancelled.payment()).isEqualTo(PaymentState.REFUND_DUE);
        assertStock(101, 10, 0);
        assertThat(((Outcome.Done) intake.decide(cancel(placed.order(), "c-1"))).replayed())
                .isTrue();
        assertThat(book.timeline(MERCHANT, placed.order()).stream().map(OrderBook.Entry::kind))
                .containsExactlyInAnyOrder("placed", "paid", "cancelled", "refund due");
    }

    @Test
    void aRefusalNamesEveryShortLineAndIsFinalForItsNumber() {
        intake.decide(receive("life-2", 102, 1, 3));

        var refused = (Outcome.Refused) intake.decide(new Command.Place(request("L-2", 102, 4, 999, 1)));

        assertThat(refused.reason()).isEqualTo(Outcome.Reason.UNKNOWN_STOCK);
        assertThat(refused.lines())
                .containsExactly(
                        new Outcome.ShortLine(1, new SkuId(102), 4, 3), new Outcome.ShortLine(2, new SkuId(999), 1, 0));
        assertStock(102, 3, 0);
        intake.decide(receive("life-2b", 102, 1, 10));
        var again = (Outcome.Refused) intake.decide(new Command.Place(request("L-2", 102, 4, 999, 1)));
        assertThat(again.replayed()).isTrue();
        assertThat(again.lines()).isEqualTo(refused.lines());
        assertThat(book.find(MERCHANT, refused.order())).isEmpty();
    }

    @Test
    void theSameOrderTwiceHasOneEffectAndOtherContentIsRefused() {
        intake.decide(receive("life-3", 103, 1, 10));
        var first = (Outcome.Placed) intake.decide(new Command.Place(request("L-3", 103, 2)));

        var second = (Outcome.Placed) intake.decide(new Command.Place(request("L-3", 103, 2)));
        var other = (Outcome.Rejected) intake.decide(new Command.Place(request("L-3", 103, 5)));

        assertThat(second.replayed()).isTrue();
        assertThat(second.order()).isEqualTo(first.order());
        assertThat(other.why()).isEqualTo(Outcome.Why.REUSED_KEY);
        assertStock(103, 10, 2);
    }

    @Test
    void anUnpaidHoldExpiresAndLateMoneyIsOwedBackWhenTheGoodsAreGone() {
        intake.decide(receive("life-4", 104, 1, 10));
        var draft = Drafts.holding(request("L-4", 104, 2), Duration.ofNanos(1_000));
        var placed = (Outcome.Placed) intake.decide(new Command.Place(draft));

        intake.decide(new Command.Expire(MERCHANT, placed.order()));

        assertThat(order(placed.order()).state()).isEqualTo(OrderState.EXPIRED);
        assertStock(104, 10, 0);
        intake.decide(Drafts.stock("count-4", StockChange.Kind.COUNT, 104, 1, 0));
        var late = (Outcome.Done) intake.decide(pay(placed.order(), "wx-4", 20));
        assertThat(late.payment()).isEqualTo(PaymentState.REFUND_DUE);
    }

    @Test
    void aFactIsStoredThoughNothingIsThereAndGoesOnWhenStockComes() {
        intake.decide(receive("life-5", 105, 1, 1));
        var placed = (Outcome.Placed) intake.decide(new Command.Place(fact("L-5", 1, 105, 3, 0, 1)));
        assertThat(placed.lines().stream().map(Outcome.PlacedLine::reservation))
                .containsExactly(ReservationState.WAITING_STOCK, ReservationState.WAITING_MAPPING);

        intake.decide(receive("life-5b", 105, 2, 4));
        intake.decide(new Command.RetryWaiting(MERCHANT, placed.order(), Map.of(2, new SkuId(105))));

        assertThat(order(placed.order()).lines().stream().map(OrderView.Line::reservation))
                .containsExactly(ReservationState.HELD, ReservationState.HELD);
        // The hub may have met the first line by itself before the second was mapped; then they are of two nodes.
        assertThat(level(105, 1).reserved() + level(105, 2).reserved()).isEqualTo(4);
    }

    @Test
    void aNewerFactAmendsAnOlderOneIsIgnored() {
        intake.decide(receive("life-6", 106, 1, 10));
        var placed = (Outcome.Placed) intake.decide(new Command.Place(fact("L-6", 5, 106, 3)));

        assertThat(intake.decide(new Command.Place(fact("L-6", 4, 106, 9)))).isInstanceOf(Outcome.Ignored.class);
        intake.decide(new Command.Place(paid(fact("L-6", 6, 106, 2), "sp-6", 20)));

        var order = order(placed.order());
        assertThat(order.payment()).isEqualTo(PaymentState.PAID);
        assertThat(order.payable()).isEqualTo(yuan(20));
        assertStock(106, 10, 2);
        intake.decide(new Command.Place(Drafts.cancelled(fact("L-6", 7, 106, 2))));
        assertStock(106, 10, 0);
    }

    @Test
    void aFactToldAgainIsAnsweredAsTheFirstTime() {
        intake.decide(receive("life-6b", 116, 1, 10));
        var first = (Outcome.Placed) intake.decide(new Command.Place(fact("L-6b", 1, 116, 3)));

        var again = (Outcome.Placed) intake.decide(new Command.Place(fact("L-6b", 1, 116, 3)));

        assertThat(again.replayed()).isTrue();
        assertThat(again.order()).isEqualTo(first.order());
        assertStock(116, 10, 3);
    }

    @Test
    void aCancelThatComesFirstMeetsItsOrder() {
        intake.decide(receive("life-7", 107, 1, 10));

        var told = new Command.TellCancelled(MERCHANT, Drafts.CHANNEL, "L-7", 9, "buyer changed their mind");
        assertThat(intake.decide(told)).isInstanceOf(Outcome.Ignored.class);
        var placed = (Outcome.Placed) intake.decide(new Command.Place(fact("L-7", 5, 107, 3)));

        assertThat(placed.state()).isEqualTo(OrderState.CANCELLED);
        assertStock(107, 10, 0);
        var again = (Outcome.Placed) intake.decide(new Command.Place(fact("L-7", 5, 107, 3)));
        assertThat(again.replayed()).isTrue();
        assertThat(again.state()).isEqualTo(OrderState.CANCELLED);
    }

    @Test
    void aTillSellsWhatTheBookDoesNotHaveAndADiscrepancyOpens() {
        intake.decide(receive("life-8", 108, 1, 2));

        var sold = (Outcome.Placed) intake.decide(new Command.Place(tillSale("T-8", 108, 5)));

        assertThat(sold.state()).isEqualTo(OrderState.SHIPPED);
        assertThat(level(108, 1)).isEqualTo(new StockLevel(new SkuId(108), new NodeId(1), -3, 0, 0, 0, 3, 2));
        assertThat(ledger.openDiscrepancies(MERCHANT, 200))
                .anySatisfy(open -> assertThat(open.key().sku()).isEqualTo(new SkuId(108)));
        var refused = intake.decide(new Command.Place(request("L-8", 108, 1)));
        assertThat(refused).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void goodsLeaveInPartsAndTheOrderIsShippedWithTheLast() {
        intake.decide(receive("life-9", 109, 1, 10));
        var placed = (Outcome.Placed) intake.decide(new Command.Place(paid(request("L-9", 109, 5), "wx-9", 50)));

        intake.decide(ship(placed.order(), "parcel-1", 2));
        assertThat(order(placed.order()).shown()).isEqualTo(OrderView.Shown.PARTLY_SHIPPED);
        assertThat(((Outcome.Done) intake.decide(ship(placed.order(), "parcel-1", 2))).replayed())
                .isTrue();
        assertStock(109, 8, 3);
        assertThat(intake.decide(ship(placed.order(), "parcel-2", 4))).isInstanceOf(Outcome.Rejected.class);
        intake.decide(ship(placed.order(), "parcel-2", 3));

        assertThat(order(placed.order()).state()).isEqualTo(OrderState.SHIPPED);
        assertStock(109, 5, 0);
        assertThat(intake.decide(cancel(placed.order(), "too-late"))).isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void anEditTakesMoreOrGivesBackAllOrNothing() {
        intake.decide(receive("life-10", 110, 1, 5));
        intake.decide(receive("life-10b", 111, 1, 5));
        var placed = (Outcome.Placed) intake.decide(new Command.Place(request("L-10", 110, 2, 111, 2)));

        var tooMuch = intake.decide(edit(placed.order(), "e-1", Map.of(1, 6L, 2, 1L)));
        assertThat(tooMuch).isInstanceOf(Outcome.Refused.class);
        assertStock(110, 5, 2);
        assertStock(111, 5, 2);

        intake.decide(edit(placed.order(), "e-2", Map.of(1, 5L, 2, 0L)));
        assertStock(110, 5, 5);
        assertStock(111, 5, 0);
        assertThat(order(placed.order()).payable()).isEqualTo(yuan(50));
    }

    @Test
    void aCountThatFindsLessThanWasPromisedIsShort() {
        intake.decide(receive("life-11", 112, 1, 10));
        intake.decide(new Command.Place(request("L-11", 112, 8)));

        intake.decide(Drafts.stock("count-11", StockChange.Kind.COUNT, 112, 1, 5));

        assertThat(level(112, 1).unitsShort()).isEqualTo(3);
        assertThat(level(112, 1).available()).isZero();
        assertThat(((Outcome.StockDone) intake.decide(Drafts.stock("count-11", StockChange.Kind.COUNT, 112, 1, 5)))
                        .replayed())
                .isTrue();
    }

    private static Command.Pay pay(OrderId order, String reference, long yuan) {
        return new Command.Pay(
                MERCHANT, order, new OrderDraft.Payment(reference, "WECHAT", yuan(yuan), Instant.EPOCH.plusSeconds(1)));
    }

    private static Command.Cancel cancel(OrderId order, String key) {
        return new Command.Cancel(MERCHANT, order, key, "no longer wanted", "buyer");
    }

    private static Command.Ship ship(OrderId order, String key, long units) {
        return new Command.Ship(
                MERCHANT, order, key, "SF", "SF" + key, List.of(new Command.Ship.LineUnits(1, units)), "wms");
    }

    private static Command.EditLines edit(OrderId order, String key, Map<Integer, Long> units) {
        return new Command.EditLines(MERCHANT, order, key, new java.util.TreeMap<>(units), "asked", "service");
    }

    private static OrderView order(OrderId id) {
        return book.find(MERCHANT, id).orElseThrow();
    }

    private static StockLevel level(long sku, long node) {
        return ledger.row(new StockKey(MERCHANT, new SkuId(sku), new NodeId(node)))
                .orElseThrow();
    }

    private static void assertStock(long sku, long onHand, long reserved) {
        assertThat(level(sku, 1).onHand()).isEqualTo(onHand);
        assertThat(level(sku, 1).reserved()).isEqualTo(reserved);
    }
}
