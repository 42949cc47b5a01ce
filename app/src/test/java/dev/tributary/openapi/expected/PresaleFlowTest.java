package dev.tributary.openapi.expected;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.access.Scope;
import dev.tributary.testing.Api;
import dev.tributary.testing.ConsoleSession;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.Shop;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A phone is sold before it is there: the hub keeps dates, turns and promises while the purchase order wanders. */
class PresaleFlowTest {

    private static HubUnderTest hub;
    private static ConsoleSession console;
    private static Api app;
    private static Api erp;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.shared();
        console = ConsoleSession.administrator(hub, "li-presale");
        var shop = Shop.open(hub, "presale");
        app = shop.api(Scope.ORDERS_READ, Scope.ORDERS_WRITE);
        erp = shop.api(Scope.SETUP_WRITE, Scope.STOCK_READ, Scope.STOCK_WRITE);
    }

    @Test
    void whoOrdersBeforeItIsThereIsServedInTurnWhenItComes() {
        assertThat(product("PHONE").status()).isEqualTo(200);
        assertThat(expect("PHONE", 3, "2031-03-01T08:00:00Z")
                        .json()
                        .path("items")
                        .get(0)
                        .path("state")
                        .asString())
                .isEqualTo("OPEN");

        // Nobody has offered it yet.
        assertThat(order("P-0", "PHONE", 1).status()).isEqualTo(422);
        assertThat(offer("PHONE", "PRE_ORDER")
                        .json()
                        .path("items")
                        .get(0)
                        .path("sku")
                        .asString())
                .isEqualTo("PHONE");

        var first = order("P-1", "PHONE", 2).json().path("id").asString();
        var second = order("P-2", "PHONE", 1).json().path("id").asString();
        assertThat(order("P-3", "PHONE", 1).status()).isEqualTo(422);
        var line = line(first);
        assertThat(line.path("reservation").asString()).isEqualTo("WAITING_RECEIPT");
        assertThat(line.path("waits").path("promisedAt").asString()).isEqualTo("2031-03-01T08:00:00Z");
        assertThat(line(second).path("waits").path("turn").asLong()).isEqualTo(2);
        assertThat(app.get("/v1/orders/" + first).json().path("shown").asString())
                .isEqualTo("WAITING");
        pay(first, 2);
        pay(second, 1);

        // The supplier is late, and says so; then sends less.
        expect("PHONE", 3, "2031-03-08T08:00:00Z");
        soon(() -> assertThat(line(second).path("waits").path("promisedAt").asString())
                .isEqualTo("2031-03-08T08:00:00Z"));
        expect("PHONE", 2, "2031-03-08T08:00:00Z");
        soon(() -> assertThat(uncovered()).containsExactly(second));

        assertThat(console.get("/console/m/presale/orders/waiting?uncovered=true")
                        .body())
                .contains("P-2", "nothing expected covers it any more", "PO-PHONE")
                .doesNotContain("P-1<");
        assertThat(console.get("/console/m/presale/orders/waiting?language=zh").body())
                .contains("等货队列", "P-1", "预售");

        // Two come. They are of whoever ordered first; who asks now is told no.
        receive("PHONE", 2);
        soon(() -> assertThat(line(first).path("reservation").asString()).isEqualTo("CONFIRMED"));
        assertThat(line(second).path("reservation").asString()).isEqualTo("WAITING_RECEIPT");
        assertThat(order("P-4", "PHONE", 1).status()).isEqualTo(422);
        assertThat(erp.get("/v1/stock/expected?state=RECEIVED").json().path("items"))
                .hasSize(1);

        // Another supplier helps out.
        receive("PHONE", 2);
        soon(() -> assertThat(line(second).path("reservation").asString()).isEqualTo("CONFIRMED"));
        assertThat(app.get("/v1/stock/waiting").json().path("items")).isEmpty();
        assertThat(order("P-5", "PHONE", 1)
                        .json()
                        .path("lines")
                        .get(0)
                        .path("reservation")
                        .asString())
                .isEqualTo("HELD");
        assertThat(events(second))
                .containsExactly(
                        "order.placed.v1",
                        "order.paid.v1",
                        "order.promise-changed.v1",
                        "order.promise-changed.v1",
                        "order.amended.v1");
    }

    @Test
    void aReceiptThatIsOverdueIsCountedOnADayLater() {
        product("TABLET");
        expect("TABLET", 5, "2031-03-01T08:00:00Z");
        offer("TABLET", "BACKORDER");
        var order = order("T-1", "TABLET", 1).json().path("id").asString();
        hub.bean(JdbcClient.class)
                .sql("update inventory.expected set due_at = now() - interval '1 minute' where number = 'PO-TABLET'")
                .update();

        hub.bean("dev.tributary.inventory.waiting.LateReceipts", Runnable.class).run();

        soon(() -> assertThat(events(order)).contains("order.promise-changed.v1"));
        assertThat(line(order).path("waits").path("promisedAt").asString()).doesNotContain("2031");
    }

    @Test
    void whatIsWrongIsSaidAllAtOnce() {
        var wrong = erp.put("/v1/stock/expected", """
                {"lines": [{"number": "", "sku": "NOTHING", "node": "nowhere", "units": -1, "expectedAt": "soon"}]}
                """);
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.json().path("violations").findValuesAsString("pointer"))
                .contains("/lines/0/number", "/lines/0/sku", "/lines/0/node", "/lines/0/units", "/lines/0/expectedAt");
        assertThat(erp.put("/v1/stock/offers", "{\"sku\": \"NOTHING\", \"offer\": \"PRE_ORDER\"}")
                        .status())
                .isEqualTo(400);
        assertThat(app.get("/v1/stock/waiting?sku=NOTHING").status()).isEqualTo(400);
    }

    private static Api.Answer product(String sku) {
        return erp.post("/v1/products:batch", """
                {"products": [{"code": "%s", "name": "%s", "skus": [
                   {"code": "%s", "name": "%s", "price": {"amount": 100, "currency": "CNY"}}]}]}
                """.formatted(sku, sku, sku, sku));
    }

    private static Api.Answer expect(String sku, int units, String at) {
        return erp.put("/v1/stock/expected", """
                {"lines": [{"number": "PO-%s", "sku": "%s", "node": "wh-1", "units": %d, "expectedAt": "%s"}]}
                """.formatted(sku, sku, units, at));
    }

    private static Api.Answer offer(String sku, String kind) {
        return erp.put(
                "/v1/stock/offers", "{\"sku\": \"%s\", \"channel\": \"app\", \"offer\": \"%s\"}".formatted(sku, kind));
    }

    private static void receive(String sku, int units) {
        erp.post("/v1/stock:batch", """
                {"lines": [{"node": "wh-1", "sku": "%s", "kind": "RECEIVE", "units": %d, "cause": "receipt/PO-%s"}]}
                """.formatted(sku, units, sku), "Idempotency-Key", "receive-" + System.nanoTime());
    }

    private static Api.Answer order(String number, String sku, int units) {
        return app.post("/v1/orders", """
                {"channel": "app", "number": "%s", "currency": "CNY",
                 "lines": [{"sku": "%s", "units": %d, "unitPrice": {"amount": 100, "currency": "CNY"}}]}
                """.formatted(number, sku, units));
    }

    private static void pay(String order, int units) {
        app.post(
                "/v1/orders/%s/pay".formatted(order),
                """
                {"reference": "wx-%s", "method": "WECHAT", "amount": {"amount": %d, "currency": "CNY"}}
                """.formatted(order, units * 100),
                "Idempotency-Key",
                "pay-" + order);
    }

    private static tools.jackson.databind.JsonNode line(String order) {
        return app.get("/v1/orders/" + order).json().path("lines").get(0);
    }

    private static List<String> uncovered() {
        return app.get("/v1/stock/waiting?uncovered=true").json().path("items").findValuesAsString("order");
    }

    private static void soon(Runnable holds) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(holds::run);
    }

    private static List<String> events(String order) {
        return hub.bean(JdbcClient.class)
                .sql("select type from journal.event where key = :key order by position")
                .param("key", "order/" + order)
                .query(String.class)
                .list();
    }
}
