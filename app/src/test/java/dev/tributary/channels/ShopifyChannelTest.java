package dev.tributary.channels;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.channels.shipment.FulfillingShop;
import dev.tributary.kernel.OrderId;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderIntake;
import dev.tributary.orders.Outcome;
import dev.tributary.testing.Api;
import dev.tributary.testing.HubUnderTest;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ShopifyChannelTest extends ChannelContract {

    private final FulfillingShop shopify = new FulfillingShop();

    ShopifyChannelTest() throws IOException {}

    @Override
    protected Shop open(HubUnderTest started) {
        return Shop.open(
                started,
                "shopify",
                Map.of(
                        "shopDomain", "shop.example",
                        "webhookSecret", secret(),
                        "apiBaseUrl", shopify.url(),
                        "accessToken", "token",
                        "locationId", "1",
                        "shipmentsPerSecond", "200"));
    }

    @AfterAll
    void stop() {
        shopify.close();
    }

    @Test
    void goodsThatLeftInTwoParcelsAreToldOnceEach() {
        var order = sold("9001", 3);
        shipped(order, "P-1", "SF", 1);
        shipped(order, "P-1", "SF", 1);
        Eventually.yes("the first", () -> shopify.told("9001").equals(List.of("1 MILK by SF Express SF-P-1")));
        shipped(order, "P-2", "sf", 2);
        Eventually.yes(
                "both",
                () -> shopify.told("9001")
                        .equals(List.of("1 MILK by SF Express SF-P-1", "2 MILK by SF Express SF-P-2")));
        Eventually.yes("written down", () -> untold(order) == 0);

        assertThat(shipments(order)).containsExactly("P-1 false", "P-2 true");
        assertThat(shopify.tokens()).containsOnly("token");
    }

    @Test
    void whatAPlatformThatIsDownDoesNotHearItHearsOnceWhenItIsBack() {
        var order = sold("9002", 2);
        shopify.is(FulfillingShop.Trouble.DOWN);
        shipped(order, "P-1", "SF", 1);
        shipped(order, "P-2", "SF", 1);
        Eventually.yes("both tried", () -> tried(order) >= 2);
        assertThat(shopify.told("9002")).isEmpty();

        shopify.is(FulfillingShop.Trouble.DONE_AND_CUT_OFF);
        dueNow(order);
        Eventually.yes("taken without a word", () -> !shopify.told("9002").isEmpty() && tried(order) >= 3);
        shopify.is(FulfillingShop.Trouble.NONE);
        Eventually.yes("all told", () -> {
            dueNow(order);
            return untold(order) == 0;
        });
        assertThat(shopify.told("9002"))
                .containsExactlyInAnyOrder("1 MILK by SF Express SF-P-1", "1 MILK by SF Express SF-P-2");
    }

    @Test
    void aCarrierThePlatformHasNoNameForWaitsForAPersonWhoCorrectsIt() {
        var news = shop().hub.bean(ShipmentNews.class);
        var order = sold("9003", 1);
        shipped(order, "P-1", "pigeon", 1);
        var late = Eventually.present(
                "parked",
                () -> news.late(shop().merchant, 10).stream()
                        .filter(it ->
                                it.number().equals("9003") && it.parkedAt().isPresent())
                        .findFirst());
        assertThat(late.history())
                .singleElement()
                .asString()
                .contains("P-1 PARKED: unknown_carrier: 'pigeon' is not among the carriers of shopify.yaml");
        assertThat(shopify.told("9003")).isEmpty();

        assertThat(news.replay(shop().merchant, late.shipment(), Optional.of("SF"), "li"))
                .isTrue();
        Eventually.yes("told", () -> shopify.told("9003").equals(List.of("1 MILK by SF Express SF-P-1")));
    }

    /** Told by webhook, and known to the shop itself. */
    private OrderId sold(String number, long units) {
        shop().receive("MILK", units);
        shopify.sells(number, Map.of("MILK", units));
        var order = new Order(number, 1, true, "MILK", units, "10.00", units + "0.00");
        Api.send(signed(shop().hub, shop(), orderKind(order), order(order), secret()));
        return Eventually.present("order", () -> shop().order(number)).id();
    }

    private void shipped(OrderId order, String parcel, String carrier, long units) {
        var ship = new Command.Ship(
                shop().merchant,
                order,
                parcel,
                carrier,
                "SF-" + parcel,
                List.of(new Command.Ship.LineUnits(1, units)),
                "test");
        assertThat(shop().hub.bean(OrderIntake.class).decide(ship)).isInstanceOf(Outcome.Done.class);
    }

    private long untold(OrderId order) {
        return count("count(*) filter (where ended_at is null)", order);
    }

    private long tried(OrderId order) {
        return count("coalesce(sum(attempts), 0)", order);
    }

    private long count(String what, OrderId order) {
        return jdbc().sql("select " + what + " from channels.shipment_news where order_id = ?")
                .param(order.value())
                .query(Long.class)
                .single();
    }

    private List<String> shipments(OrderId order) {
        return jdbc().sql(
                        "select parcel || ' ' || whole from channels.shipment_news where order_id = ? order by parcel")
                .param(order.value())
                .query(String.class)
                .list();
    }

    /** What would take the hub seconds. */
    private void dueNow(OrderId order) {
        jdbc().sql("update channels.shipment_news set due_at = clock_timestamp() where order_id = ?")
                .param(order.value())
                .update();
    }

    private JdbcClient jdbc() {
        return shop().hub.bean(JdbcClient.class);
    }

    @Override
    protected byte[] order(Order order) {
        return """
                {"id": %s, "created_at": "2026-11-22T10:00:00+08:00", "updated_at": "2026-11-22T10:%02d:00+08:00",
                 "currency": "CNY", "financial_status": "%s", "total_price": "%s", "total_tax": "0.00",
                 "total_discounts": "0.00", "taxes_included": true, "shipping_lines": [],
                 "shipping_address": {"name": "李雷", "phone": "13512342210", "address1": "人民路", "country_code": "CN"},
                 "line_items": [{"id": 1, "sku": "%s", "title": "x", "quantity": %d, "price": "%s"}]}
                """.formatted(
                        order.number(),
                        order.minute(),
                        order.paid() ? "paid" : "pending",
                        order.total(),
                        order.sku(),
                        order.units(),
                        order.price())
                .getBytes(UTF_8);
    }

    @Override
    protected byte[] cancellation(String number, int minute) {
        return """
                {"id": %s, "updated_at": "2026-11-22T10:%02d:00+08:00", "cancelled_at": "2026-11-22T10:%02d:00+08:00",
                 "cancel_reason": "customer"}
                """.formatted(number, minute, minute).getBytes(UTF_8);
    }

    @Override
    protected String orderKind(Order order) {
        return order.minute() == 1 ? "orders/create" : "orders/updated";
    }

    @Override
    protected String cancelKind() {
        return "orders/cancelled";
    }

    @Override
    protected HttpRequest.Builder signed(HubUnderTest target, Shop shop, String kind, byte[] body, String secret) {
        return request(target, shop, kind, body, secret)
                .header("X-Shopify-Webhook-Id", UUID.nameUUIDFromBytes(body).toString());
    }

    private static HttpRequest.Builder request(
            HubUnderTest target, Shop shop, String kind, byte[] body, String secret) {
        return HttpRequest.newBuilder(target.url("/doors/shopify/" + shop.channel))
                .header("Content-Type", "application/json")
                .header("X-Shopify-Topic", kind)
                .header("X-Shopify-Shop-Domain", "shop.example")
                .header("X-Shopify-Hmac-Sha256", hmac(body, secret))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    private static String hmac(byte[] body, String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected String secret() {
        return "hush";
    }

    @Override
    protected String acknowledgement() {
        return "";
    }

    @Override
    protected byte[] unknownState(byte[] body) {
        return new String(body, UTF_8).replace("\"paid\"", "\"dreaming\"").getBytes(UTF_8);
    }

    @Override
    protected byte[] inGbk(byte[] body) {
        return new String(body, UTF_8).getBytes(java.nio.charset.Charset.forName("GBK"));
    }

    @Override
    protected int cut(byte[] body) {
        return body.length / 2;
    }

    @Test
    void nestingWithoutEndIsParked() {
        var body = ("{\"id\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}").getBytes(UTF_8);
        var answer = Api.send(signed(shop().hub, shop(), "orders/create", body, secret()));
        assertThat(answer.status()).isEqualTo(200);
        Eventually.yes("parked", () -> shop().messages().getFirst().state() == MessageDesk.State.PARKED);
        assertThat(shop().messages().getFirst().reason()).startsWith("malformed");
    }

    @Test
    void aRefundTakesItsUnitsOffAndItsMoneyIsBookedOnce() {
        var placed = new Order("8001", 1, true, "MILK", 3, "10.00", "30.00");
        Api.send(signed(shop().hub, shop(), orderKind(placed), order(placed), secret()));
        Eventually.present("order", () -> shop().order("8001"));

        refund("8001", "success", 1);
        Eventually.yes(
                "refunded", () -> shop().order("8001").orElseThrow().refunded().amount() == 1000);
        // The order's own later version still tells the units that were ordered.
        var again = new Order("8001", 9, true, "MILK", 3, "10.00", "30.00");
        Api.send(signed(shop().hub, shop(), orderKind(again), order(again), secret()));
        refund("8001", "success", 2);
        Eventually.yes(
                "heard twice",
                () -> shop().messages().stream().noneMatch(message -> message.state() == MessageDesk.State.WAITING));

        var order = shop().order("8001").orElseThrow();
        assertThat(order.lines().getFirst().units()).isEqualTo(2);
        assertThat(order.refunded().amount()).isEqualTo(1000);
        assertThat(order.paid().amount()).isEqualTo(3000);
    }

    @Test
    void aRefundThatMovedNoMoneyIsParked() {
        refund("8002", "pending", 1);
        Eventually.yes("parked", () -> shop().messages().getFirst().reason().contains("no money of refund"));
    }

    @Test
    void aRefundOfAnOrderNobodyToldIsParkedUntilTheOrderComes() {
        refund("8003", "success", 1);
        Eventually.yes("parked", () -> shop().messages().getFirst().reason().startsWith("not_found"));
        assertThat(shop().messages().getFirst().suggestion()).startsWith("wait: it goes on by itself");

        shop().receive("MILK", 4);
        var another = new Order("8004", 1, true, "MILK", 1, "10.00", "10.00");
        Api.send(signed(shop().hub, shop(), orderKind(another), order(another), secret()));
        Eventually.present("another order", () -> shop().order("8004"));
        assertThat(early()).isEqualTo(1);

        var placed = new Order("8003", 1, true, "MILK", 3, "10.00", "30.00");
        Api.send(signed(shop().hub, shop(), orderKind(placed), order(placed), secret()));
        Eventually.yes(
                "refunded",
                () -> shop().order("8003")
                        .filter(order -> order.refunded().amount() == 1000)
                        .isPresent());
        assertThat(early()).isZero();
    }

    private long early() {
        return shop().messages().stream()
                .filter(it ->
                        it.state() == MessageDesk.State.PARKED && it.reason().startsWith("not_found"))
                .count();
    }

    @Test
    void anEarlyRefundThatPeopleDroppedStaysDropped() {
        refund("8005", "success", 1);
        Eventually.yes("parked", () -> shop().messages().getFirst().reason().startsWith("not_found"));
        var desk = shop().hub.bean(MessageDesk.class);
        desk.drop(shop().merchant, List.of(shop().messages().getFirst().id()), "a test shop", "tester");

        shop().receive("MILK", 3);
        var placed = new Order("8005", 1, true, "MILK", 3, "10.00", "30.00");
        Api.send(signed(shop().hub, shop(), orderKind(placed), order(placed), secret()));
        Eventually.present("order", () -> shop().order("8005"));
        assertThat(shop().messages()).anyMatch(it -> it.state() == MessageDesk.State.DROPPED);
        assertThat(shop().order("8005").orElseThrow().refunded().amount()).isZero();
    }

    private void refund(String order, String status, int attempt) {
        var body = """
                {"id": 1%s, "order_id": %s, "created_at": "2026-11-22T11:00:00+08:00", "attempt": %d,
                 "refund_line_items": [{"quantity": 1, "line_item": {"id": 1, "sku": "MILK"}}],
                 "transactions": [{"kind": "refund", "status": "%s", "amount": "10.00", "currency": "CNY", "gateway": "alipay"}]}
                """.formatted(order, order, attempt, status).getBytes(UTF_8);
        assertThat(Api.send(signed(shop().hub, shop(), "refunds/create", body, secret()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void nulInTextIsParked() {
        var body = "{\"id\": 5, \"currency\": \"C\\u0000Y\"}".getBytes(UTF_8);
        Api.send(signed(shop().hub, shop(), "orders/create", body, secret()));
        Eventually.yes("parked", () -> shop().messages().getFirst().reason().startsWith("nul"));
    }

    @Test
    void aMessageForAnotherShopIsRefused() {
        var body = "{}".getBytes(UTF_8);
        var request = HttpRequest.newBuilder(shop().hub.url("/doors/shopify/" + shop().channel))
                .header("X-Shopify-Topic", "orders/create")
                .header("X-Shopify-Shop-Domain", "other.example")
                .header("X-Shopify-Hmac-Sha256", hmac(body, secret()))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        assertThat(Api.send(request).status()).isEqualTo(401);
    }

    @Test
    void aDoorThatDoesNotExistIsNotFound() {
        for (var path : java.util.List.of("/doors/shopify/999999", "/doors/meituan/" + shop().channel, "/doors/x/y")) {
            var request = HttpRequest.newBuilder(shop().hub.url(path)).POST(HttpRequest.BodyPublishers.ofString("{}"));
            assertThat(Api.send(request).status()).isEqualTo(404);
        }
    }
}
