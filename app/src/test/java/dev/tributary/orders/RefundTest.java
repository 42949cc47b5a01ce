package dev.tributary.orders;

import static dev.tributary.orders.Drafts.CHANNEL;
import static dev.tributary.orders.Drafts.MERCHANT;
import static dev.tributary.orders.Drafts.fact;
import static dev.tributary.orders.Drafts.paid;
import static dev.tributary.orders.Drafts.receive;
import static dev.tributary.orders.Drafts.yuan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.inventory.Ledger;
import dev.tributary.inventory.StockKey;
import dev.tributary.inventory.StockLevel;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import dev.tributary.testing.HubUnderTest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Refunds that platforms tell of. One SKU a test, so that tests share the hub and not the stock. */
class RefundTest {

    private static HubUnderTest hub;
    private static OrderIntake intake;
    private static OrderBook book;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.shared();
        intake = hub.bean(OrderIntake.class);
        book = hub.bean(OrderBook.class);
    }

    @Test
    void whatHasNotLeftIsReleasedOnce() {
        var id = placed("F-1", 401, 5);

        var done = (Outcome.Done) intake.decide(refunded("F-1", "r-1", 20, units(401, 2)));

        assertThat(done.replayed()).isFalse();
        var order = order(id);
        assertThat(order.lines().getFirst().units()).isEqualTo(3);
        assertThat(order.payable()).isEqualTo(yuan(30));
        assertThat(order.paid()).isEqualTo(yuan(50));
        assertThat(order.refunded()).isEqualTo(yuan(20));
        assertThat(order.payment()).isEqualTo(PaymentState.PAID);
        assertThat(level(401).reserved()).isEqualTo(3);

        assertThat(((Outcome.Done) intake.decide(refunded("F-1", "r-1", 20, units(401, 2)))).replayed())
                .isTrue();
        assertThat(level(401).reserved()).isEqualTo(3);
        assertThat(order(id).refunded()).isEqualTo(yuan(20));
        assertThat(order(id).version()).isEqualTo(order.version());
    }

    @Test
    void whatTheOrderSaysOfItsLinesLaterIsOlderThanItsRefund() {
        var id = placed("F-2", 402, 5);
        intake.decide(refunded("F-2", "r-2", 20, units(402, 2)));

        intake.decide(new Command.Place(paid(fact("F-2", 9, 402, 5), "F-2", 50)));

        assertThat(order(id).lines()).hasSize(1);
        assertThat(order(id).lines().getFirst().units()).isEqualTo(3);
        assertThat(level(402).reserved()).isEqualTo(3);
    }

    @Test
    void whatHasLeftIsMoneyAlone() {
        var id = placed("F-3", 403, 5);
        ship(id, "p-3", 4);

        intake.decide(refunded("F-3", "r-3", 20, units(403, 2)));

        assertThat(order(id).state()).isEqualTo(OrderState.SHIPPED);
        assertThat(order(id).lines().getFirst().units()).isEqualTo(4);
        assertThat(order(id).lines().getFirst().fulfilment()).isEqualTo(FulfilmentState.SHIPPED);
        assertThat(level(403))
                .extracting(StockLevel::onHand, StockLevel::reserved)
                .containsExactly(6L, 0L);
        intake.decide(refunded("F-3", "r-3b", 5, units(403, 1)));
        assertThat(order(id).lines().getFirst().units()).isEqualTo(4);
        assertThat(order(id).refunded()).isEqualTo(yuan(25));
    }

    @Test
    void aRefundOfEverythingEndsTheOrder() {
        var id = placed("F-4", 404, 5);

        intake.decide(refunded("F-4", "r-4", 50, units(404, 5)));

        assertThat(order(id).state()).isEqualTo(OrderState.CANCELLED);
        assertThat(order(id).payment()).isEqualTo(PaymentState.REFUNDED);
        assertThat(level(404).reserved()).isZero();
    }

    @Test
    void aCancelledOrderIsRefundedWithItsLastCent() {
        var id = placed("F-5", 405, 5);
        intake.decide(new Command.TellCancelled(MERCHANT, CHANNEL, "F-5", 9, "changed their mind"));
        assertThat(order(id).payment()).isEqualTo(PaymentState.REFUND_DUE);

        intake.decide(refunded("F-5", "r-5", 30));
        assertThat(order(id).payment()).isEqualTo(PaymentState.REFUND_DUE);
        intake.decide(refunded("F-5", "r-5b", 20));

        assertThat(order(id).payment()).isEqualTo(PaymentState.REFUNDED);
    }

    @Test
    void aWaitingLineIsRefundedToo() {
        intake.decide(new Command.Place(paid(fact("F-6", 1, 0, 3), "F-6", 30)));

        intake.decide(refunded("F-6", "r-6", 10, units(0, 1)));

        var order = book.byNumber(MERCHANT, CHANNEL, "F-6").orElseThrow();
        assertThat(order.lines().getFirst().units()).isEqualTo(2);
        assertThat(order.lines().getFirst().reservation()).isEqualTo(ReservationState.WAITING_MAPPING);
    }

    @Test
    void aRefundOfAnOrderThatHasNotComeLeavesNoTrace() {
        assertThat(intake.decide(refunded("F-7", "r-7", 10))).isInstanceOf(Outcome.Rejected.class);

        var id = placed("F-7", 407, 5);

        assertThat(order(id).refunded()).isEqualTo(yuan(0));
        assertThat(intake.decide(refunded("F-7", "r-7", 10))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aRefundInAnotherCurrencyIsLeftToAPerson() {
        var id = placed("F-8", 408, 5);
        var dollars = new Command.TellRefunded(
                MERCHANT, CHANNEL, "F-8", "r-8", "X", Money.of(100, "USD"), List.of(), "", Instant.EPOCH);

        assertThat(intake.decide(dollars)).isInstanceOf(Outcome.Rejected.class);

        assertThat(order(id).refunded()).isEqualTo(yuan(0));
    }

    private static OrderId placed(String number, long sku, long units) {
        intake.decide(receive("refund-" + sku, sku, 1, 10));
        var order = paid(fact(number, 1, sku, units), number, 10 * units);
        return ((Outcome.Placed) intake.decide(new Command.Place(order))).order();
    }

    private static void ship(OrderId order, String key, long units) {
        intake.decide(new Command.Ship(
                MERCHANT, order, key, "SF", key, List.of(new Command.Ship.LineUnits(1, units)), "wms"));
    }

    private static Command.TellRefunded.Units units(long sku, long units) {
        return new Command.TellRefunded.Units("channel-" + sku, units);
    }

    private static Command.TellRefunded refunded(
            String number, String reference, long yuan, Command.TellRefunded.Units... lines) {
        return new Command.TellRefunded(
                MERCHANT,
                CHANNEL,
                number,
                reference,
                "MEITUAN",
                yuan(yuan),
                Arrays.asList(lines),
                "asked",
                Instant.parse("2026-11-22T09:00:00Z"));
    }

    private static OrderView order(OrderId id) {
        return book.find(MERCHANT, id).orElseThrow();
    }

    private static StockLevel level(long sku) {
        return hub.bean(Ledger.class)
                .row(new StockKey(MERCHANT, new SkuId(sku), new NodeId(1)))
                .orElseThrow();
    }
}
