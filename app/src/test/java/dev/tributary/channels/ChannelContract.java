package dev.tributary.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.kernel.Money;
import dev.tributary.orders.OrderState;
import dev.tributary.orders.OrderView;
import dev.tributary.orders.PaymentState;
import dev.tributary.orders.ReservationState;
import dev.tributary.testing.Api;
import dev.tributary.testing.HubUnderTest;
import java.net.http.HttpRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every adapter with a door must do, on the whole hub: the adapter only says how its platform writes things. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ChannelContract {

    private HubUnderTest hub;
    private Shop shop;
    private int numbers = 1_000;

    protected abstract Shop open(HubUnderTest hub);

    /** An order of the platform as its file or form would bring it, unsigned. */
    protected abstract byte[] order(Order order);

    protected abstract byte[] cancellation(String number, int minute);

    /** The kind under which {@link #order} and {@link #cancellation} are sent. */
    protected abstract String orderKind(Order order);

    protected abstract String cancelKind();

    protected abstract HttpRequest.Builder signed(HubUnderTest hub, Shop shop, String kind, byte[] body, String secret);

    protected abstract String secret();

    protected abstract String acknowledgement();

    /** The same body with a state the platform never had. */
    protected abstract byte[] unknownState(byte[] body);

    /** @param minute when the platform last changed it */
    protected record Order(
            String number, int minute, boolean paid, String sku, long units, String price, String total) {}

    @BeforeAll
    void startHub() {
        hub = HubUnderTest.shared();
        shop = open(hub);
    }

    protected final Shop shop() {
        return shop;
    }

    private String number() {
        return Integer.toString(++numbers);
    }

    private static Order milk(String number) {
        return new Order(number, 1, true, "MILK", 1, "10.00", "10.00");
    }

    private Api.Answer send(Order order) {
        return send(orderKind(order), order(order));
    }

    private Api.Answer send(String kind, byte[] body) {
        return Api.send(signed(hub, shop, kind, body, secret()));
    }

    private OrderView arrived(String number) {
        return Eventually.present("order " + number, () -> shop.order(number));
    }

    private void allSettled() {
        Eventually.yes(
                "every message is settled",
                () -> shop.messages().stream().noneMatch(message -> message.state() == MessageDesk.State.WAITING));
    }

    private MessageDesk.Summary newest() {
        allSettled();
        return shop.messages().getFirst();
    }

    @Test
    void aSignedOrderIsAcknowledgedStoredAndHoldsItsStock() {
        var number = number();
        var answer = send(milk(number));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(acknowledgement());

        var order = arrived(number);
        assertThat(order.state()).isEqualTo(OrderState.ACCEPTED);
        assertThat(order.payment()).isEqualTo(PaymentState.PAID);
        assertThat(order.payable()).isEqualTo(Money.of(1000, "CNY"));
        assertThat(order.totalsDiffer()).isFalse();
        assertThat(order.lines().getFirst().sku()).contains(shop.sku("MILK"));
        assertThat(order.lines().getFirst().node()).contains(shop.node.id());
        assertThat(order.lines().getFirst().reservation()).isEqualTo(ReservationState.CONFIRMED);
    }

    @Test
    void aWrongOrMissingSignatureIsRefusedAndNothingIsStored() {
        allSettled();
        int before = shop.messages().size();
        var order = milk(number());
        var forged = Api.send(signed(hub, shop, orderKind(order), order(order), "not the secret"));
        assertThat(forged.status()).isEqualTo(401);
        assertThat(forged.json().path("type").asString()).endsWith("/bad-signature");
        assertThat(shop.messages()).hasSize(before);
    }

    @Test
    void theSameMessageTwiceIsAcknowledgedTwiceAndHasOneEffect() {
        var number = number();
        var body = order(milk(number));
        for (int time = 0; time < 3; time++) {
            assertThat(send(orderKind(milk(number)), body).status()).isEqualTo(200);
        }
        allSettled();
        assertThat(arrived(number).lines().getFirst().units()).isEqualTo(1);
        assertThat(arrived(number).version()).isEqualTo(1);
    }

    @Test
    void aBodyCutOffIsAcknowledgedAndParkedWithItsReason() {
        var order = milk(number());
        var body = order(order);
        assertThat(send(orderKind(order), Arrays.copyOf(body, cut(body))).status())
                .isEqualTo(200);
        assertThat(newest().state()).isEqualTo(MessageDesk.State.PARKED);
        assertThat(newest().reason()).isNotEmpty();
        assertThat(shop.order(order.number())).isEmpty();
    }

    /** Where the body is cut so that it cannot be read. */
    protected abstract int cut(byte[] body);

    @Test
    void aBodyInAnotherEncodingIsNeverTakenForText() {
        var order = milk(number());
        var answer = send(orderKind(order), inGbk(order(order)));
        if (answer.status() == 200) {
            assertThat(newest().state()).isEqualTo(MessageDesk.State.PARKED);
            assertThat(newest().reason()).startsWith("encoding");
        } else {
            assertThat(answer.status()).isEqualTo(400);
        }
        assertThat(shop.order(order.number())).isEmpty();
    }

    /** The body with its Chinese in GBK. */
    protected abstract byte[] inGbk(byte[] body);

    @Test
    void aStateNobodyKnowsIsParkedAndCanBeCorrectedAndReplayed() {
        var order = milk(number());
        var right = order(order);
        assertThat(send(orderKind(order), unknownState(right)).status()).isEqualTo(200);
        var parked = newest();
        assertThat(parked.state()).isEqualTo(MessageDesk.State.PARKED);
        assertThat(parked.reason()).startsWith("unknown_state");
        assertThat(parked.suggestion()).isNotEmpty();

        hub.bean(MessageDesk.class).correct(shop.merchant, parked.id(), right, "tester");
        arrived(order.number());
        var shown = hub.bean(MessageDesk.class).show(shop.merchant, parked.id()).orElseThrow();
        assertThat(shown.corrected()).isTrue();
        assertThat(shown.maskedBody()).doesNotContain("李雷");
        assertThat(shown.history()).extracting(MessageDesk.Entry::what).contains("corrected");
    }

    @Test
    void aCancelBeforeItsCreateIsFoundByTheCreate() {
        var number = number();
        send(cancelKind(), cancellation(number, 2));
        allSettled();
        send(milk(number));
        assertThat(arrived(number).state()).isEqualTo(OrderState.CANCELLED);
    }

    @Test
    void aCancelAfterItsCreateGivesTheStockBack() {
        var number = number();
        send(milk(number));
        arrived(number);
        send(cancelKind(), cancellation(number, 2));
        Eventually.yes("cancelled", () -> arrived(number).state() == OrderState.CANCELLED);
        assertThat(arrived(number).lines().getFirst().reservation()).isEqualTo(ReservationState.RELEASED);
    }

    @Test
    void anUpdateOlderThanWhatIsKnownIsIgnored() {
        var number = number();
        send(new Order(number, 5, true, "MILK", 2, "10.00", "20.00"));
        arrived(number);
        send(new Order(number, 3, true, "MILK", 1, "10.00", "10.00"));
        assertThat(newest().state()).isEqualTo(MessageDesk.State.IGNORED);
        assertThat(arrived(number).lines().getFirst().units()).isEqualTo(2);
    }

    @Test
    void anOrderWithAnUnknownSkuIsVisibleAndGoesOnOnceItIsListed() {
        var number = number();
        send(new Order(number, 1, true, "77" + number, 1, "10.00", "10.00"));
        var order = arrived(number);
        assertThat(order.lines().getFirst().sku()).isEqualTo(Optional.empty());
        assertThat(order.lines().getFirst().reservation()).isEqualTo(ReservationState.WAITING_MAPPING);

        shop.list("77" + number, "BREAD");
        Eventually.yes(
                "the waiting line is met",
                () -> arrived(number).lines().getFirst().reservation() == ReservationState.CONFIRMED);
        assertThat(arrived(number).lines().getFirst().sku()).contains(shop.sku("BREAD"));
    }

    @Test
    void anOrderThatWaitsForStockGoesOnWhenStockArrives() {
        var number = number();
        shop.newProduct("LATE" + number);
        shop.list("88" + number, "LATE" + number);
        send(new Order(number, 1, true, "88" + number, 3, "10.00", "30.00"));
        assertThat(arrived(number).lines().getFirst().reservation()).isEqualTo(ReservationState.WAITING_STOCK);

        shop.receive("LATE" + number, 5);
        Eventually.yes(
                "the waiting line is met",
                () -> arrived(number).lines().getFirst().reservation() == ReservationState.CONFIRMED);
    }

    @Test
    void amountsThatDoNotAddUpAreKeptAndFlagged() {
        var number = number();
        send(new Order(number, 1, true, "MILK", 1, "10.00", "9.00"));
        var order = arrived(number);
        assertThat(order.totalsDiffer()).isTrue();
        assertThat(order.goods()).isEqualTo(Money.of(1000, "CNY"));
    }

    @Test
    void absurdQuantitiesAreParkedAndLeaveNoOrder() {
        for (long units : List.of(0L, -1L, 1_000_000_001L)) {
            var order = new Order(number(), 1, true, "MILK", units, "10.00", "10.00");
            assertThat(send(order).status()).isEqualTo(200);
            assertThat(newest().state()).isEqualTo(MessageDesk.State.PARKED);
            assertThat(newest().reason()).startsWith("out_of_range");
            assertThat(shop.order(order.number())).isEmpty();
        }
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        var order = milk(number());
        var body = Arrays.copyOf(order(order), 10 << 20);
        assertThat(send(orderKind(order), body).status()).isEqualTo(413);
    }
}
