package dev.tributary.openapi.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.Scope;
import dev.tributary.testing.Api;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.Shop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What may happen to an order after it was placed, through the door. */
class OrderLifeTest {

    private static HubUnderTest hub;
    private static Shop shop;
    private static Api api;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.shared();
        shop = Shop.open(hub, "acme-order-life");
        shop.receive("wh-1", "BREAD", 100);
        api = shop.api(Scope.ORDERS_WRITE, Scope.ORDERS_READ);
    }

    @Test
    void aPaidOrderShowsWhatWasPaidAndHidesItsBuyer() {
        String id = place("L-1", """
                "buyer": {"name": "李雷", "phone": "13512342210"},
                "delivery": {"method": "SHIP", "region": {"country": "CN", "code": "310101"}, "address": "南京路1号"},
                """);
        assertThat(pay(id, "pay-1", "wx-1", 1000).json().get("payment").asString())
                .isEqualTo("PAID");
        var order = api.get("/v1/orders/" + id);
        assertThat(order.status()).isEqualTo(200);
        assertThat(order.json().get("shown").asString()).isEqualTo("TO_SHIP");
        assertThat(order.json().at("/payable/amount").asLong()).isEqualTo(1000);
        assertThat(order.json().at("/paid/currency").asString()).isEqualTo("CNY");
        assertThat(order.json().at("/lines/0/node").asString()).isEqualTo("wh-1");
        assertThat(order.json().at("/buyer/phone").asString()).isEqualTo("135****2210");
        assertThat(order.body()).doesNotContain("李雷").doesNotContain("13512342210");
        assertThat(order.header("ETag"))
                .contains("\"" + order.json().get("version").asString() + "\"");
        assertThat(api.get(
                                "/v1/orders/" + id,
                                "If-None-Match",
                                order.header("ETag").orElseThrow())
                        .status())
                .isEqualTo(304);
    }

    @Test
    void theSamePaymentTwiceHasOneEffectAndItsKeyIsGoodForNothingElse() {
        String id = place("L-2", "");
        pay(id, "pay-2", "wx-2", 400);
        var again = pay(id, "pay-2", "wx-2", 400);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("Idempotent-Replayed")).contains("true");
        var other = pay(id, "pay-2", "wx-3", 600);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().get("type").asString()).endsWith("/reused-key");
        assertThat(api.get("/v1/orders/" + id).json().at("/paid/amount").asLong())
                .isEqualTo(400);
    }

    @Test
    void aCancelledOrderStaysCancelledAndItsPaymentIsDueBack() {
        String id = place("L-3", "");
        var cancelled = wish(id, "cancel", "c-3", "{\"reason\": \"changed my mind\"}");
        assertThat(cancelled.json().get("state").asString()).isEqualTo("CANCELLED");
        assertThat(wish(id, "cancel", "c-3", "{\"reason\": \"changed my mind\"}")
                        .header("Idempotent-Replayed"))
                .contains("true");
        assertThat(pay(id, "pay-3", "wx-9", 1000).json().get("payment").asString())
                .isEqualTo("REFUND_DUE");
        assertThat(wish(id, "lines", "l-3", "{\"units\": {\"1\": 1}, \"reason\": \"late\"}")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void linesAreEditedAndTooManyAreRefusedWithTheShortLine() {
        String id = place("L-4", "");
        var fewer = wish(id, "lines", "l-4", "{\"units\": {\"1\": 1}, \"reason\": \"one is enough\"}");
        assertThat(fewer.status()).isEqualTo(200);
        assertThat(api.get("/v1/orders/" + id).json().at("/lines/0/units").asLong())
                .isEqualTo(1);
        var tooMany = wish(id, "lines", "l-5", "{\"units\": {\"1\": 100000}, \"reason\": \"party\"}");
        assertThat(tooMany.status()).isEqualTo(422);
        assertThat(tooMany.json().get("type").asString()).endsWith("/insufficient-stock");
        assertThat(api.get("/v1/orders/" + id).json().at("/lines/0/units").asLong())
                .isEqualTo(1);
    }

    @Test
    void reviewRemarkFlagAndRecipientLeaveTheirTraceInTheTimeline() {
        String id = place("L-6", "");
        assertThat(wish(id, "review", "r-6", "{\"next\": \"ON_HOLD\", \"reason\": \"call first\"}")
                        .json()
                        .get("state")
                        .asString())
                .isEqualTo("ON_HOLD");
        assertThat(wish(id, "remark", "m-6", "{\"remark\": \"gift wrap\"}").status())
                .isEqualTo(200);
        assertThat(wish(id, "remark", "m-6", "{\"remark\": \"gift wrap\"}").header("Idempotent-Replayed"))
                .contains("true");
        assertThat(wish(id, "flag", "f-6", "{\"flag\": \"red\"}").status()).isEqualTo(200);
        assertThat(wish(id, "recipient", "p-6", "{\"buyer\": {\"name\": \"韩梅梅\", \"phone\": \"13900001111\"}}")
                        .status())
                .isEqualTo(200);
        var order = api.get("/v1/orders/" + id).json();
        assertThat(order.get("remark").asString()).isEqualTo("gift wrap");
        assertThat(order.get("flag").asString()).isEqualTo("red");
        assertThat(order.at("/buyer/phone").asString()).isEqualTo("139****1111");
        assertThat(api.get("/v1/orders/" + id + "/timeline").json().get("items").size())
                .isGreaterThanOrEqualTo(4);
    }

    @Test
    void aWishWithoutItsKeyOrWithABadBodyChangesNothing() {
        String id = place("L-7", "");
        var before = shop.rows();
        assertThat(api.post("/v1/orders/" + id + "/cancel", "{\"reason\": \"x\"}")
                        .status())
                .isEqualTo(400);
        var bad = wish(id, "review", "b-7", "{\"next\": \"PERHAPS\", \"because\": 1}");
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.json().get("violations")).hasSize(3);
        assertThat(wish("0", "cancel", "b-8", "{\"reason\": \"x\"}").status()).isEqualTo(404);
        assertThat(wish("999", "cancel", "b-9", "{\"reason\": \"x\"}").status()).isEqualTo(404);
        assertThat(shop.rows()).isEqualTo(before);
    }

    @Test
    void whoHasReadAnOlderVersionChangesNothing() {
        String id = place("L-40", "");
        String read = api.get("/v1/orders/" + id).header("ETag").orElseThrow();
        var remarked = wish(id, "remark", "v-1", "{\"remark\": \"call first\"}", "If-Match", read);
        assertThat(remarked.status()).isEqualTo(200);
        String known = "\"" + remarked.json().get("version").asString() + "\"";
        assertThat(api.get("/v1/orders/" + id).header("ETag")).contains(known);

        var before = shop.rows();
        String cancel = "{\"reason\": \"x\"}";
        String lines = "{\"units\": {\"1\": 1}, \"reason\": \"x\"}";
        var wishes = Map.of(
                "cancel", cancel,
                "lines", lines,
                "review", "{\"next\": \"ON_HOLD\", \"reason\": \"x\"}",
                "remark", "{\"remark\": \"x\"}",
                "flag", "{\"flag\": \"x\"}",
                "recipient", "{\"buyer\": {\"name\": \"x\"}}");
        wishes.forEach((what, body) -> {
            for (String stale : List.of(read, "W/" + known, "\"moon\"")) {
                var answer = wish(id, what, "v-" + what, body, "If-Match", stale);
                assertThat(answer.status()).as(what).isEqualTo(412);
                assertThat(answer.json().get("type").asString()).endsWith("/precondition-failed");
            }
        });
        assertThat(shop.rows()).isEqualTo(before);

        assertThat(wish(id, "lines", "v-lines", lines, "If-Match", known).status())
                .isEqualTo(200);
        var again = wish(id, "lines", "v-lines", lines, "If-Match", known);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("Idempotent-Replayed")).contains("true");
        assertThat(wish(id, "cancel", "v-any", cancel, "If-Match", "*").status())
                .isEqualTo(200);
    }

    @Test
    void aListIsReadPageByPageAndMissesNone() {
        String first = place("L-8", "");
        String second = place("L-9", "");
        var seen = new ArrayList<String>();
        String cursor = "";
        do {
            var page = api.get("/v1/orders?channel=app&limit=1" + cursor).json();
            page.get("items").forEach(order -> seen.add(order.get("id").asString()));
            cursor =
                    page.has("nextCursor") ? "&cursor=" + page.get("nextCursor").asString() : "";
        } while (!cursor.isEmpty());
        assertThat(seen).contains(first, second).doesNotHaveDuplicates();
        assertThat(api.get("/v1/orders?updatedSince=2099-01-01T00:00:00Z")
                        .json()
                        .get("items"))
                .isEmpty();
        assertThat(api.get("/v1/orders?state=PERHAPS").status()).isEqualTo(400);
        assertThat(api.get("/v1/orders?updatedSince=yesterday").status()).isEqualTo(400);
        assertThat(api.get("/v1/orders?channel=moon").status()).isEqualTo(400);
        assertThat(api.get("/v1/orders?limit=201").status()).isEqualTo(400);
        assertThat(api.get("/v1/orders?cursor=x").status()).isEqualTo(400);
    }

    @Test
    void aBatchAnswersEachOrderByItself() {
        String body = """
                {"orders": [
                  {"channel": "app", "number": "L-20", "lines": [{"sku": "BREAD", "units": 1, "unitPrice": {"amount": 500, "currency": "CNY"}}]},
                  {"channel": "app", "number": "L-21", "lines": [{"sku": "BREAD", "units": 99999, "unitPrice": {"amount": 500, "currency": "CNY"}}]},
                  {"channel": "app", "lines": []}]}
                """;
        var answer = api.post("/v1/orders:batch", body);
        assertThat(answer.status()).isEqualTo(200);
        var results = answer.json().get("results");
        assertThat(results.at("/0/status").asInt()).isEqualTo(201);
        assertThat(results.at("/0/order/state").asString()).isEqualTo("ACCEPTED");
        assertThat(results.at("/1/status").asInt()).isEqualTo(422);
        assertThat(results.at("/1/problem/lines/0/wanted").asInt()).isEqualTo(99999);
        assertThat(results.at("/2/status").asInt()).isEqualTo(400);
        assertThat(results.at("/2/problem/violations/0/pointer").asString()).isEqualTo("/lines");
        var again = api.post("/v1/orders:batch", body).json().get("results");
        assertThat(again.at("/0/status").asInt()).isEqualTo(200);
        assertThat(again.at("/0/order")).isEqualTo(results.at("/0/order"));
    }

    @Test
    void aBatchOfTooManyOrNonePlacesNothing() {
        var before = shop.rows();
        assertThat(api.post("/v1/orders:batch", "{\"orders\": [" + "{},".repeat(500) + "{}]}")
                        .status())
                .isEqualTo(400);
        assertThat(api.post("/v1/orders:batch", "{\"orders\": []}").status()).isEqualTo(400);
        assertThat(api.post("/v1/orders:batch", "{}").status()).isEqualTo(400);
        assertThat(shop.rows()).isEqualTo(before);
    }

    /** An order over 2 BREAD, 10.00 together. */
    private static String place(String number, String members) {
        var answer = api.post("/v1/orders", """
                {"channel": "app", "number": "%s", %s
                 "lines": [{"sku": "BREAD", "units": 2, "unitPrice": {"amount": 500, "currency": "CNY"}}]}
                """.formatted(number, members));
        assertThat(answer.status()).isEqualTo(201);
        return answer.json().get("id").asString();
    }

    private static Api.Answer pay(String id, String key, String reference, long amount) {
        return wish(id, "pay", key, """
                {"reference": "%s", "method": "WECHAT", "amount": {"amount": %d, "currency": "CNY"}}
                """.formatted(reference, amount));
    }

    private static Api.Answer wish(String id, String what, String key, String body) {
        return api.post("/v1/orders/" + id + "/" + what, body, "Idempotency-Key", key);
    }

    private static Api.Answer wish(String id, String what, String key, String body, String header, String value) {
        return api.post("/v1/orders/" + id + "/" + what, body, "Idempotency-Key", key, header, value);
    }
}
