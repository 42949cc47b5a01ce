package dev.tributary;

import static dev.tributary.testing.Api.good;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.access.Scope;
import dev.tributary.channels.news.Platform;
import dev.tributary.testing.Api;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.MeituanPush;
import dev.tributary.testing.Shop;
import dev.tributary.testing.ShopifyWebhook;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The milk of one store: an ERP receives it, an app, Shopify, Meituan and a till sell it, and at night the ERP counts on. */
class DayOfOneSkuFlowTest {

    private static final String ROW = "/v1/stock/MILK-1L/store-3";
    private static final String DAY = "2026-11-22";

    private static HubUnderTest hub;
    private static Platform platforms;
    private static Api api;
    private static String shopify;
    private static String meituan;

    @BeforeAll
    static void openAStoreThatSellsOnThreeChannelsAndATill() throws IOException {
        hub = HubUnderTest.shared();
        platforms = new Platform();
        api = Shop.open(hub, "day")
                .api(
                        Scope.SETUP_WRITE,
                        Scope.STOCK_WRITE,
                        Scope.STOCK_READ,
                        Scope.ORDERS_WRITE,
                        Scope.ORDERS_READ,
                        Scope.TILLS_WRITE);
        good(api.put("/v1/channels/app", "{\"name\": \"App\", \"adapter\": \"app\", \"nodes\": [\"store-3\"]}"));
        shopify = channel("shopify", """
                {"shopDomain": "riverside.example", "webhookSecret": "hush-1", "apiBaseUrl": "%s",
                 "accessToken": "token-1", "locationId": "9"}
                """.formatted(platforms.url("/shopify")), "1001");
        meituan = channel("meituan", """
                {"appId": "%s", "appSecret": "hush-2", "apiBaseUrl": "%s", "stores": {"poi-3": "store-3"}}
                """.formatted(MeituanPush.APP_ID, platforms.url("/meituan")), "2001");
    }

    @AfterAll
    static void close() {
        platforms.server.stop(0);
    }

    @Test
    void everyUnitIsSoldOnceAndEveryNumberIsExplained() {
        erpReceives(100);
        allChannelsHear(100);
        Instant morning = now();

        String fromApp = appSells("A-1", 2);
        allChannelsHear(98);
        shopifySells(7001);
        allChannelsHear(97);
        meituanSells("9001");
        allChannelsHear(96);
        tillSells("000001", 3);
        allChannelsHear(93);
        Instant noon = now();
        assertThat(row()).isEqualTo("97 on hand, 4 reserved, 93 available");

        good(api.post("/v1/orders/" + fromApp + "/cancel", "{\"reason\": \"changed their mind\"}", key("c-1")));
        allChannelsHear(95);
        erpShips(orderOf("7001"));
        tillTakesBack("000002", 1);
        allChannelsHear(96);
        assertThat(row()).isEqualTo("97 on hand, 1 reserved, 96 available");

        // The ERP knows nothing of the day yet, but has found two more in the morning.
        erpSays("NIGHT-1", morning, 102);
        assertThat(row()).isEqualTo("99 on hand, 1 reserved, 98 available");
        allChannelsHear(98);
        // The same telling again, and one of an earlier moment: neither brings back what was sold.
        erpSays("NIGHT-1", morning, 102);
        erpSays("LATE-0", morning.minusSeconds(1), 100);
        assertThat(row()).isEqualTo("99 on hand, 1 reserved, 98 available");

        assertThat(shown(good(api.get(ROW + "?at=" + noon)).json())).isEqualTo("97 on hand, 4 reserved, 93 available");
        assertThat(ledgerFromTheFirst())
                .containsExactly(
                        "RECEIVE +100 on hand -> 100",
                        "RESERVE +2 reserved -> 100",
                        "RESERVE +1 reserved -> 100",
                        "RESERVE +1 reserved -> 100",
                        "SELL -3 on hand -> 97",
                        "RELEASE -2 reserved -> 97",
                        "SHIP -1 on hand -1 reserved -> 96",
                        "RETURN +1 on hand -> 97",
                        "SNAPSHOT +2 on hand -> 99");
    }

    private static void erpReceives(long units) {
        good(api.post(
                "/v1/stock:batch",
                "{\"lines\": [{\"node\": \"store-3\", \"sku\": \"MILK-1L\", \"kind\": \"RECEIVE\", \"units\": %d, \"cause\": \"receipt/PO-7\"}]}"
                        .formatted(units),
                key("receipt")));
    }

    private static void erpSays(String number, Instant asOf, long onHand) {
        good(api.put(
                "/v1/stock/snapshots",
                "{\"number\": \"%s\", \"asOf\": \"%s\", \"nodes\": [{\"node\": \"store-3\"}], \"lines\": [{\"node\": \"store-3\", \"sku\": \"MILK-1L\", \"onHand\": %d}]}"
                        .formatted(number, asOf, onHand)));
    }

    private static void erpShips(String order) {
        var answer = good(api.post("/v1/erp/shipments:batch", """
                {"shipments": [{"order": "%s", "key": "s-1", "carrier": "SF", "trackingNumber": "SF1",
                 "lines": [{"line": 1, "units": 1}]}]}
                """.formatted(order), key("s-1")));
        assertThat(answer.body()).doesNotContain("problem");
    }

    private static String appSells(String number, long units) {
        return good(api.post("/v1/orders", """
                        {"channel": "app", "number": "%s", "lines": [{"sku": "MILK-1L", "units": %d,
                         "unitPrice": {"amount": 1290, "currency": "CNY"}}]}
                        """.formatted(number, units)))
                .json()
                .get("id")
                .asString();
    }

    private static void shopifySells(long number) {
        ShopifyWebhook.send(hub, shopify, "hush-1", ShopifyWebhook.order(number, "paid"));
    }

    private static void meituanSells(String number) {
        var form = MeituanPush.encoded(Map.of(
                "order_id",
                number,
                "app_poi_code",
                "poi-3",
                "recipient_name",
                "李雷",
                "recipient_phone",
                "13512342210",
                "recipient_address",
                "人民路",
                "total",
                "12.90",
                "status",
                "2",
                "ctime",
                "1795312800",
                "detail",
                "[{\"sku_id\": \"2001\", \"food_name\": \"牛奶\", \"quantity\": 1, \"price\": 12.90}]"));
        good(Api.send(MeituanPush.signed(
                hub.url(meituan + "/order"), form, "hush-2", Instant.now().getEpochSecond())));
    }

    private static void tillSells(String sequence, long units) {
        good(api.post("/v1/till-sales", """
                {"channel": "tills", "node": "store-3", "till": "1", "sequence": "%s", "businessDay": "%s",
                 "soldAt": "2026-11-22T10:00:00+08:00", "currency": "CNY",
                 "lines": [{"sku": "MILK-1L", "units": %d, "unitPrice": {"amount": 1290, "currency": "CNY"}}],
                 "total": {"amount": %d, "currency": "CNY"},
                 "tenders": [{"method": "CASH", "amount": {"amount": %d, "currency": "CNY"}}]}
                """.formatted(sequence, DAY, units, 1290 * units, 1290 * units)));
    }

    private static void tillTakesBack(String sequence, long units) {
        good(api.post("/v1/till-returns", """
                {"channel": "tills", "node": "store-3", "till": "1", "sequence": "%s", "businessDay": "%s",
                 "returnedAt": "2026-11-22T18:00:00+08:00", "currency": "CNY",
                 "original": {"till": "1", "sequence": "000001", "businessDay": "%s"},
                 "lines": [{"sku": "MILK-1L", "units": %d, "disposition": "RESTOCK",
                            "amount": {"amount": 1290, "currency": "CNY"}}],
                 "tenders": [{"method": "CASH", "amount": {"amount": 1290, "currency": "CNY"}}]}
                """.formatted(sequence, DAY, DAY, units)));
    }

    /** The app asks, the platforms are told; all of them within their own time. */
    private static void allChannelsHear(long available) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(good(api.get("/v1/availability?skus=MILK-1L&nodes=store-3"))
                                .json()
                                .at("/totals/0/available")
                                .asLong())
                        .isEqualTo(available));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> platforms.heard("1001", available) && platforms.heard("poi-3/2001", available));
    }

    private static String row() {
        return shown(good(api.get(ROW)).json());
    }

    private static String shown(JsonNode row) {
        return "%d on hand, %d reserved, %d available"
                .formatted(
                        row.path("onHand").asLong(),
                        row.path("reserved").asLong(),
                        row.path("available").asLong());
    }

    private static List<String> ledgerFromTheFirst() {
        List<String> lines = new ArrayList<>();
        for (JsonNode movement : good(api.get(ROW + "/ledger")).json().get("items")) {
            lines.addFirst("%s%s%s -> %d"
                    .formatted(
                            movement.path("kind").asString(),
                            change(movement, "onHandChange", "on hand"),
                            change(movement, "reservedChange", "reserved"),
                            movement.path("onHandAfter").asLong()));
        }
        return lines;
    }

    private static String change(JsonNode movement, String member, String what) {
        long units = movement.path(member).asLong();
        return units == 0 ? "" : " %+d %s".formatted(units, what);
    }

    private static String orderOf(String number) {
        for (JsonNode order : good(api.get("/v1/orders")).json().get("items")) {
            if (order.path("number").asString().equals(number)) {
                return order.path("id").asString();
            }
        }
        throw new AssertionError("no order " + number);
    }

    /** @return the path of its door */
    private static String channel(String adapter, String account, String milk) {
        var saved = good(api.put("/v1/channels/" + adapter, """
                {"name": "%s", "adapter": "%s", "nodes": ["store-3"], "account": %s}
                """.formatted(adapter, adapter, account)));
        good(api.post(
                "/v1/channels/%s/listings:batch".formatted(adapter),
                "{\"listings\": [{\"channelSku\": \"%s\", \"sku\": \"MILK-1L\"}, {\"channelSku\": \"MILK-1L\", \"sku\": \"MILK-1L\"}]}"
                        .formatted(milk)));
        return saved.json().get("door").asString();
    }

    private static Instant now() {
        return hub.bean(Clock.class).instant();
    }

    private static String[] key(String key) {
        return new String[] {"Idempotency-Key", key};
    }
}
