package dev.tributary.channels;

import static dev.tributary.testing.MeituanPush.decoded;
import static dev.tributary.testing.MeituanPush.encoded;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testing.Api;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.MeituanPush;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MeituanChannelTest extends ChannelContract {

    private static final long TEN_O_CLOCK = 1_795_312_800L;

    @Override
    protected Shop open(HubUnderTest started) {
        return Shop.open(
                started,
                "meituan",
                Map.of(
                        "appId",
                        MeituanPush.APP_ID,
                        "appSecret",
                        secret(),
                        "apiBaseUrl",
                        "http://localhost:9/api",
                        "stores",
                        Map.of("poi-3", "store-3")));
    }

    /** Here a body is the business part of the form; {@link #signed} signs it and adds the system parameters. */
    @Override
    protected byte[] order(Order order) {
        var form = new TreeMap<String, String>();
        form.put("order_id", order.number());
        form.put("app_poi_code", "poi-3");
        form.put("recipient_name", "李雷");
        form.put("recipient_phone", "13512342210_1234");
        form.put("recipient_address", "人民路");
        form.put("shipping_fee", "0");
        form.put("total", order.total());
        form.put("status", "2");
        form.put("ctime", Long.toString(TEN_O_CLOCK));
        form.put("utime", Long.toString(TEN_O_CLOCK + 60L * order.minute()));
        form.put("pay_type", order.paid() ? "2" : "1");
        form.put("detail", """
                [{"app_food_code":"%s","sku_id":"%s","food_name":"牛奶","quantity":%d,"price":%s}]""".formatted(order.sku(), order.sku(), order.units(), order.price()));
        form.put("extras", "[]");
        return encoded(form);
    }

    @Override
    protected byte[] cancellation(String number, int minute) {
        return encoded(new TreeMap<>(Map.of("order_id", number, "reason", "用户取消", "reason_code", "2001")));
    }

    @Override
    protected String orderKind(Order order) {
        return "order";
    }

    @Override
    protected String cancelKind() {
        return "cancel";
    }

    @Override
    protected HttpRequest.Builder signed(HubUnderTest target, Shop shop, String kind, byte[] body, String secret) {
        return signed(target, shop, kind, body, secret, Instant.now().getEpochSecond());
    }

    private static HttpRequest.Builder signed(
            HubUnderTest target, Shop shop, String kind, byte[] body, String secret, long timestamp) {
        return MeituanPush.signed(target.url("/doors/meituan/" + shop.channel + "/" + kind), body, secret, timestamp);
    }

    @Override
    protected String secret() {
        return "hush";
    }

    @Override
    protected String acknowledgement() {
        return "{\"data\":\"ok\"}";
    }

    @Override
    protected byte[] unknownState(byte[] body) {
        return new String(body, UTF_8).replace("status=2", "status=77").getBytes(UTF_8);
    }

    @Override
    protected byte[] inGbk(byte[] body) {
        return new String(body, UTF_8)
                .replace("%E6%9D%8E%E9%9B%B7", "%C0%EE%C0%D7")
                .getBytes(UTF_8);
    }

    /** Within the JSON text of the detail. */
    @Override
    protected int cut(byte[] body) {
        return new String(body, UTF_8).indexOf("%7D%5D");
    }

    @Test
    void aStaleTimestampIsRefused() {
        var order = order(new Order("1", 1, true, "MILK", 1, "10.00", "10.00"));
        for (long seconds : new long[] {-601, 601}) {
            var answer = Api.send(signed(
                    shop().hub, shop(), "order", order, secret(), Instant.now().getEpochSecond() + seconds));
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.json().path("type").asString()).endsWith("/stale-timestamp");
        }
    }

    @Test
    void textsEncodedTwiceAreUnderstood() {
        var form = decoded(order(new Order("9001", 1, true, "MILK", 1, "10.00", "10.00")));
        form.replaceAll((name, value) -> URLEncoder.encode(value, UTF_8));
        assertThat(Api.send(signed(shop().hub, shop(), "order", encoded(form), secret()))
                        .status())
                .isEqualTo(200);
        var order = Eventually.present("order", () -> shop().order("9001"));
        assertThat(order.lines().getFirst().title()).isEqualTo("牛奶");
    }

    @Test
    void aStoreNobodyMappedIsParkedWithWhatToDo() {
        var form = decoded(order(new Order("9002", 1, true, "MILK", 1, "10.00", "10.00")));
        form.put("app_poi_code", "poi-9");
        Api.send(signed(shop().hub, shop(), "order", encoded(form), secret()));
        Eventually.yes("parked", () -> shop().messages().getFirst().reason().startsWith("unknown_store"));
        assertThat(shop().messages().getFirst().suggestion()).contains("add the store");
    }

    @Test
    void anAgreedRefundCancelsAndAnAppliedOneDoesNot() {
        Api.send(signed(
                shop().hub, shop(), "order", order(new Order("9003", 1, true, "MILK", 1, "10.00", "10.00")), secret()));
        Eventually.present("order", () -> shop().order("9003"));
        refund("apply");
        Eventually.yes("ignored", () -> shop().messages().getFirst().state() == MessageDesk.State.IGNORED);
        assertThat(shop().order("9003").orElseThrow().state()).isEqualTo(dev.tributary.orders.OrderState.ACCEPTED);
        refund("agree");
        Eventually.yes(
                "cancelled",
                () -> shop().order("9003").orElseThrow().state() == dev.tributary.orders.OrderState.CANCELLED);
    }

    @Test
    void aPartRefundTakesItsUnitsOffOnce() {
        Api.send(signed(
                shop().hub, shop(), "order", order(new Order("9004", 1, true, "MILK", 3, "10.00", "30.00")), secret()));
        Eventually.present("order", () -> shop().order("9004"));

        partRefund("agree", "10.5");
        Eventually.yes(
                "refunded", () -> shop().order("9004").orElseThrow().refunded().amount() == 1050);
        partRefund("agree", "10.50");
        Eventually.yes("heard twice", () -> shop().messages().getFirst().state() == MessageDesk.State.PROCESSED);

        var order = shop().order("9004").orElseThrow();
        assertThat(order.lines().getFirst().units()).isEqualTo(2);
        assertThat(order.refunded().amount()).isEqualTo(1050);
        assertThat(order.state()).isEqualTo(dev.tributary.orders.OrderState.ACCEPTED);
    }

    @Test
    void aPartRefundThatSaysNoMoneyIsParked() {
        partRefund("agree", "");
        Eventually.yes("parked", () -> shop().messages().getFirst().state() == MessageDesk.State.PARKED);
    }

    private void partRefund(String type, String money) {
        var form = new TreeMap<>(Map.of(
                "order_id",
                "9004",
                "notify_type",
                type,
                "refund_id",
                "77",
                "money",
                money,
                "food",
                "[{\"app_food_code\":\"MILK\",\"sku_id\":\"MILK\",\"count\":1,\"refund_price\":10.5}]"));
        assertThat(Api.send(signed(shop().hub, shop(), "refund", encoded(form), secret()))
                        .status())
                .isEqualTo(200);
    }

    private void refund(String type) {
        var form = new TreeMap<>(Map.of("order_id", "9003", "notify_type", type, "refund_id", "1", "reason", "x"));
        assertThat(Api.send(signed(shop().hub, shop(), "refund", encoded(form), secret()))
                        .status())
                .isEqualTo(200);
    }
}
