package dev.tributary.channels.till;

import static dev.tributary.channels.till.PosLogTest.item;
import static dev.tributary.channels.till.PosLogTest.link;
import static dev.tributary.channels.till.PosLogTest.paid;
import static dev.tributary.channels.till.PosLogTest.returned;
import static dev.tributary.channels.till.PosLogTest.transaction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.Scope;
import dev.tributary.channels.Eventually;
import dev.tributary.channels.MessageDesk;
import dev.tributary.channels.Shop;
import dev.tributary.inventory.Ledger;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.Money;
import dev.tributary.orders.OrderState;
import dev.tributary.orders.OrderView;
import dev.tributary.orders.ReservationState;
import dev.tributary.testing.Api;
import dev.tributary.testing.HubUnderTest;
import java.net.http.HttpRequest;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TillLogTest {

    private HubUnderTest hub;
    private Shop shop;
    private String token;

    @BeforeAll
    void start() {
        hub = HubUnderTest.shared();
        shop = Shop.open(hub, "tills", Map.of());
        var client = hub.bean(dev.tributary.access.Clients.class)
                .create(
                        dev.tributary.access.ClientDraft.of(
                                shop.merchant, java.util.Optional.empty(), "till", java.util.Set.of(Scope.TILLS_WRITE)),
                        "test");
        token = Api.token(hub, client);
    }

    private Api.Answer send(String log) {
        return Api.send(HttpRequest.newBuilder(hub.url("/v1/till-logs?channel=tills"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/xml")
                .POST(HttpRequest.BodyPublishers.ofString(log)));
    }

    private OrderView arrived(String sequence) {
        return Eventually.present("sale", () -> shop.order("store-3/2/%s/2026-11-22".formatted(sequence)));
    }

    private MessageDesk.Summary settled(Api.Answer answer) {
        assertThat(answer.status()).isEqualTo(202);
        long id = Long.parseLong(answer.json().path("message").asString());
        return Eventually.present(
                "settled",
                () -> shop.messages().stream()
                        .filter(message -> message.id() == id && message.state() != MessageDesk.State.WAITING)
                        .findFirst());
    }

    @Test
    void aSaleOfTheLogShipsAtOnceAndTwiceIsOnce() {
        shop.newProduct("EGGS");
        shop.receive("EGGS", 10);
        var log = transaction("1", item("EGGS", "3", "10.00", "30.00") + paid("30.00"));
        var first = send(log);
        assertThat(settled(first).state()).isEqualTo(MessageDesk.State.PROCESSED);
        assertThat(send(log).json().path("message")).isEqualTo(first.json().path("message"));
        settled(send(log + "\n"));

        var sale = arrived("1");
        assertThat(sale.state()).isEqualTo(OrderState.SHIPPED);
        assertThat(sale.payable()).isEqualTo(Money.of(3000, "CNY"));
        assertThat(sale.totalsDiffer()).isFalse();
        var row = hub.bean(Ledger.class)
                .row(new StockKey(shop.merchant, shop.sku("EGGS"), shop.node.id()))
                .orElseThrow();
        assertThat(row.onHand()).isEqualTo(7);
    }

    @Test
    void aSaleOfWhatTheBookDoesNotHaveIsNeverRefused() {
        settled(send(transaction("2", item("BREAD", "25", "1.00", "25.00") + paid("25.00"))));
        assertThat(arrived("2").state()).isEqualTo(OrderState.SHIPPED);
    }

    @Test
    void tendersThatDoNotSumToTheTotalAreFlagged() {
        var log = transaction("3", item("MILK", "1", "10.00", "10.00") + paid("10.00"))
                .replace("<Amount>10.00", "<Amount>9.00");
        settled(send(log));
        assertThat(arrived("3").totalsDiffer()).isTrue();
        assertThat(arrived("3").details()).containsEntry("tendersDiffer", true);
    }

    @Test
    void anUnknownItemIsSoldAllTheSameAndWaitsForItsMapping() {
        settled(send(transaction("4", item("NOBODY-KNOWS", "1", "10.00", "10.00") + paid("10.00"))));
        assertThat(arrived("4").lines().getFirst().reservation()).isEqualTo(ReservationState.WAITING_MAPPING);
        shop.list("NOBODY-KNOWS", "MILK");
        Eventually.yes("it ships", () -> arrived("4").state() == OrderState.SHIPPED);
    }

    @Test
    void whatNobodyCanBookIsNamedAndTheRestOfTheLogIsBooked() {
        var good = transaction("5", item("MILK", "1", "10.00", "10.00") + paid("10.00"));
        var bad = transaction("6", "<LineItem><Void/></LineItem>");
        var message = settled(send(together(good, bad)));
        assertThat(message.state()).isEqualTo(MessageDesk.State.PARKED);
        assertThat(message.reason()).isEqualTo("till_log: 1 booked, 1 not: 6: a line of it takes another back (void)");
        assertThat(arrived("5").state()).isEqualTo(OrderState.SHIPPED);
        assertThat(shop.order("store-3/2/6/2026-11-22")).isEmpty();
    }

    @Test
    void aReturnInTheLogOfItsSaleIsBookedOnItOnce() {
        shop.newProduct("HAM");
        var sale = transaction("21", item("HAM", "3", "10.00", "30.00") + paid("30.00"));
        var back = transaction("22", returned("HAM", "1", "10.00", link("Return", "21")) + paid("-10.00"));

        assertThat(settled(send(together(sale, back))).state()).isEqualTo(MessageDesk.State.PROCESSED);
        settled(send(back));

        assertThat(onHand("HAM")).isEqualTo(-2);
        assertThat(arrived("21").refunded()).isEqualTo(Money.of(1000, "CNY"));
        assertThat(arrived("21").lines().getFirst().unitsReturned()).isEqualTo(1);
        assertThat(arrived("21").state()).isEqualTo(OrderState.SHIPPED);
    }

    @Test
    void aVoidUndoesItsSale() {
        shop.newProduct("RICE");
        var sale = transaction("23", item("RICE", "3", "10.00", "30.00") + paid("30.00"));
        assertThat(settled(send(together(sale, transaction("24", link("Void", "23")))))
                        .state())
                .isEqualTo(MessageDesk.State.PROCESSED);
        assertThat(arrived("23").state()).isEqualTo(OrderState.RETURNED);
        assertThat(onHand("RICE")).isZero();
    }

    @Test
    void aReturnedItemNobodyKnowsIsPutBackByItselfOnceItIsListed() {
        var message = settled(send(transaction("25", returned("WHO-KNOWS", "2", "10.00", "") + paid("-10.00"))));
        assertThat(message.state()).isEqualTo(MessageDesk.State.PARKED);
        assertThat(message.reason()).contains("wait for their mapping");
        shop.newProduct("TEA");
        shop.list("WHO-KNOWS", "TEA");
        Eventually.yes(
                "it is put back",
                () -> hub.bean(Ledger.class)
                        .row(new StockKey(shop.merchant, shop.sku("TEA"), shop.node.id()))
                        .isPresent());
        assertThat(onHand("TEA")).isEqualTo(2);
    }

    private long onHand(String sku) {
        return hub.bean(Ledger.class)
                .row(new StockKey(shop.merchant, shop.sku(sku), shop.node.id()))
                .orElseThrow()
                .onHand();
    }

    private static String together(String first, String second) {
        return first.replace("</POSLog>", second.substring(second.indexOf("<Transaction>")));
    }

    @Test
    void aLogCutOffBooksWhatStoodBeforeAndIsParked() {
        var log = transaction("7", item("MILK", "1", "10.00", "10.00") + paid("10.00"));
        var message = settled(send(log.replace("</POSLog>", "<Transaction><Retail")));
        assertThat(message.reason()).startsWith("till_log: 1 booked, 1 not: the file: the XML cannot be read");
        assertThat(arrived("7").state()).isEqualTo(OrderState.SHIPPED);
    }

    @Test
    void withoutTheScopeNothingIsTaken() {
        var answer = Api.send(HttpRequest.newBuilder(hub.url("/v1/till-logs"))
                .header("Content-Type", "application/xml")
                .POST(HttpRequest.BodyPublishers.ofString("<POSLog/>")));
        assertThat(answer.status()).isEqualTo(401);
    }
}
