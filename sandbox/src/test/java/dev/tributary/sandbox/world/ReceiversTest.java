package dev.tributary.sandbox.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.check.StockBook;
import dev.tributary.sandbox.check.TillClock;
import dev.tributary.sandbox.foodmart.FoodMart;
import dev.tributary.sandbox.foodmart.Product;
import dev.tributary.sandbox.wire.Answer;
import dev.tributary.sandbox.wire.Forms;
import dev.tributary.sandbox.wire.Http;
import dev.tributary.sandbox.wire.Json;
import dev.tributary.sandbox.wire.Signatures;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The played platforms believe only what is signed as their documents say. */
class ReceiversTest {

    private final Product milk = FoodMart.read().products().getFirst();
    private final Secrets secrets = Secrets.fresh();
    private final Receivers receivers = new Receivers(List.of(milk), secrets, Faults.named("none", 0), new TillClock());
    private final Http http = new Http();

    @AfterEach
    void stop() {
        receivers.close();
    }

    @Test
    void shopifyTakesStockWithItsTokenOnly() throws InterruptedException {
        assertThat(shopify(secrets.shopifyToken()).status()).isEqualTo(200);
        assertThat(shopify("shpat_of_someone_else").status()).isEqualTo(401);
        assertThat(receivers.shopifyNews().lastTold(StockBook.row(milk.code(), "wh-11")))
                .isEqualTo(47);
        assertThat(receivers.shopifyHeard()).isEqualTo(new Receivers.Heard(1, 0, 1));
    }

    @Test
    void shopifyTakesAllQuantitiesOfACallOrNone() throws InterruptedException {
        String row = StockBook.row(milk.code(), "wh-11");
        assertThat(set("1", quantity(milk.variantId(), 47), quantity("1", 5)))
                .isEqualTo("INVALID_INVENTORY_ITEM quantities 1");
        assertThat(receivers.shopifyHeard()).isEqualTo(new Receivers.Heard(0, 0, 1));
        assertThat(set("1", quantity(milk.variantId(), 47))).isEmpty();
        assertThat(receivers.shopifyNews().lastTold(row)).isEqualTo(47);
        assertThat(set("2", quantity(milk.variantId(), 3))).isEmpty();
        assertThat(set("1", quantity(milk.variantId(), 47))).isEmpty();
        assertThat(receivers.shopifyNews().lastTold(row)).isEqualTo(3);
        assertThat(set("2", quantity(milk.variantId(), 4))).startsWith("IDEMPOTENCY_KEY_PARAMETER_MISMATCH");
        assertThat(set("3", quantity(milk.variantId(), 4), quantity(milk.variantId(), 4)))
                .startsWith("NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR");
    }

    @Test
    void shopifyWantsAKeyNoComparisonAndNotTooMany() throws InterruptedException {
        assertThat(set("", quantity(milk.variantId(), 1))).startsWith("The @idempotent directive is required");
        assertThat(set("1", quantity(milk.variantId(), 1).replace(", changeFromQuantity: null", "")))
                .contains("changeFromQuantity");
        assertThat(set("1", quantity(milk.variantId(), 1).replace("null", "3")))
                .startsWith("CHANGE_FROM_QUANTITY_STALE");
        assertThat(set(
                        "1",
                        Collections.nCopies(251, quantity(milk.variantId(), 1)).toArray(String[]::new)))
                .isEqualTo("The input array size of 251 is greater than the maximum allowed of 250.");
        assertThat(set("1", "{inventoryItemId: ")).startsWith("Parse error");
    }

    private static String quantity(String item, long units) {
        return "{quantity: %d, inventoryItemId: \"gid://shopify/InventoryItem/%s\", locationId: $at, changeFromQuantity: null}"
                .formatted(units, item);
    }

    /** What the shop has against it. */
    private String set(String key, String... quantities) throws InterruptedException {
        JsonNode answer = query(Json.object(
                "query",
                "mutation { inventorySetQuantities(input: {name: \"available\" reason: \"correction\" quantities: [%s]})"
                                .formatted(String.join(" ", quantities))
                        + " @idempotent(key: $key) { userErrors { code } } }",
                "variables",
                Json.object("at", "gid://shopify/Location/" + Chain.SHOPIFY_LOCATION, "key", key)));
        JsonNode wrong = answer.at("/data/inventorySetQuantities/userErrors/0");
        return wrong.isMissingNode()
                ? answer.at("/errors/0/message").asString("")
                : "%s %s %s"
                        .formatted(
                                wrong.path("code").asString(""),
                                wrong.at("/field/1").asString(""),
                                wrong.at("/field/2").asString(""));
    }

    @Test
    void shopifyTakesAParcelOfWhatAnOrderHasLeftAndNoMore() throws InterruptedException {
        receivers.shopifyFulfilments().placed("5001", Map.of(milk.variantId(), 3L));
        assertThat(left("5001")).isEqualTo(3);
        assertThat(parcel("5001", 2)).isEmpty();
        assertThat(left("5001")).isEqualTo(1);
        assertThat(parcel("5001", 2)).contains("Invalid fulfillment order line item quantity");
        receivers.shopifyFulfilments().cancelled("5001");
        assertThat(parcel("5001", 1)).isNotEmpty();
        assertThat(query(Json.object("query", "query", "variables", Json.object("id", "gid://shopify/Order/5002")))
                        .path("data")
                        .path("order")
                        .isNull())
                .isTrue();
        assertThat(receivers.shopifyFulfilments().summary()).isEqualTo("1 parcels taken, 2 refused, 3 looked up");
    }

    private long left(String number) throws InterruptedException {
        return query(Json.object("query", "query", "variables", Json.object("id", "gid://shopify/Order/" + number)))
                .at("/data/order/fulfillmentOrders/nodes/0/lineItems/nodes/0/remainingQuantity")
                .asLong(-1);
    }

    /** What the shop has against it. */
    private String parcel(String number, long units) throws InterruptedException {
        Object lines = List.of(
                Json.object("id", "gid://shopify/FulfillmentOrderLineItem/" + milk.variantId(), "quantity", units));
        Object fulfilment = Json.object(
                "lineItemsByFulfillmentOrder",
                List.of(Json.object(
                        "fulfillmentOrderId",
                        "gid://shopify/FulfillmentOrder/" + number,
                        "fulfillmentOrderLineItems",
                        lines)),
                "trackingInfo",
                Json.object("company", "SF Express", "number", "SF1"));
        return query(Json.object("query", "mutation", "variables", Json.object("fulfillment", fulfilment)))
                .at("/data/fulfillmentCreate/userErrors/0/message")
                .asString("");
    }

    private JsonNode query(Map<String, Object> query) throws InterruptedException {
        return http.send(
                        "POST",
                        URI.create(receivers.shopifyAddress() + "/graphql.json"),
                        Map.of("Content-Type", "application/json", "X-Shopify-Access-Token", secrets.shopifyToken()),
                        Json.bytes(query))
                .body();
    }

    @Test
    void meituanTakesStockWithItsSignatureOnly() throws InterruptedException {
        assertThat(meituan(secrets.meituanApp()).body().path("data").asString(""))
                .isEqualTo("ok");
        assertThat(meituan("not the secret").body().path("error").path("code").asInt(0))
                .isEqualTo(703);
        assertThat(receivers.meituanNews().lastTold(StockBook.row(milk.code(), "store-17")))
                .isEqualTo(5);
        assertThat(receivers.meituanHeard()).isEqualTo(new Receivers.Heard(1, 0, 1));
    }

    @Test
    void meituanTakesAnAnswerOnceAndOnlyOfAnOrderItHas() throws InterruptedException {
        receivers.meituanAnswers().pushed("7001", 0);
        assertThat(answered("confirm", Map.of("order_id", "7001"), secrets.meituanApp()))
                .isEqualTo("ok");
        assertThat(answered("confirm", Map.of("order_id", "7001"), secrets.meituanApp()))
                .isEqualTo("808");
        assertThat(answered("confirm", Map.of("order_id", "7002"), secrets.meituanApp()))
                .isEqualTo("1001");
        assertThat(answered("confirm", Map.of("order_id", "7001"), "not the secret"))
                .isEqualTo("703");
        assertThat(answered("cancel", Map.of("order_id", "7001", "reason", "x"), secrets.meituanApp()))
                .isEqualTo("1001");
        assertThat(answered(
                        "cancel",
                        Map.of("order_id", "7001", "reason", "商品已售完", "reason_code", "2009"),
                        secrets.meituanApp()))
                .isEqualTo("ok");
        assertThat(receivers.meituanAnswers().summary())
                .isEqualTo("1 confirmed, 1 cancelled as sold out, 0 for other reasons; 1 told again or too late");
    }

    private String answered(String what, Map<String, String> answer, String secret) throws InterruptedException {
        URI address = URI.create(receivers.meituanAddress() + "/order/" + what);
        Map<String, String> fields = new LinkedHashMap<>(answer);
        fields.put("app_id", Chain.MEITUAN_APP_ID);
        fields.put("timestamp", Long.toString(System.currentTimeMillis() / 1_000));
        fields.put("sig", Signatures.meituan(address.toString(), fields, secret));
        var body = http.send(
                        "POST",
                        address,
                        Map.of("Content-Type", "application/x-www-form-urlencoded"),
                        Forms.encode(fields))
                .body();
        return body.path("data").asString("").equals("ok")
                ? "ok"
                : body.path("error").path("code").asString("");
    }

    private Answer shopify(String token) throws InterruptedException {
        return http.send(
                "POST",
                URI.create(receivers.shopifyAddress() + "/graphql.json"),
                Map.of("Content-Type", "application/json", "X-Shopify-Access-Token", token),
                Json.bytes(Json.object(
                        "query",
                        "mutation { inventorySetQuantities(input: {name: \"available\", reason: \"correction\", quantities: [%s]}) @idempotent(key: \"k\") { userErrors { code } } }"
                                .formatted(quantity(milk.variantId(), 47)),
                        "variables",
                        Json.object("at", "gid://shopify/Location/" + Chain.SHOPIFY_LOCATION))));
    }

    private Answer meituan(String secret) throws InterruptedException {
        URI address = URI.create(receivers.meituanAddress() + "/retail/sku/stock");
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("app_id", Chain.MEITUAN_APP_ID);
        fields.put("timestamp", Long.toString(System.currentTimeMillis() / 1_000));
        fields.put("app_poi_code", "mt-store-17");
        fields.put(
                "food_data",
                Json.text(List.of(Json.object(
                        "app_food_code",
                        milk.code(),
                        "skus",
                        List.of(Json.object("sku_id", milk.meituanSkuId(), "stock", "5"))))));
        fields.put("sig", Signatures.meituan(address.toString(), fields, secret));
        return http.send(
                "POST", address, Map.of("Content-Type", "application/x-www-form-urlencoded"), Forms.encode(fields));
    }
}
