package dev.tributary.openapi.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.ClientDraft;
import dev.tributary.access.Clients;
import dev.tributary.access.Scope;
import dev.tributary.testing.Api;
import dev.tributary.testing.Api.Answer;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.Shop;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the doors really answer is what the document says they answer. */
class TrueAnswersTest {

    private static final String MONEY = "{\"amount\": 1290, \"currency\": \"CNY\"}";

    private static HubUnderTest hub;
    private static Documented document;
    private static Shop shop;
    private static Api api;
    private static Api admin;
    private final Set<String> wrong = new TreeSet<>();
    private final List<Integer> statuses = new ArrayList<>();

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start();
        document = Documented.by(hub);
        shop = Shop.open(hub, "acme");
        api = shop.api(EnumSet.complementOf(EnumSet.of(Scope.ADMIN)).toArray(Scope[]::new));
        admin = Api.admin(hub);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void setUp() {
        check("POST", "/v1/merchants", admin.post("/v1/merchants", merchant("m-1")));
        check("POST", "/v1/merchants", admin.post("/v1/merchants", merchant("m-1")));
        check(
                "POST",
                "/v1/merchants",
                admin.post("/v1/merchants", merchant("m-1").replace("CNY", "USD")));
        String client = "{\"name\": \"erp\", \"scopes\": [\"setup:read\"]}";
        String clients = "/v1/merchants/{code}/clients";
        check("POST", clients, admin.post("/v1/merchants/acme/clients", client, "Idempotency-Key", "c"));
        check("POST", clients, admin.post("/v1/merchants/acme/clients", client, "Idempotency-Key", "c"));
        check("POST", clients, admin.post("/v1/merchants/nobody/clients", client));
        check("PUT", "/v1/nodes/{code}", api.put("/v1/nodes/wh-2", """
                {"name": "2", "kind": "WAREHOUSE", "region": {"country": "CN", "code": "310101"}, "latitude": 31.2,
                 "longitude": 121, "abilities": ["SHIP", "PICK_UP"], "leadTimeDays": 2}"""));
        check("GET", "/v1/nodes", api.get("/v1/nodes?limit=1"));
        check("POST", "/v1/products:batch", api.post("/v1/products:batch", """
                {"products": [
                  {"code": "milk", "name": "牛奶", "skus": [{"code": "MILK-2L", "name": "2 L", "gtin": "6291041500213",
                   "price": {"amount": 2290, "currency": "CNY"}, "saleUnits": {"BOX": 6}}]},
                  {"code": "bad one", "name": "", "colour": "red", "skus": []}]}"""));
        check("POST", "/v1/products:batch", csv("/v1/products:batch", "product,sku,name,price\np,S-1,one,1.5\n,,,\n"));
        check("POST", "/v1/products:batch", csv("/v1/products:batch", "no,table\n1,2\n"));
        check("GET", "/v1/skus", api.get("/v1/skus"));
        check("PUT", "/v1/channels/{code}", api.put("/v1/channels/shop", """
                {"name": "Shop", "adapter": "shopify", "nodes": ["wh-1"], "account": {"shopDomain": "a.myshopify.com",
                 "webhookSecret": "s", "apiBaseUrl": "https://a.myshopify.com/admin", "accessToken": "t", "locationId": "1"}}"""));
        check("PUT", "/v1/channels/{code}", api.put("/v1/channels/app", "{\"name\": \"x\", \"adapter\": \"tills\"}"));
        String listings = "/v1/channels/{code}/listings:batch";
        String at = "/v1/channels/app/listings:batch";
        check("POST", listings, api.post(at, "{\"listings\": [{\"channelSku\": \"m\", \"sku\": \"MILK-1L\"}]}"));
        check("POST", listings, csv(at, "channelSku,sku\nb,BREAD\nc,NONE\n"));
        check("POST", listings, api.post(at.replace("app", "none"), "{}"));
        assertAllIsAsDocumented(201, 200, 409, 201, 201, 404, 200, 200, 200, 200, 400, 200, 200, 409, 200, 200, 404);
    }

    @Test
    void anOrdersLife() {
        String order = order("T-1", "MILK-1L", 2);
        var placed = check("POST", "/v1/orders", api.post("/v1/orders", order));
        check("POST", "/v1/orders", api.post("/v1/orders", order));
        check("POST", "/v1/orders", api.post("/v1/orders", order("T-1", "MILK-1L", 3)));
        check("POST", "/v1/orders", api.post("/v1/orders", order("T-2", "MILK-1L", 1_000)));
        check(
                "POST",
                "/v1/orders",
                api.post("/v1/orders", order("T-3", "NONE", 1).replace("total", "totel")));
        check("POST", "/v1/orders", api.post("/v1/orders", "{"));
        check("POST", "/v1/orders", Api.stranger(hub).post("/v1/orders", order));
        check("POST", "/v1/orders", shop.api(Scope.ORDERS_READ).post("/v1/orders", order));
        check(
                "POST",
                "/v1/orders:batch",
                api.post(
                        "/v1/orders:batch",
                        "{\"orders\": [%s, %s, %s]}"
                                .formatted(
                                        order("B-1", "BREAD", 1), order("B-2", "BREAD", 99), order("B-3", "NONE", 1))));
        String id = placed.json().path("id").asString();
        check("GET", "/v1/orders/{id}", api.get("/v1/orders/" + id));
        check("GET", "/v1/orders/{id}", api.get("/v1/orders/999999"));
        check("GET", "/v1/orders/{id}/timeline", api.get("/v1/orders/" + id + "/timeline"));
        check("GET", "/v1/orders", api.get("/v1/orders?limit=1&state=ACCEPTED"));
        check("GET", "/v1/orders", api.get("/v1/orders?state=GONE"));
        change(id, "remark", "{\"remark\": \"ring twice\"}");
        change(id, "flag", "{\"flag\": \"red\"}");
        change(id, "recipient", "{\"buyer\": {\"name\": \"李雷\"}, \"delivery\": {\"method\": \"PICK_UP\"}}");
        change(id, "lines", "{\"units\": {\"1\": 1}, \"reason\": \"one is enough\"}");
        change(id, "lines", "{\"units\": {\"1\": 99}, \"reason\": \"more\"}");
        change(id, "pay", "{\"reference\": \"p\", \"method\": \"CASH\", \"amount\": " + MONEY + "}");
        change(id, "pay", "{\"reference\": \"p\", \"method\": \"CASH\", \"amount\": " + MONEY + "}");
        change(id, "review", "{\"next\": \"ON_HOLD\", \"reason\": \"look\"}");
        change(id, "cancel", "{\"reason\": \"regret\"}");
        change(id, "review", "{\"next\": \"ACCEPTED\", \"reason\": \"too late\"}");
        check(
                "POST",
                "/v1/orders/{id}/remark",
                api.post("/v1/orders/" + id + "/remark", "{}", "Idempotency-Key", "stale", "If-Match", "\"1\""));
        String erase = "/v1/orders/" + id + "/recipient/erase";
        check("POST", "/v1/orders/{id}/recipient/erase", api.post(erase, "", "Idempotency-Key", "erase"));
        check("POST", "/v1/orders/{id}/recipient/erase", api.post("/v1/orders/999999/recipient/erase", ""));
        assertAllIsAsDocumented(
                201, 200, 422, 422, 400, 400, 401, 403, 200, 200, 404, 200, 200, 400, 200, 200, 200, 200, 422, 200, 200,
                200, 200, 409, 412, 200, 404);
    }

    @Test
    void stockAndTheErp() {
        var order = api.post(
                "/v1/orders",
                order("E-1", "BREAD", 1)
                        .replace(
                                "\"lines\"",
                                "\"payment\": {\"reference\": \"e\", \"method\": \"CASH\", \"amount\": "
                                        + MONEY.replace("1290", "500") + "}, \"lines\""));
        String id = order.json().path("id").asString();
        check("GET", "/v1/availability", api.get("/v1/availability?skus=MILK-1L,BREAD&nodes=wh-1"));
        check("GET", "/v1/availability", api.get("/v1/availability?skus=NONE"));
        check("GET", "/v1/availability/stream", api.get("/v1/availability/stream"));
        String carts = "/v1/availability/carts";
        String cart = "{\"items\": [{\"sku\": \"BREAD\", \"units\": 1}], \"abilities\": [\"SHIP\"],"
                + " \"places\": [{\"latitude\": 31, \"longitude\": 121}], \"nodesPerSku\": 2}";
        check("POST", carts, api.post(carts, cart));
        check("POST", carts, api.post(carts, cart.replace("SHIP", "TILL")));
        String line = "{\"lines\": [{\"node\": \"wh-1\", \"sku\": \"BREAD\", \"kind\": \"RECEIVE\", \"units\": 5,"
                + " \"unitCost\": " + MONEY + "}]}";
        check("POST", "/v1/stock:batch", api.post("/v1/stock:batch", line, "Idempotency-Key", "s"));
        check("POST", "/v1/stock:batch", api.post("/v1/stock:batch", line, "Idempotency-Key", "s"));
        check("POST", "/v1/stock:batch", api.post("/v1/stock:batch", line));
        check("POST", "/v1/stock:batch", csv("/v1/stock:batch", "node,sku,kind,units\nwh-1,BREAD,COUNT,9\nx,y,z,0\n"));
        check("POST", "/v1/stock:batch", api.sendAs("text/plain", "POST", "/v1/stock:batch", new byte[] {1}));
        String snapshot = "{\"number\": \"S\", \"asOf\": \"%s\", \"nodes\": [{\"node\": \"wh-1\"}], \"lines\": ["
                        .formatted(hub.bean(Clock.class).instant())
                + "{\"node\": \"wh-1\", \"sku\": \"BREAD\", \"onHand\": 8}, {\"node\": \"wh-1\", \"sku\": \"NONE\", \"onHand\": 8}]}";
        check("PUT", "/v1/stock/snapshots", api.put("/v1/stock/snapshots", snapshot));
        check("PUT", "/v1/stock/snapshots", api.put("/v1/stock/snapshots", snapshot.replace(": 8", ": 7")));
        check("PUT", "/v1/stock/snapshots", api.put("/v1/stock/snapshots", "{}"));
        check("POST", "/v1/stock/snapshots:preview", api.post("/v1/stock/snapshots:preview", snapshot));
        check("POST", "/v1/stock/snapshots:preview", api.post("/v1/stock/snapshots:preview", "{}"));
        var snapshots = api.get("/v1/stock/snapshots");
        check("GET", "/v1/stock/snapshots", snapshots);
        String first =
                "/v1/stock/snapshots/" + snapshots.json().at("/items/0/id").asString();
        check("GET", "/v1/stock/snapshots/{id}", api.get(first));
        check("GET", "/v1/stock/snapshots/{id}", api.get("/v1/stock/snapshots/999999"));
        check("GET", "/v1/stock/snapshots/{id}/lines", api.get(first + "/lines?limit=1"));
        check("GET", "/v1/stock/snapshots/{id}/lines", api.get("/v1/stock/snapshots/999999/lines"));
        check("GET", "/v1/stock", api.get("/v1/stock"));
        check("GET", "/v1/stock/{sku}/{node}", api.get("/v1/stock/BREAD/wh-1"));
        String made = api.get("/v1/stock/BREAD/wh-1/ledger")
                .json()
                .at("/items/0/recordedAt")
                .asString();
        check("GET", "/v1/stock/{sku}/{node}", api.get("/v1/stock/BREAD/wh-1?at=" + made));
        check("GET", "/v1/stock/{sku}/{node}", api.get("/v1/stock/BREAD/wh-1?at=2001-01-01T00:00:00Z"));
        check("GET", "/v1/stock/{sku}/{node}", api.get("/v1/stock/BREAD/wh-1?at=2099-01-01T00:00:00Z"));
        check("GET", "/v1/stock/{sku}/{node}/ledger", api.get("/v1/stock/BREAD/wh-1/ledger?limit=2"));
        check("GET", "/v1/stock/{sku}/{node}/ledger", api.get("/v1/stock/NONE/wh-1/ledger"));
        check("GET", "/v1/erp/orders", api.get("/v1/erp/orders"));
        String mark = "{\"orders\": [{\"id\": \"%s\", \"syncState\": \"SYNCED\", \"erpNumber\": \"E\"}]}".formatted(id);
        check("POST", "/v1/erp/orders:mark", api.post("/v1/erp/orders:mark", mark));
        check(
                "POST",
                "/v1/erp/orders:mark",
                api.post("/v1/erp/orders:mark", mark.replace("\"%s\"".formatted(id), "\"999999\"")));
        check(
                "POST",
                "/v1/erp/shipments:batch",
                api.post("/v1/erp/shipments:batch", """
                {"shipments": [
                  {"order": "%s", "key": "a", "carrier": "SF", "trackingNumber": "1", "lines": [{"line": 1, "units": 1}]},
                  {"order": "999999", "key": "b", "carrier": "SF", "trackingNumber": "2", "lines": [{"line": 1, "units": 1}]}]}
                """.formatted(id), "Idempotency-Key", "ship"));
        assertAllIsAsDocumented(
                200, 400, 400, 200, 400, 200, 200, 400, 200, 415, 200, 422, 400, 200, 400, 200, 200, 404, 200, 404, 200,
                200, 200, 404, 400, 200, 404, 200, 200, 400, 200);
    }

    @Test
    void heldStock() {
        String batch = "/v1/stock/held:batch";
        String line =
                "{\"lines\": [{\"node\": \"wh-1\", \"sku\": \"MILK-1L\", \"action\": \"HOLD\", \"condition\": \"DAMAGED\", \"units\": 1}]}";
        check("POST", batch, api.post(batch, line, "Idempotency-Key", "held"));
        check("POST", batch, api.post(batch, line, "Idempotency-Key", "held"));
        check("POST", batch, api.post(batch, line));
        String more = line.replace("HOLD", "SCRAP").replace("1}", "9}");
        check("POST", batch, api.post(batch, more, "Idempotency-Key", "more"));
        check("GET", "/v1/stock/held", api.get("/v1/stock/held?condition=DAMAGED"));
        check("GET", "/v1/stock/held", api.get("/v1/stock/held?condition=GONE"));
        check("GET", "/v1/stock/{sku}/{node}/held", api.get("/v1/stock/MILK-1L/wh-1/held"));
        check("GET", "/v1/stock/{sku}/{node}/held", api.get("/v1/stock/NONE/wh-1/held"));
        assertAllIsAsDocumented(200, 200, 400, 422, 200, 400, 200, 404);
    }

    @Test
    void costs() {
        check("PUT", "/v1/costs", api.put("/v1/costs", "{\"method\": \"FIRST_IN_FIRST_OUT\"}"));
        check("PUT", "/v1/costs", api.put("/v1/costs", "{}"));
        check("GET", "/v1/costs", api.get("/v1/costs"));
        String line =
                "{\"lines\": [{\"node\": \"wh-1\", \"sku\": \"MILK-1L\", \"kind\": \"RECEIVE\", \"units\": 5, \"unitCost\": {\"amount\": 7, \"currency\": \"CNY\"}}]}";
        check("POST", "/v1/stock:batch", api.post("/v1/stock:batch", line, "Idempotency-Key", "costly"));
        String row = "/v1/stock/{sku}/{node}/costs";
        check("GET", row, api.get("/v1/stock/MILK-1L/wh-1/costs?from=2026-01-01T00:00:00Z&to=2099-01-01T00:00:00Z"));
        check("GET", row, api.get("/v1/stock/MILK-1L/wh-1/costs?method=MOVING_AVERAGE"));
        check("GET", row, api.get("/v1/stock/MILK-1L/wh-1/costs?from=noon"));
        check("GET", row, api.get("/v1/stock/NONE/wh-1/costs"));
        check("GET", row + "/entries", api.get("/v1/stock/MILK-1L/wh-1/costs/entries?limit=1"));
        assertAllIsAsDocumented(200, 400, 200, 200, 200, 200, 400, 404, 200);
    }

    @Test
    void counts() {
        String all = "/v1/counts";
        String body = "{\"node\": \"wh-1\", \"skus\": [\"BREAD\"], \"note\": \"aisle 3\"}";
        var made = check("POST", all, api.post(all, body, "Idempotency-Key", "n1"));
        check("POST", all, api.post(all, body));
        check("GET", all, api.get(all + "?limit=1&state=OPEN"));
        String one = all + "/" + made.json().path("id").asString();
        check("GET", all + "/{id}", api.get(one));
        check("GET", all + "/{id}", api.get(all + "/none"));
        String reason = "{\"reason\": \"recounted\"}";
        check("POST", all + "/{id}/approve", api.post(one + "/approve", reason, "Idempotency-Key", "n2"));
        String found = "{\"lines\": [{\"sku\": \"BREAD\", \"units\": 10}]}";
        check("POST", all + "/{id}/enter", api.post(one + "/enter", found, "Idempotency-Key", "n3"));
        check("POST", all + "/{id}/approve", api.post(one + "/approve", reason, "Idempotency-Key", "n4"));
        check("POST", all + "/{id}/reject", api.post(one + "/reject", reason, "Idempotency-Key", "n5"));
        assertAllIsAsDocumented(201, 400, 200, 200, 404, 409, 200, 200, 409);
    }

    @Test
    void transfers() {
        api.put("/v1/nodes/wh-9", "{\"name\": \"9\", \"kind\": \"WAREHOUSE\"}");
        String all = "/v1/transfers";
        String draft = """
                {"number": "T-1", "from": "wh-1", "to": "wh-9", "expectedAt": "2026-11-23T10:00:00Z", "takenAt": "PLANNING",
                 "note": "weekend", "lines": [{"sku": "MILK-1L", "units": 2}]}""";
        var made = check("POST", all, api.post(all, draft, "Idempotency-Key", "t1"));
        check("POST", all, api.post(all, draft, "Idempotency-Key", "t1"));
        check("POST", all, api.post(all, draft, "Idempotency-Key", "t2"));
        check("POST", all, api.post(all, draft));
        String much = draft.replace("T-1", "T-2").replace("2}", "2000}");
        check("POST", all, api.post(all, much, "Idempotency-Key", "t3"));
        check("GET", all, api.get(all + "?limit=1&state=PLANNED"));
        check("GET", all, api.get(all + "?state=LOST"));
        String one = all + "/" + made.json().path("id").asString();
        check("GET", all + "/{id}", api.get(one));
        check("GET", all + "/{id}", api.get(all + "/none"));
        String ship = "{\"lines\": [{\"line\": 1, \"units\": 1}]}";
        check("POST", all + "/{id}/ship", api.post(one + "/ship", ship, "Idempotency-Key", "s0", "If-Match", "\"9\""));
        check("POST", all + "/{id}/ship", api.post(one + "/ship", ship, "Idempotency-Key", "s"));
        check("POST", all + "/{id}/ship", api.post(one + "/ship", ship, "Idempotency-Key", "s2"));
        String came = "{\"lines\": [{\"line\": 1, \"units\": 2, \"condition\": \"DAMAGED\"}], \"rest\": \"LOST\"}";
        check("POST", all + "/{id}/receive", api.post(one + "/receive", came, "Idempotency-Key", "r"));
        String explained = came.replace("\"rest\"", "\"reason\": \"one more\", \"rest\"");
        check("POST", all + "/{id}/receive", api.post(one + "/receive", explained, "Idempotency-Key", "r2"));
        String reason = "{\"reason\": \"no lorry\"}";
        check("POST", all + "/{id}/cancel", api.post(one + "/cancel", reason, "Idempotency-Key", "c"));
        check("GET", all + "/{id}/history", api.get(one + "/history"));
        String second = check(
                        "POST",
                        all,
                        api.post(
                                all,
                                draft.replace("T-1", "T-3").replace("PLANNING", "SHIPPING"),
                                "Idempotency-Key",
                                "t4"))
                .json()
                .path("id")
                .asString();
        check("POST", all + "/{id}/cancel", api.post(all + "/" + second + "/cancel", reason, "Idempotency-Key", "c2"));
        assertAllIsAsDocumented(
                201, 201, 409, 400, 422, 200, 400, 200, 404, 412, 200, 409, 400, 200, 409, 200, 201, 200);
    }

    @Test
    void promises() {
        String expected = "/v1/stock/expected";
        String line = """
                {"lines": [{"number": "PO-1", "sku": "MILK-1L", "node": "wh-1", "units": 5,
                            "expectedAt": "2031-01-01T00:00:00Z"}]}""";
        check("PUT", expected, api.put(expected, line, "Idempotency-Key", "expected"));
        check("PUT", expected, api.put(expected, line.replace("MILK-1L", "NONE")));
        check("GET", expected, api.get(expected + "?state=OPEN&limit=1"));
        check("GET", expected, api.get(expected + "?state=SOME"));
        String offer = "{\"sku\": \"MILK-1L\", \"channel\": \"app\", \"offer\": \"BACKORDER\"}";
        check("PUT", "/v1/stock/offers", api.put("/v1/stock/offers", offer));
        check("PUT", "/v1/stock/offers", api.put("/v1/stock/offers", offer.replace("BACKORDER", "SOME")));
        check("GET", "/v1/stock/offers", api.get("/v1/stock/offers"));
        check("GET", "/v1/stock/waiting", api.get("/v1/stock/waiting?limit=1"));
        check("GET", "/v1/stock/waiting", api.get("/v1/stock/waiting?sku=NONE"));
        check("GET", "/v1/refund-tasks", api.get("/v1/refund-tasks?limit=1"));
        String done = "{\"reference\": \"r\", \"method\": \"BANK\"}";
        check("POST", "/v1/refund-tasks/{id}/done", api.post("/v1/refund-tasks/999999/done", done));
        check("POST", "/v1/orders/{id}/hold", api.post("/v1/orders/999999/hold", "{}"));
        check("PUT", "/v1/stock/offers", api.put("/v1/stock/offers", offer.replace("BACKORDER", "NONE")));
        api.put(expected, line.replace("\"units\": 5", "\"units\": 0"));
        assertAllIsAsDocumented(200, 400, 200, 400, 200, 400, 200, 200, 400, 200, 404, 404, 200);
    }

    @Test
    void leases() {
        String until = Instant.now().plusSeconds(3_600).toString();
        String wish = """
                {"subject": "STOCK_IN", "node": "wh-1", "sku": "MILK-1L", "field": "ON_HAND", "owner": "Li",
                 "reason": "stock-take", "expiresAt": "%s", "atExpiry": "DISCARD"}""".formatted(until);
        var made = check("POST", "/v1/leases", api.post("/v1/leases", wish, "Idempotency-Key", "l"));
        check("POST", "/v1/leases", api.post("/v1/leases", wish, "Idempotency-Key", "l"));
        check("POST", "/v1/leases", api.post("/v1/leases", wish.replace("MILK-1L", "NONE")));
        String line = "{\"lines\": [{\"node\": \"wh-1\", \"sku\": \"MILK-1L\", \"kind\": \"COUNT\", \"units\": 5}]}";
        check("POST", "/v1/stock:batch", api.post("/v1/stock:batch", line, "Idempotency-Key", "kept"));
        String one = "/v1/leases/" + made.json().path("id").asString();
        check("GET", "/v1/leases", api.get("/v1/leases?limit=1"));
        check("GET", "/v1/leases", api.get("/v1/leases?show=SOME"));
        check("GET", "/v1/leases/{id}", api.get(one));
        check("GET", "/v1/leases/{id}", api.get("/v1/leases/none"));
        check("GET", "/v1/leases/{id}/drift", api.get(one + "/drift"));
        check("GET", "/v1/leases/{id}/drift", api.get(one + "/drift?cursor=eA"));
        String extend = "/v1/leases/{id}/extend";
        String later = "{\"expiresAt\": \"%s\", \"reason\": \"more\"}".formatted(until);
        check("POST", extend, api.post(one + "/extend", later));
        check("POST", extend, api.post(one + "/extend", "{\"reason\": \"more\"}"));
        String over = "{\"drift\": \"DISCARD\", \"reason\": \"done\"}";
        check("POST", "/v1/leases/{id}/end", api.post(one + "/end", over));
        check("POST", "/v1/leases/{id}/end", api.post(one + "/end", over));
        check("GET", "/v1/leases/{id}/history", api.get(one + "/history"));
        check("POST", extend, api.post("/v1/leases/999999/extend", later));
        assertAllIsAsDocumented(201, 201, 400, 200, 200, 400, 200, 404, 200, 400, 200, 400, 200, 409, 200, 404);
    }

    @Test
    void tillsSubscriptionsTokensAndPlatforms() {
        String sale = """
                {"channel": "tills", "node": "store-3", "till": "1", "sequence": "1", "businessDay": "2026-11-22",
                 "soldAt": "2026-11-22T10:00:00Z", "lines": [{"sku": "ANY", "units": 1, "unitPrice": %1$s}],
                 "total": %1$s, "tenders": [{"method": "CASH", "amount": %1$s}], "member": {"phone": "13512342210"}}""".formatted(MONEY);
        check("POST", "/v1/till-sales", api.post("/v1/till-sales", sale));
        check("POST", "/v1/till-sales", api.post("/v1/till-sales", sale));
        check("POST", "/v1/till-sales", api.post("/v1/till-sales", "{\"lines\": []}"));
        String taken = sale.replace("soldAt", "returnedAt")
                .replace("unitPrice", "amount")
                .replace("\"lines\"", "\"currency\": \"CNY\", \"lines\"");
        check("POST", "/v1/till-returns", api.post("/v1/till-returns", taken));
        check("POST", "/v1/till-returns", api.post("/v1/till-returns", taken));
        check("POST", "/v1/till-returns", api.post("/v1/till-returns", "{}"));
        check("POST", "/v1/till-voids", api.post("/v1/till-voids", sale));
        check("POST", "/v1/till-voids", api.post("/v1/till-voids", sale.replace("2026-11-22\"", "2026-11-23\"")));
        byte[] log = "<POSLog/>".getBytes(StandardCharsets.UTF_8);
        check("POST", "/v1/till-logs", api.sendAs("application/xml", "POST", "/v1/till-logs?channel=tills", log));
        check("POST", "/v1/till-logs", api.sendAs("application/xml", "POST", "/v1/till-logs?channel=app", log));
        String wish = "{\"url\": \"https://erp.example/hook\", \"types\": [\"order.*\"]}";
        var made = check("POST", "/v1/subscriptions", api.post("/v1/subscriptions", wish, "Idempotency-Key", "w"));
        check("POST", "/v1/subscriptions", api.post("/v1/subscriptions", wish, "Idempotency-Key", "w"));
        check("GET", "/v1/subscriptions", api.get("/v1/subscriptions"));
        String one = "/v1/subscriptions/" + made.json().path("id").asString();
        check("DELETE", "/v1/subscriptions/{id}", api.delete(one));
        check("DELETE", "/v1/subscriptions/{id}", api.delete(one));
        var client = hub.bean(Clients.class)
                .create(ClientDraft.of(shop.merchant(), Optional.empty(), "t", Set.of(Scope.STOCK_READ)), "test");
        var stranger = Api.stranger(hub);
        String grant = "grant_type=client_credentials";
        check("POST", "/oauth/token", stranger.askToken(client.clientId(), client.clientSecret(), grant));
        check("POST", "/oauth/token", stranger.askToken(client.clientId(), client.clientSecret(), "grant_type=x"));
        check("POST", "/oauth/token", stranger.askToken(client.clientId(), "wrong", grant));
        check("POST", "/oauth/token", stranger.post("/oauth/token", "{}"));
        check("POST", "/doors/{adapter}/{account}", stranger.post("/doors/shopify/7", "{}"));
        String first = "{\"token\": \"x\", \"name\": \"x\", \"password\": \"a long one, is it\"}";
        check("POST", "/v1/first-operator", stranger.post("/v1/first-operator", first));
        check("POST", "/v1/first-operator", stranger.post("/v1/first-operator", "{}"));
        String link = hub.firstOperatorLink();
        String token = link.substring(link.lastIndexOf('=') + 1);
        check(
                "POST",
                "/v1/first-operator",
                stranger.post("/v1/first-operator", first.replace("\"x\", \"n", "\"" + token + "\", \"n")));
        assertAllIsAsDocumented(
                201, 200, 400, 201, 200, 400, 200, 202, 202, 400, 201, 201, 200, 204, 404, 200, 400, 401, 415, 404, 403,
                400, 201);
    }

    private void change(String id, String what, String body) {
        var answer = api.post(
                "/v1/orders/%s/%s".formatted(id, what), body, "Idempotency-Key", what + Math.abs(body.hashCode()));
        check("POST", "/v1/orders/{id}/" + what, answer);
    }

    private Answer check(String verb, String path, Answer answer) {
        statuses.add(answer.status());
        document.faults(verb, path, answer)
                .forEach(fault -> wrong.add("%s %s %d: %s".formatted(verb, path, answer.status(), fault)));
        return answer;
    }

    private void assertAllIsAsDocumented(Integer... expected) {
        assertThat(wrong).isEmpty();
        assertThat(statuses).containsExactly(expected);
    }

    private static Answer csv(String path, String table) {
        return api.sendAs(
                "text/csv",
                "POST",
                path,
                table.getBytes(StandardCharsets.UTF_8),
                "Idempotency-Key",
                "file-" + path.length());
    }

    private static String merchant(String code) {
        return "{\"code\": \"%s\", \"name\": \"x\", \"zone\": \"Asia/Shanghai\", \"currency\": \"CNY\"}"
                .formatted(code);
    }

    private static String order(String number, String sku, int units) {
        return """
                {"channel": "app", "number": "%s", "buyer": {"name": "李雷", "phone": "13512342210"},
                 "delivery": {"method": "SHIP", "region": {"country": "CN", "code": "310101"}, "address": "…"},
                 "lines": [{"sku": "%s", "units": %d, "unitPrice": {"amount": 500, "currency": "CNY"}}],
                 "invoice": {"kind": "PERSONAL"}, "remark": "soon"}""".formatted(number, sku, units);
    }
}
