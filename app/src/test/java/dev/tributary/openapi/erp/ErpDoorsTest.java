package dev.tributary.openapi.erp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.Scope;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.CatalogLists;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderDraft;
import dev.tributary.orders.OrderIntake;
import dev.tributary.orders.Outcome;
import dev.tributary.testing.Api;
import dev.tributary.testing.Api.Answer;
import dev.tributary.testing.HubUnderTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What an ERP does all day: stock up, orders down, shipments up. */
class ErpDoorsTest {

    private static final AtomicInteger MERCHANTS = new AtomicInteger();
    private static final int TRIES_MAX = 2_000;
    private static HubUnderTest hub;
    private static Api admin;

    private record Shop(MerchantId id, Api api) {}

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start();
        admin = Api.admin(hub);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void stockGoesUpOnceAndCanBeExplained() {
        var api = shop().api();
        String receipt = """
                {"lines": [
                 {"node": "wh-1", "sku": "A", "kind": "RECEIVE", "units": 10, "cause": "receipt/PO-7",
                  "unitCost": {"amount": 900, "currency": "CNY"}},
                 {"node": "wh-1", "sku": "B", "kind": "RECEIVE", "units": 5},
                 {"node": "wh-1", "sku": "A", "kind": "SAFETY", "units": 2}]}
                """;

        var first = api.post("/v1/stock:batch", receipt, "Idempotency-Key", "PO-7");
        var again = api.post("/v1/stock:batch", receipt, "Idempotency-Key", "PO-7");
        var other = api.post("/v1/stock:batch", receipt.replace("10", "11"), "Idempotency-Key", "PO-7");

        assertThat(first.body()).isEqualTo("{\"rows\":3}");
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(again.body()).isEqualTo("{\"rows\":3}");
        assertThat(again.header("Idempotent-Replayed")).contains("true");
        assertThat(other.status()).isEqualTo(422);
        var row = api.get("/v1/stock?limit=1").json();
        assertThat(row.at("/items/0").toString())
                .startsWith(
                        "{\"sku\":\"A\",\"node\":\"wh-1\",\"onHand\":10,\"reserved\":0,\"safety\":2,\"allowance\":0,"
                                + "\"unitsShort\":0,\"available\":8,");
        var next = api.get("/v1/stock?limit=1&cursor=" + row.path("nextCursor").asString());
        assertThat(next.json().at("/items/0/sku").asString()).isEqualTo("B");
        var ledger = api.get("/v1/stock/A/wh-1/ledger").json().path("items");
        var received = ledger.get(ledger.size() - 1);
        assertThat(received.path("kind").asString()).isEqualTo("RECEIVE");
        assertThat(received.path("onHandAfter").asLong()).isEqualTo(10);
        assertThat(received.path("cause").asString()).isEqualTo("receipt/PO-7");
        assertThat(received.at("/unitCost/amount").asLong()).isEqualTo(900);
    }

    @Test
    void aBatchOfStockIsAllOrNone() {
        var api = shop().api();

        var answer = api.post("/v1/stock:batch", """
                {"lines": [
                 {"node": "wh-1", "sku": "A", "kind": "RECEIVE", "units": 10},
                 {"node": "moon", "sku": "Z", "kind": "RECEIVE", "units": 0},
                 {"node": "wh-1", "sku": "A", "kind": "COUNT", "units": -1, "unitCost": {"amount": 1, "currency": "USD"}},
                 {"node": "wh-1", "sku": "A", "kind": "MELT", "units": 1.5},
                 {"node": "wh-1", "sku": "A", "kind": "COUNT", "units": 3},
                 {"node": "wh-1", "sku": "A", "kind": "COUNT", "units": 4}]}
                """, "Idempotency-Key", "k");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(violations(answer.json()))
                .containsExactlyInAnyOrder(
                        "/lines/1/sku unknown_sku",
                        "/lines/1/node unknown_node",
                        "/lines/1/units out_of_range",
                        "/lines/2/units out_of_range",
                        "/lines/2/unitCost invalid_value",
                        "/lines/3/kind invalid_value",
                        "/lines/3/units wrong_type",
                        "/lines/5/kind duplicate");
        assertThat(api.get("/v1/stock").json().path("items").size()).isZero();
        assertThat(violations(api.post("/v1/stock:batch", "{\"lines\": []}").json()))
                .containsExactly("Idempotency-Key required");
    }

    @Test
    void stockComesAsAFileWithErrorsByLine() {
        var api = shop().api();
        String file = """
                node,sku,kind,units,cause,unitCost
                wh-1,A,RECEIVE,10,receipt/PO-8,9.00
                wh-1,Z,RECEIVE,10,,
                wh-1,B,COUNT,-1,,
                wh-1,B,COUNT,ten,,
                wh-1,B,,7,,
                wh-1,B,COUNT,7,,
                """;

        var first = csv(api, file, "file-1");
        var again = csv(api, file, "file-1");

        assertThat(first.json().path("done").asInt()).as(first.body()).isEqualTo(2);
        assertThat(errors(first.json()))
                .containsExactly("3 sku unknown_sku", "4 units out_of_range", "5 units wrong_type", "6 kind required");
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(texts(api.get("/v1/stock").json().path("items"), "onHand")).containsExactly("10", "7");
        var changed = csv(api, file.replace("wh-1,Z", "wh-1,B"), "file-1");
        assertThat(changed.json().path("done").asInt()).isZero();
    }

    @Test
    void theErpTakesPaidOrdersOnceAndShipsThem() {
        var shop = shop();
        var api = shop.api();
        api.post(
                "/v1/stock:batch",
                "{\"lines\": [{\"node\": \"wh-1\", \"sku\": \"A\", \"kind\": \"RECEIVE\", \"units\": 10}]}",
                "Idempotency-Key",
                "open");
        String unpaid = place(shop, "N-1", false);
        String paid = place(shop, "N-2", true);

        var pending = untilPending(api, 1);

        assertThat(texts(pending, "id")).containsExactly(paid).doesNotContain(unpaid);
        assertThat(pending.get(0).path("payment").asString()).isEqualTo("PAID");
        assertThat(pending.get(0).path("channel").asString()).isEqualTo("app");
        assertThat(pending.get(0).at("/lines/0/sku").asString()).isEqualTo("A");
        assertThat(pending.get(0).at("/lines/0/node").asString()).isEqualTo("wh-1");
        assertThat(pending.get(0).at("/lines/0/reservation").asString()).isEqualTo("CONFIRMED");
        assertThat(pending.get(0).at("/total/amount").asLong()).isEqualTo(200);

        var shipped = ship(api, paid, "SF-1", 2);
        assertThat(shipped.at("/results/0/state").asString())
                .as(shipped.toString())
                .isEqualTo("SHIPPED");
        assertThat(ship(api, paid, "SF-1", 2).at("/results/0/replayed").asBoolean())
                .isTrue();
        assertThat(ship(api, paid, "SF-2", 1).at("/results/0/problem/status").asInt())
                .isEqualTo(409);
        assertThat(ship(api, "999999999999", "SF-3", 1)
                        .at("/results/0/problem/status")
                        .asInt())
                .isEqualTo(404);

        var marked = api.post(
                "/v1/erp/orders:mark",
                "{\"orders\": [{\"id\": \"%s\", \"syncState\": \"SYNCED\", \"erpNumber\": \"SO-1\"}]}".formatted(paid));
        assertThat(marked.body()).isEqualTo("{\"marked\":1}");
        assertThat(untilPending(api, 0).size()).isZero();
        var synced = api.get("/v1/erp/orders?syncState=SYNCED").json();
        assertThat(synced.at("/items/0/erpNumber").asString()).isEqualTo("SO-1");
    }

    @Test
    void anOrderThatTheErpCannotTakeWaitsWithItsNote() {
        var shop = shop();
        var api = shop.api();
        api.post(
                "/v1/stock:batch",
                "{\"lines\": [{\"node\": \"wh-1\", \"sku\": \"A\", \"kind\": \"RECEIVE\", \"units\": 10}]}",
                "Idempotency-Key",
                "open");
        String order = place(shop, "N-1", true);
        untilPending(api, 1);

        api.post(
                "/v1/erp/orders:mark",
                "{\"orders\": [{\"id\": \"%s\", \"syncState\": \"FAILED\", \"note\": \"blocked\"}]}".formatted(order));

        assertThat(api.get("/v1/erp/orders?syncState=FAILED")
                        .json()
                        .at("/items/0/note")
                        .asString())
                .isEqualTo("blocked");
        var other = shop().api();
        assertThat(violations(other.post(
                                "/v1/erp/orders:mark",
                                "{\"orders\": [{\"id\": \"%s\", \"syncState\": \"SYNCED\"}]}".formatted(order))
                        .json()))
                .containsExactly("/orders/0/id unknown_order");
        assertThat(ship(other, order, "SF-9", 1).at("/results/0/problem/status").asInt())
                .isEqualTo(404);
        assertThat(other.get("/v1/stock/A/wh-1/ledger").json().path("items").size())
                .isZero();
        assertThat(other.get("/v1/erp/orders?syncState=FAILED")
                        .json()
                        .path("items")
                        .size())
                .isZero();
    }

    @Test
    void aShipmentOfAnOrderThatHasChangedSinceIsRefused() {
        var shop = shop();
        var api = shop.api();
        api.post(
                "/v1/stock:batch",
                "{\"lines\": [{\"node\": \"wh-1\", \"sku\": \"A\", \"kind\": \"RECEIVE\", \"units\": 10}]}",
                "Idempotency-Key",
                "open");
        String order = place(shop, "N-2", true);

        var stale = ship(api, order, "SF-1\", \"ifVersion\": \"9", 1).at("/results/0");
        assertThat(stale.at("/problem/status").asInt()).isEqualTo(412);
        assertThat(stale.at("/problem/detail").asString()).contains("version 1, not 9");
        assertThat(ship(api, order, "SF-1\", \"ifVersion\": \"1", 1)
                        .at("/results/0/version")
                        .asString())
                .isEqualTo("2");
    }

    @Test
    void aWrongShipmentIsAnsweredByItself() {
        var results = shop().api()
                .post("/v1/erp/shipments:batch", """
                        {"shipments": [{"order": "x", "key": "k", "carrier": "SF", "trackingNumber": "1",
                          "lines": [{"line": 0, "units": 0}]}, {"order": "1"}]}
                        """, "Idempotency-Key", "k")
                .json()
                .path("results");

        assertThat(violations(results.get(0).path("problem")))
                .containsExactly(
                        "/shipments/0/order invalid_value",
                        "/shipments/0/lines/0/line out_of_range",
                        "/shipments/0/lines/0/units out_of_range");
        assertThat(violations(results.get(1).path("problem")))
                .containsExactly(
                        "/shipments/1/key required",
                        "/shipments/1/carrier required",
                        "/shipments/1/trackingNumber required",
                        "/shipments/1/lines required");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            GET  | /v1/erp/orders?syncState=LOST     | ``                                               | 400 | syncState invalid_value
            GET  | /v1/erp/orders?cursor=eA          | ``                                               | 400 | cursor invalid_value
            GET  | /v1/stock/Z/wh-1/ledger           | ``                                               | 404 | ``
            GET  | /v1/stock/A/moon/ledger           | ``                                               | 404 | ``
            GET  | /v1/stock?cursor=eA               | ``                                               | 400 | ``
            POST | /v1/erp/orders:mark               | {"orders": [{"id": "1", "syncState": "PENDING"}]} | 400 | /orders/0/syncState invalid_value
            POST | /v1/erp/orders:mark               | {"orders": [{"id": "1", "syncState": "SYNCED"}, {"id": "1", "syncState": "SYNCED"}]} | 400 | /orders/1/id duplicate
            POST | /v1/erp/orders:mark               | {"orders": 1}                                    | 400 | /orders wrong_type
            POST | /v1/erp/shipments:batch           | {"shipments": []}                                | 400 | Idempotency-Key required
            """)
    void badInputIsNamed(String method, String path, String body, int status, String violation) {
        var api = shop().api();
        Answer answer = method.equals("GET") ? api.get(path) : api.post(path, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        if (!violation.isEmpty()) {
            assertThat(violations(answer.json())).contains(violation);
        }
    }

    private static Shop shop() {
        String code = "erp" + MERCHANTS.incrementAndGet();
        admin.post(
                "/v1/merchants",
                "{\"code\":\"%s\",\"name\":\"M\",\"zone\":\"Asia/Shanghai\",\"currency\":\"CNY\"}".formatted(code));
        MerchantId id =
                hub.bean(CatalogLists.class).merchant(code).orElseThrow().id();
        var api = Api.of(
                hub, id, Scope.SETUP_WRITE, Scope.STOCK_READ, Scope.STOCK_WRITE, Scope.ORDERS_READ, Scope.ORDERS_WRITE);
        api.put("/v1/nodes/wh-1", "{\"name\": \"Warehouse\", \"kind\": \"WAREHOUSE\"}");
        api.put("/v1/channels/app", "{\"name\": \"App\", \"adapter\": \"app\", \"nodes\": [\"wh-1\"]}");
        api.sendAs(
                "text/csv",
                "POST",
                "/v1/products:batch",
                "product,sku,name,price\np,A,A,1\np,B,B,2\n".getBytes(StandardCharsets.UTF_8));
        return new Shop(id, api);
    }

    private static String place(Shop shop, String number, boolean paid) {
        var catalog = hub.bean(Catalog.class);
        var channel = catalog.channel(shop.id(), "app").orElseThrow();
        var sku = Objects.requireNonNull(
                catalog.skusByCode(shop.id(), List.of("A")).get("A"));
        var node = hub.bean(Nodes.class).byCode(shop.id(), "wh-1").orElseThrow();
        var total = Money.of(200, "CNY");
        var nothing = Money.of(0, "CNY");
        var payment = new OrderDraft.Payment("pay-" + number, "WECHAT", total, Instant.parse("2026-11-22T02:00:00Z"));
        var draft = new OrderDraft(
                shop.id(),
                channel.id(),
                number,
                new byte[16],
                Optional.empty(),
                OrderDraft.Intent.REQUEST,
                OrderDraft.Fill.ALL_OR_NOTHING,
                0,
                Instant.parse("2026-11-22T02:00:00Z"),
                Optional.empty(),
                new OrderDraft.Delivery(OrderDraft.Delivery.Method.SHIP, Optional.empty()),
                List.of(new OrderDraft.Line(
                        1, Optional.of(sku.id()), "A", "A", 2, Money.of(100, "CNY"), nothing, List.of(node.id()))),
                List.of(),
                nothing,
                nothing,
                Optional.of(total),
                paid ? Optional.of(payment) : Optional.empty(),
                false,
                false,
                Duration.ofMinutes(30),
                Optional.empty(),
                Map.of());
        var outcome = hub.bean(OrderIntake.class).decide(new Command.Place(draft));
        assertThat(outcome).isInstanceOf(Outcome.Placed.class);
        return ((Outcome.Placed) outcome).order().toString();
    }

    /** The journal needs a moment; each look at the list is one. */
    private static JsonNode untilPending(Api api, int count) {
        for (int tries = 0; tries < TRIES_MAX; tries++) {
            var items = api.get("/v1/erp/orders?syncState=PENDING").json().path("items");
            if (items.size() == count) {
                return items;
            }
        }
        throw new AssertionError("the ERP's list never had " + count);
    }

    private static JsonNode ship(Api api, String order, String key, int units) {
        return api.post("/v1/erp/shipments:batch", """
                        {"shipments": [{"order": "%s", "key": "%s", "carrier": "SF", "trackingNumber": "SF1",
                          "lines": [{"line": 1, "units": %d}]}]}
                        """.formatted(order, key, units), "Idempotency-Key", "ship")
                .json();
    }

    private static Answer csv(Api api, String file, String key) {
        return api.sendAs(
                "text/csv", "POST", "/v1/stock:batch", file.getBytes(StandardCharsets.UTF_8), "Idempotency-Key", key);
    }

    private static List<String> violations(JsonNode problem) {
        var found = new ArrayList<String>();
        problem.path("violations")
                .forEach(violation -> found.add(violation.path("pointer").asString() + " "
                        + violation.path("code").asString()));
        return found;
    }

    private static List<String> errors(JsonNode result) {
        var found = new ArrayList<String>();
        result.path("errors")
                .forEach(error -> violations(error)
                        .forEach(violation -> found.add(error.path("line").asInt() + " " + violation)));
        return found;
    }

    private static List<String> texts(JsonNode items, String field) {
        var found = new ArrayList<String>();
        items.forEach(item -> found.add(item.path(field).asString()));
        return found;
    }
}
