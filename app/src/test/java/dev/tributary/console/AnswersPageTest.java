package dev.tributary.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.catalog.CatalogLists;
import dev.tributary.channels.Eventually;
import dev.tributary.channels.Shop;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderBook;
import dev.tributary.orders.OrderIntake;
import dev.tributary.testing.Api;
import dev.tributary.testing.ConsoleSession;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.MeituanPush;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class AnswersPageTest {

    private static HubUnderTest hub;
    private static ConsoleSession console;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.shared();
        console = ConsoleSession.administrator(hub, "li-answers");
    }

    @Test
    void anAnswerNobodyTookIsSeenWithItsTriesAndToldAgainOrByHand() {
        var shop = open();
        var other = open();
        push(shop, "700170017001");
        Eventually.yes("a try has failed", () -> triedThreeTimes(shop, "700170017001"));

        assertThat(console.get(path(shop)).body()).contains("700170017001", "CONFIRMED FAILED: ConnectException");
        assertThat(console.get(path(other)).body()).doesNotContain("700170017001");

        console.post(path(other) + "/settle", Map.of("channel", shop.channel.toString(), "number", "700170017001"));
        assertThat(console.get(path(shop)).body()).contains("700170017001");

        console.post(path(shop) + "/replay", Map.of("channel", shop.channel.toString(), "number", "700170017001"));
        Eventually.yes("it is tried as if new", () -> triedThreeTimes(shop, "700170017001"));

        console.post(path(shop) + "/settle", Map.of("channel", shop.channel.toString(), "number", "700170017001"));
        assertThat(console.get(path(shop)).body()).doesNotContain("700170017001");
    }

    @Test
    void aShipmentThatCannotBeToldIsSeenCorrectedAndDroppedWithAReason() {
        var shop = openShopify();
        shop.sell("MILK", 1);
        var order = hub.bean(OrderBook.class)
                .search(
                        shop.merchant,
                        new OrderBook.Search(Optional.empty(), Optional.empty(), Optional.empty(), false, List.of()),
                        1)
                .getFirst();
        hub.bean(OrderIntake.class)
                .decide(new Command.Ship(
                        shop.merchant,
                        order.id(),
                        "P-1",
                        "pigeon",
                        "T-1",
                        List.of(new Command.Ship.LineUnits(1, 1)),
                        "test"));
        var page = path(shop, "shipments");
        Eventually.yes("parked", () -> console.get(page).body().contains("unknown_carrier"));
        assertThat(console.get(page).body()).contains("pigeon T-1", "1 × MILK", order.number());

        var parcel =
                Map.of("channel", shop.channel.toString(), "order", order.id().toString(), "parcel", "P-1");
        console.post(page + "/replay", with(parcel, "carrier", "dove"));
        Eventually.yes("parked again", () -> console.get(page).body().contains("&#39;dove&#39;"));

        console.post(page + "/drop", parcel);
        assertThat(console.get(page).body()).contains("dove T-1");
        console.post(page + "/drop", with(parcel, "reason", "told by phone"));
        assertThat(console.get(page).body()).doesNotContain("dove T-1");
    }

    private static Map<String, String> with(Map<String, String> form, String name, String value) {
        var more = new HashMap<>(form);
        more.put(name, value);
        return more;
    }

    private static Shop openShopify() {
        return Shop.open(
                hub,
                "shopify",
                Map.of(
                        "shopDomain", "shop.example",
                        "webhookSecret", "hush",
                        "apiBaseUrl", "http://localhost:9/admin",
                        "accessToken", "token",
                        "locationId", "1"));
    }

    private static Shop open() {
        // Nobody listens on that port.
        var shop = Shop.open(
                hub,
                "meituan",
                Map.of(
                        "appId",
                        MeituanPush.APP_ID,
                        "appSecret",
                        "hush",
                        "apiBaseUrl",
                        "http://localhost:9/api",
                        "stores",
                        Map.of("poi-3", "store-3")));
        shop.list("m-1", "MILK");
        return shop;
    }

    private static void push(Shop shop, String number) {
        var form = Map.of(
                "order_id", number,
                "app_poi_code", "poi-3",
                "total", "10.00",
                "status", "2",
                "ctime", "1795312800",
                "detail", "[{\"sku_id\":\"m-1\",\"food_name\":\"milk\",\"quantity\":1,\"price\":10}]");
        var call = MeituanPush.signed(
                hub.url("/doors/meituan/" + shop.channel + "/order"),
                MeituanPush.encoded(form),
                "hush",
                Instant.now().getEpochSecond());
        assertThat(Api.send(call).status()).isEqualTo(200);
    }

    private static String path(Shop shop) {
        return path(shop, "answers");
    }

    private static String path(Shop shop, String page) {
        var merchant = hub.bean(CatalogLists.class).merchants().stream()
                .filter(known -> known.id().equals(shop.merchant))
                .findFirst()
                .orElseThrow();
        return "/console/m/" + merchant.code() + "/parked/" + page;
    }

    /** What would take the hub ten seconds. */
    private static boolean triedThreeTimes(Shop shop, String number) {
        return hub.bean(JdbcClient.class)
                        .sql(
                                "update channels.order_answer set attempts = 3 where channel_id = ? and number = ? and attempts = 1")
                        .param(shop.channel.value())
                        .param(number)
                        .update()
                == 1;
    }
}
