package dev.tributary;

import static dev.tributary.testing.Api.good;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.access.Scope;
import dev.tributary.channels.MessageDesk;
import dev.tributary.testing.Api;
import dev.tributary.testing.ConsoleSession;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.MeituanPush;
import dev.tributary.testing.Receiver;
import dev.tributary.testing.Shop;
import dev.tributary.testing.ShopifyWebhook;
import dev.tributary.vault.Clear;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** One person, three ways in, and then nothing of theirs anywhere: on a hub as people run it, with all it says. */
@ExtendWith(OutputCaptureExtension.class)
class ErasureFlowTest {

    private static final String NAME = "欧阳娜拉";
    private static final String PHONE = "13912340987";
    private static final String ADDRESS = "桂花弄88号";
    private static final List<String> PERSONAL = List.of(NAME, PHONE, ADDRESS);
    private static final String ORDERS = "/console/m/acme/orders";

    @TempDir
    Path directory;

    private HubUnderTest hub;
    private Shop shop;
    private Api api;
    private ConsoleSession operator;
    private Receiver crm;
    private String shopify = "";
    private String meituan = "";
    private String theirOldOrder = "";

    @BeforeEach
    void openAShopThatSellsInThreePlaces() {
        hub = HubUnderTest.embedded(
                directory, "tributary.subscriptions.private-addresses=true", "logging.level.dev.tributary=debug");
        operator = ConsoleSession.ofFirstOperator(hub);
        shop = Shop.open(hub, "acme");
        shop.receive("store-3", "MILK-1L", 10);
        api = shop.api(
                Scope.SETUP_WRITE,
                Scope.ORDERS_READ,
                Scope.ORDERS_WRITE,
                Scope.SUBSCRIPTIONS_WRITE,
                Scope.PERSONAL_ERASE);
        crm = new Receiver();
        for (var receiver : List.of(crm.url().toString(), "http://localhost:9/nobody-there")) {
            good(api.post("/v1/subscriptions", "{\"url\": \"%s\", \"types\": [\"order.*\"]}".formatted(receiver)));
        }
    }

    @AfterEach
    void close() {
        crm.close();
        hub.close();
    }

    @Test
    void whoWasErasedIsNowhereAnyMore(CapturedOutput said) throws Exception {
        String fromApp = theyOrderInTheApp();
        theyOrderAtShopify();
        theyOrderAtMeituan();
        var orders = awaitOrders(3);
        assertThat(crm.next(3)).allSatisfy(this::namesNobody);
        theyAreLookedUp(orders, fromApp);
        theySendWhatBecomesNoOrder();
        theirOrderGoesToSomebodyElse(orders);
        theyCancelAndSayWhy();
        assertThat(crm.next(3)).allSatisfy(this::namesNobody);
        messages()
                .forEach(message -> assertThat(operator.post(message + "/reveal", Map.of("reason", "before"))
                                .statusCode())
                        .isEqualTo(200));
        orders = awaitOrders(5);
        assertThat(Clear.columnsWith(hub.bean(DataSource.class), PERSONAL))
                .containsOnly("orders.history.detail", "orders.sales_order.details", "orders.sales_order.remark");

        assertThat(operator.post(ORDERS + "/" + fromApp + "/erase", Map.of()).body())
                .contains("The person has been erased", "This person&#39;s data has been erased", "Person erased");
        good(api.post("/v1/orders/" + fromApp + "/recipient/erase", ""));

        orders.remove(theirOldOrder);
        theirOrdersAreThereWithoutThem(orders);
        theirOldOrderIsSomebodyElses();
        theirMessagesAreEmpty();
        assertThat(Clear.columnsWith(hub.bean(DataSource.class), PERSONAL)).isEmpty();
        assertThat(filesOfTheHubWith(PERSONAL)).isEmpty();
        assertThat(said.getAll()).doesNotContain(PERSONAL);
    }

    private String theyOrderInTheApp() {
        return theyOrderInTheApp("E-1001");
    }

    private String theyOrderInTheApp(String number) {
        return good(api.post("/v1/orders", """
                        {"channel": "app", "number": "%s", "remark": "请交给%s本人",
                         "buyer": {"name": "%s", "phone": "%s", "email": "nala@example.com"},
                         "delivery": {"method": "SHIP", "region": {"country": "CN", "code": "310101"}, "address": "%s"},
                         "invoice": {"kind": "PERSONAL", "title": "%s"},
                         "risk": {"deviceId": "device-of-%s"},
                         "lines": [{"sku": "MILK-1L", "units": 1, "unitPrice": {"amount": 1290, "currency": "CNY"}}]}
                        """.formatted(number, NAME, NAME, PHONE, ADDRESS, NAME, PHONE)))
                .json()
                .get("id")
                .asString();
    }

    /** Of a store the account does not map, and with a number among words only; and what is no order at all. */
    private void theySendWhatBecomesNoOrder() {
        var form = meituanOrder("9002");
        form.put("app_poi_code", "poi-9");
        form.put("recipient_phone", "");
        push(form);
        ShopifyWebhook.send(hub, shopify, "hush-1", theirs(7003).replace("\"line_items\"", "\"nothing\""));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> messages(MessageDesk.State.PARKED).size() == 2);
    }

    private void theirOrderGoesToSomebodyElse(List<String> known) {
        ShopifyWebhook.send(hub, shopify, "hush-1", theirs(7002));
        var before = new HashSet<>(awaitOrders(4));
        before.removeAll(known);
        theirOldOrder = before.iterator().next();
        good(api.post(
                "/v1/orders/" + theirOldOrder + "/recipient",
                "{\"buyer\": {\"name\": \"李四\", \"phone\": \"13800001111\"}}",
                "Idempotency-Key",
                "to-somebody-else"));
    }

    /** In words that name them, which stand with the order and nowhere else; one receiver has not heard of it yet. */
    private void theyCancelAndSayWhy() {
        String order = theyOrderInTheApp("E-1002");
        good(api.post(
                "/v1/orders/" + order + "/cancel",
                "{\"reason\": \"%s 打电话 %s 说不要了\"}".formatted(NAME, PHONE),
                "Idempotency-Key",
                "cancelled"));
        assertThat(api.get("/v1/orders/" + order + "/timeline").body()).contains(NAME);
    }

    private void theirOldOrderIsSomebodyElses() {
        assertThat(api.get("/v1/orders/" + theirOldOrder).body())
                .contains("138****1111")
                .doesNotContain(PERSONAL);
    }

    private void theyOrderAtShopify() {
        shopify = channel("shopify", """
                {"shopDomain": "riverside.example", "webhookSecret": "hush-1", "apiBaseUrl": "http://localhost:9",
                 "accessToken": "token-1", "locationId": "1"}
                """);
        ShopifyWebhook.send(hub, shopify, "hush-1", theirs(7001));
    }

    private static String theirs(long id) {
        String body = ShopifyWebhook.order(id, "paid")
                .replace("韩梅梅", NAME)
                .replace("13512342211", "+86 " + PHONE)
                .replace("人民路", ADDRESS);
        assertThat(body).contains(NAME, PHONE, ADDRESS);
        return body;
    }

    private void theyOrderAtMeituan() {
        meituan = channel("meituan", """
                {"appId": "%s", "appSecret": "hush-2", "apiBaseUrl": "http://localhost:9", "stores": {"poi-3": "store-3"}}
                """.formatted(MeituanPush.APP_ID));
        push(meituanOrder("9001"));
    }

    private static Map<String, String> meituanOrder(String number) {
        return new HashMap<>(Map.ofEntries(
                Map.entry("order_id", number),
                Map.entry("app_poi_code", "poi-3"),
                Map.entry("recipient_name", NAME),
                Map.entry("recipient_phone", PHONE),
                Map.entry("recipient_address", ADDRESS),
                Map.entry("caution", "收餐人%s，电话%s".formatted(NAME, PHONE)),
                Map.entry("total", "12.90"),
                Map.entry("status", "2"),
                Map.entry("ctime", "1795312800"),
                Map.entry(
                        "detail",
                        "[{\"sku_id\": \"MILK-1L\", \"food_name\": \"牛奶\", \"quantity\": 1, \"price\": 12.90}]")));
    }

    private void push(Map<String, String> form) {
        long now = Instant.now().getEpochSecond();
        good(Api.send(MeituanPush.signed(hub.url(meituan + "/order"), MeituanPush.encoded(form), "hush-2", now)));
    }

    /** The door's path. */
    private String channel(String adapter, String account) {
        var saved = good(api.put("/v1/channels/" + adapter, """
                {"name": "%s", "adapter": "%s", "nodes": ["store-3"], "account": %s}
                """.formatted(adapter, adapter, account)));
        good(api.post(
                "/v1/channels/" + adapter + "/listings:batch",
                "{\"listings\": [{\"channelSku\": \"MILK-1L\", \"sku\": \"MILK-1L\"}]}"));
        return saved.json().get("door").asString();
    }

    private List<String> awaitOrders(int count) {
        var ids = new ArrayList<String>();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            ids.clear();
            api.get("/v1/orders")
                    .json()
                    .get("items")
                    .forEach(order -> ids.add(order.get("id").asString()));
            return ids.size() == count;
        });
        return ids;
    }

    /** They call; whoever answers finds all their orders, reads one in clear, and writes down what was said. */
    private void theyAreLookedUp(List<String> orders, String order) {
        assertThat(operator.post(ORDERS + "/person", Map.of("person", PHONE)).body())
                .contains(orders.stream().map(id -> ORDERS + "/" + id).toList())
                .doesNotContain(PERSONAL);
        assertThat(operator.post(ORDERS + "/" + order + "/reveal", Map.of("reason", "they called"))
                        .body())
                .contains(PERSONAL);
        operator.post(ORDERS + "/" + order + "/remark", Map.of("remark", NAME + " 要求下午送达"));
        for (String message : messages()) {
            assertThat(operator.get(message).body()).doesNotContain(PERSONAL);
        }
    }

    private void theirOrdersAreThereWithoutThem(List<String> orders) {
        assertThat(awaitOrders(5)).containsAll(orders);
        for (String order : orders) {
            assertThat(api.get("/v1/orders/" + order).body())
                    .contains("MILK-1L")
                    .doesNotContain("buyer")
                    .doesNotContain(PERSONAL);
            assertThat(api.get("/v1/orders/" + order + "/timeline").body()).doesNotContain(PERSONAL);
            assertThat(operator.post(ORDERS + "/" + order + "/reveal", Map.of("reason", "again"))
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(operator.post(ORDERS + "/person", Map.of("person", PHONE)).body())
                .doesNotContain(orders.stream().map(id -> ORDERS + "/" + id).toList());
    }

    private void theirMessagesAreEmpty() {
        assertThat(messages()).hasSize(5).allSatisfy(message -> {
            assertThat(operator.get(message).statusCode()).isEqualTo(200);
            assertThat(operator.post(message + "/reveal", Map.of("reason", "again"))
                            .statusCode())
                    .isEqualTo(404);
        });
    }

    private List<String> messages() {
        return messages(Optional.empty());
    }

    private List<String> messages(MessageDesk.State state) {
        return messages(Optional.of(state));
    }

    private List<String> messages(Optional<MessageDesk.State> state) {
        return hub
                .bean(MessageDesk.class)
                .list(shop.merchant(), new MessageDesk.Filter(Optional.empty(), state), Optional.empty(), 200)
                .items()
                .stream()
                .map(message -> "/console/m/acme/parked/" + message.id())
                .toList();
    }

    private void namesNobody(Receiver.Message news) {
        assertThat(news.body()).contains("orderId").doesNotContain(PERSONAL);
    }

    /** All but PostgreSQL's own data, where dead rows and its log of changes may hold what SQL no longer shows. */
    private List<Path> filesOfTheHubWith(List<String> texts) throws IOException {
        assertThat(directory.resolve("postgres/data")).isDirectory();
        var found = new ArrayList<Path>();
        for (Path where : List.of(directory, directory.resolve("postgres"))) {
            try (var entries = Files.list(where)) {
                for (Path entry : entries.toList()) {
                    if (!entry.equals(directory.resolve("postgres")) && !entry.endsWith("postgres/data")) {
                        found.addAll(Clear.filesWith(entry, texts));
                    }
                }
            }
        }
        return found;
    }
}
