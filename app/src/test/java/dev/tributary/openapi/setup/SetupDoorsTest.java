package dev.tributary.openapi.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.Scope;
import dev.tributary.catalog.CatalogLists;
import dev.tributary.kernel.MerchantId;
import dev.tributary.testing.Api;
import dev.tributary.testing.Api.Answer;
import dev.tributary.testing.HubUnderTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** An empty hub becomes a working one over HTTP alone. */
class SetupDoorsTest {

    private static final AtomicInteger MERCHANTS = new AtomicInteger();
    private static HubUnderTest hub;
    private static Api admin;

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
    void aMerchantAndItsClientAreMadeByTheAdministrator() {
        String merchant = "{\"code\":\"m-one\",\"name\":\"一号店\",\"zone\":\"Asia/Shanghai\",\"currency\":\"CNY\"}";
        var created = admin.post("/v1/merchants", merchant);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().path("name").asString()).isEqualTo("一号店");
        assertThat(admin.post("/v1/merchants", merchant).status()).isEqualTo(200);
        assertThat(admin.post("/v1/merchants", merchant.replace("CNY", "USD")).status())
                .isEqualTo(409);

        var client = admin.post(
                "/v1/merchants/m-one/clients",
                "{\"name\":\"erp\",\"scopes\":[\"setup:read\",\"setup:write\"]}",
                "Idempotency-Key",
                "client-1");
        assertThat(client.status()).isEqualTo(201);
        assertThat(client.json().path("clientSecret").asString()).isNotEmpty();
        var again = admin.post(
                "/v1/merchants/m-one/clients",
                "{\"name\":\"erp\",\"scopes\":[\"setup:read\",\"setup:write\"]}",
                "Idempotency-Key",
                "client-1");
        assertThat(again.header("Idempotent-Replayed")).contains("true");
        assertThat(again.json().path("clientId")).isEqualTo(client.json().path("clientId"));
        assertThat(again.json().has("clientSecret")).isFalse();
        assertThat(admin.post("/v1/merchants/nobody/clients", "{\"name\":\"x\",\"scopes\":[\"setup:read\"]}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aMerchantsClientMakesNoMerchants() {
        assertThat(merchant().post("/v1/merchants", "{}").status()).isEqualTo(403);
        assertThat(Api.stranger(hub).post("/v1/merchants", "{}").status()).isEqualTo(401);
    }

    @Test
    void nodesAreSavedAndListedInPages() {
        var api = merchant();
        for (String code : List.of("wh-2", "wh-1", "store-1")) {
            assertThat(api.put("/v1/nodes/" + code, node("Node " + code)).status())
                    .isEqualTo(200);
        }
        String id = api.put("/v1/nodes/wh-1", node("renamed")).json().path("id").asString();

        var first = api.get("/v1/nodes?limit=2");
        assertThat(texts(first.json().path("items"), "code")).containsExactly("store-1", "wh-1");
        assertThat(first.json().at("/items/1/name").asString()).isEqualTo("renamed");
        assertThat(first.json().at("/items/1/id").asString()).isEqualTo(id);
        var second = api.get(
                "/v1/nodes?limit=2&cursor=" + first.json().path("nextCursor").asString());
        assertThat(texts(second.json().path("items"), "code")).containsExactly("wh-2");
        assertThat(second.json().has("nextCursor")).isFalse();
    }

    @Test
    void productsComeAsABatchWithAResultEach() {
        var api = merchant();
        var answer = api.post("/v1/products:batch", """
                {"products": [
                  {"code": "milk", "name": "牛奶", "skus": [
                    {"code": "MILK-1L", "name": "1 L", "gtin": "6291041500213", "price": {"amount": 1290, "currency": "CNY"},
                     "saleUnits": {"BOX": 12}},
                    {"code": "MILK-G", "name": "loose", "unit": "GRAM", "price": {"amount": 1, "currency": "CNY"}}]},
                  {"code": "bad", "name": "a\\u0000b", "colour": "red", "skus": [
                    {"code": "BAD", "gtin": "6291041500214", "unit": "LITRE", "price": {"amount": 1.5, "currency": "???"}}]},
                  {"code": "twice", "name": "Twice", "skus": [
                    {"code": "MILK-1L", "name": "1 L", "price": {"amount": 1, "currency": "CNY"}}]},
                  {"code": "gtin", "name": "Wrong digit", "skus": [
                    {"code": "G", "name": "G", "gtin": "6291041500214", "price": {"amount": 1, "currency": "CNY"}}]}]}
                """);

        assertThat(answer.status()).isEqualTo(200);
        JsonNode results = answer.json().path("results");
        assertThat(results.get(0).toString()).isEqualTo("{\"code\":\"milk\",\"created\":2,\"updated\":0}");
        assertThat(violations(results.get(1).path("problem")))
                .containsExactlyInAnyOrder(
                        "/products/1/name bad_text",
                        "/products/1/skus/0/name required",
                        "/products/1/skus/0/unit invalid_value",
                        "/products/1/skus/0/price/amount wrong_type",
                        "/products/1/skus/0/price/currency invalid_value",
                        "/products/1/colour unknown_field");
        assertThat(violations(results.get(2).path("problem"))).containsExactly("/products/2/skus/0/code duplicate");
        assertThat(violations(results.get(3).path("problem")))
                .containsExactly("/products/3/skus/0/gtin wrong_check_digit");
        var skus = api.get("/v1/skus").json().path("items");
        assertThat(texts(skus, "code")).containsExactly("MILK-1L", "MILK-G");
        assertThat(skus.get(0).path("gtin").asString()).isEqualTo("06291041500213");
        assertThat(api.get("/v1/skus?code=MILK-G").json().at("/items/0/unit").asString())
                .isEqualTo("GRAM");
        assertThat(api.get("/v1/skus?code=nobody").json().path("items").size()).isZero();
    }

    @Test
    void productsComeAsAFileWithErrorsByLine() {
        var api = merchant();
        String file = """
                product,productName,sku,name,gtin,unit,price,currency
                milk,牛奶,M1,1 L,6291041500213,PIECE,12.90,CNY
                milk,牛奶,M2,2 L,6291041500214,PIECE,22.9,
                milk,Milk,M3,3 L,,PIECE,30,
                milk,,M4,4 L,,LITRE,dear,
                rice,Rice,R1,loose,,GRAM,0.01,
                rice,Rice,M1,again,,PIECE,1,
                ,,X,x,,,1.001,
                """;

        var loaded = csv(api, "/v1/products:batch", file);

        assertThat(loaded.status()).isEqualTo(200);
        assertThat(loaded.json().path("rows").asInt()).isEqualTo(7);
        assertThat(loaded.json().path("done").asInt()).isEqualTo(2);
        assertThat(errors(loaded.json()))
                .containsExactly(
                        "3 gtin wrong_check_digit",
                        "4 productName contradiction",
                        "5 unit invalid_value",
                        "5 price invalid_value",
                        "7 sku duplicate",
                        "8 product required",
                        "8 price invalid_value");
        assertThat(texts(api.get("/v1/skus").json().path("items"), "code")).containsExactly("M1", "R1");
        assertThat(api.get("/v1/skus?code=M1")
                        .json()
                        .at("/items/0/price/amount")
                        .asLong())
                .isEqualTo(1290);
    }

    @Test
    void aChannelIsSavedWithItsAccountAndShowsItsDoorButNoSecret() {
        var api = merchant();
        api.put("/v1/nodes/wh-1", node("Warehouse"));
        String channel = """
                {"name": "Shop", "adapter": "shopify", "nodes": ["wh-1"], "account": {
                 "shopDomain": "demo.myshopify.com", "webhookSecret": "hush-1", "apiBaseUrl": "http://localhost:1/api",
                 "accessToken": "hush-2", "locationId": "1"}}
                """;

        var saved = api.put("/v1/channels/shop", channel);

        assertThat(saved.status()).as(saved.body()).isEqualTo(200);
        assertThat(saved.json().path("door").asString())
                .isEqualTo("/doors/shopify/" + saved.json().path("id").asString());
        assertThat(saved.json().path("holdMinutes").asInt()).isEqualTo(30);
        assertThat(saved.body()).doesNotContain("hush").contains("webhookSecret");
        var kept =
                api.put("/v1/channels/shop", "{\"name\": \"Shop 2\", \"adapter\": \"shopify\", \"nodes\": [\"wh-1\"]}");
        assertThat(kept.status()).as(kept.body()).isEqualTo(200);
        assertThat(kept.json().path("id")).isEqualTo(saved.json().path("id"));
        assertThat(kept.json().at("/account/shopDomain").asString()).isEqualTo("demo.myshopify.com");
    }

    @Test
    void everythingWrongWithAChannelIsSaidAtOnce() {
        var answer = merchant()
                .put("/v1/channels/shop", "{\"adapter\": \"shopify\", \"nodes\": [\"moon\"], \"holdMinutes\": 0}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(violations(answer.json()))
                .contains(
                        "/name required",
                        "/nodes/0 unknown_node",
                        "/holdMinutes out_of_range",
                        "/account/shopDomain required");
        assertThat(violations(merchant()
                        .put("/v1/channels/shop", "{\"name\": \"x\", \"adapter\": \"telex\", \"nodes\": []}")
                        .json()))
                .containsExactly("/adapter unknown_adapter");
    }

    @Test
    void listingsComeAsABatchOrAFile() {
        var api = merchant();
        api.put("/v1/channels/app", "{\"name\": \"App\", \"adapter\": \"app\", \"nodes\": []}");
        csv(api, "/v1/products:batch", "product,sku,name,price\np,S1,One,1\np,S2,Two,2\n");

        var bad = api.post("/v1/channels/app/listings:batch", """
                {"listings": [{"channelSku": "c1", "sku": "S1"}, {"channelSku": "c2", "sku": "S9"}, {"sku": "S1"}]}
                """);
        assertThat(violations(bad.json()))
                .containsExactly("/listings/2/channelSku required", "/listings/1/sku unknown_sku");
        var good = api.post(
                "/v1/channels/app/listings:batch", "{\"listings\": [{\"channelSku\": \"c1\", \"sku\": \"S1\"}]}");
        assertThat(good.body()).isEqualTo("{\"saved\":1}");
        var loaded = csv(api, "/v1/channels/app/listings:batch", "channelSku,sku\nc1,S2\nc2,S9\nc1,S1\n,S1\n");
        assertThat(errors(loaded.json()))
                .containsExactly("3 sku unknown_sku", "4 channelSku duplicate", "5 channelSku required");
        assertThat(loaded.json().path("done").asInt()).isEqualTo(1);
        assertThat(api.post("/v1/channels/nobody/listings:batch", "{\"listings\": []}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void anotherMerchantsChannelsAndSkusDoNotExist() {
        var owner = merchant();
        owner.put("/v1/channels/app", "{\"name\": \"App\", \"adapter\": \"app\", \"nodes\": []}");
        csv(owner, "/v1/products:batch", "product,sku,name,price\np,S1,One,1\n");
        var other = merchant();

        assertThat(other.post(
                                "/v1/channels/app/listings:batch",
                                "{\"listings\": [{\"channelSku\":\"c\",\"sku\":\"S1\"}]}")
                        .status())
                .isEqualTo(404);
        assertThat(other.get("/v1/skus").json().path("items").size()).isZero();
        assertThat(other.get("/v1/nodes").json().path("items").size()).isZero();
    }

    @Test
    void theSameKeyIsReplayedAndWithAnotherBodyRefused() {
        var api = merchant();
        var first = api.put("/v1/nodes/wh-1", node("a"), "Idempotency-Key", "n-1");
        var second = api.put("/v1/nodes/wh-1", node("a"), "Idempotency-Key", "n-1");
        var third = api.put("/v1/nodes/wh-1", node("b"), "Idempotency-Key", "n-1");

        assertThat(second.header("Idempotent-Replayed")).contains("true");
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(third.status()).isEqualTo(422);
        assertThat(third.json().path("type").asString()).endsWith("/reused-key");
        assertThat(api.put("/v1/nodes/wh-1", node("a"), "Idempotency-Key", "a b")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            PUT  | /v1/nodes/wh%20x             | {"name": "x", "kind": "STORE"}                     | code bad_code
            PUT  | /v1/nodes/a                  | {"name": "x", "kind": "MOON"}                      | /kind invalid_value
            PUT  | /v1/nodes/a                  | {"name": "x", "kind": "STORE", "latitude": 91, "longitude": 0} | /latitude out_of_range
            PUT  | /v1/nodes/a                  | {"name": "x", "kind": "STORE", "latitude": 9}      | /longitude required
            PUT  | /v1/nodes/a                  | {"name": "x", "kind": "STORE", "region": {"country": "China"}} | /region/country too_long
            PUT  | /v1/nodes/a                  | {"name": "x", "kind": "STORE", "abilities": "SHIP"} | /abilities wrong_type
            PUT  | /v1/nodes/a                  | {"name": "x", "kind": "STORE", "leadTimeDays": -1} | /leadTimeDays out_of_range
            PUT  | /v1/nodes/a                  | []                                                 | ` wrong_type`
            POST | /v1/products:batch           | {"products": []}                                   | /products bad_size
            POST | /v1/products:batch           | {"products": {}}                                   | /products wrong_type
            GET  | /v1/skus?limit=0             | ``                                                 | limit out_of_range
            GET  | /v1/skus?limit=201           | ``                                                 | limit out_of_range
            GET  | /v1/skus?cursor=%25          | ``                                                 | cursor invalid_value
            GET  | /v1/skus?code=%00            | ``                                                 | ` bad_text`
            """)
    void badInputIsNamed(String method, String path, String body, String violation) {
        var api = merchant();
        Answer answer = method.equals("GET")
                ? api.get(path)
                : api.method(method, path, body.getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        assertThat(violations(answer.json())).contains(violation);
    }

    private static Api merchant() {
        String code = "m" + MERCHANTS.incrementAndGet();
        admin.post(
                "/v1/merchants",
                "{\"code\":\"%s\",\"name\":\"M\",\"zone\":\"Asia/Shanghai\",\"currency\":\"CNY\"}".formatted(code));
        MerchantId id =
                hub.bean(CatalogLists.class).merchant(code).orElseThrow().id();
        return Api.of(hub, id, Scope.SETUP_READ, Scope.SETUP_WRITE);
    }

    private static String node(String name) {
        return """
                {"name": "%s", "kind": "WAREHOUSE", "region": {"country": "CN", "code": "310101"}, "latitude": 31.2,
                 "longitude": 121.4, "abilities": ["SHIP", "INSTANT"], "leadTimeDays": 1}""".formatted(name);
    }

    private static Answer csv(Api api, String path, String file) {
        return api.sendAs("text/csv", "POST", path, file.getBytes(java.nio.charset.StandardCharsets.UTF_8));
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
