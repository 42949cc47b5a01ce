package dev.tributary.openapi.availability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.Scope;
import dev.tributary.channels.Eventually;
import dev.tributary.testing.Api;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.Shop;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Puxi has both but little milk, Pudong has milk alone, Beijing has plenty and is far away. */
class CartDoorTest {

    private static final String HERE = "{\"latitude\": 31.23, \"longitude\": 121.47}";

    private static HubUnderTest hub;
    private static Shop shop;
    private static Api api;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.shared();
        shop = Shop.open(hub, "acme-carts");
        api = shop.api(Scope.STOCK_READ, Scope.SETUP_WRITE, Scope.SETUP_READ);
        node("puxi", "310101", 31.2304, 121.4737, "\"PICK_UP\", \"INSTANT\"");
        node("pudong", "310115", 31.2215, 121.5447, "\"SHIP\", \"INSTANT\"");
        node("beijing", "110101", 39.9042, 116.4074, "\"SHIP\"");
        shop.receive("puxi", "MILK-1L", 2);
        shop.receive("puxi", "BREAD", 5);
        shop.receive("pudong", "MILK-1L", 20);
        shop.receive("beijing", "MILK-1L", 100);
        shop.receive("beijing", "BREAD", 100);
        // Fed by the journal: the answer follows within moments.
        Eventually.yes(
                "the answer knows the stock",
                () -> ask("{\"items\": [{\"sku\": \"BREAD\", \"units\": 1}]}")
                                .at("/parts/0/items/0/available")
                                .asLong()
                        == 115);
    }

    @Test
    void namesTheNearestNodeThatHasEnoughOfEachAndOfAll() {
        var cart = ask(cart(3, 2, HERE, "", ""));
        assertThat(cart.path("ageMillis").asLong()).isNotNegative();
        assertThat(cart.path("parts").toString()).isEqualTo("""
                [{"place":0,"nodes":2,"node":"beijing","metres":1067209,"items":[\
                {"sku":"MILK-1L","available":132,"nodes":3,"node":"pudong","metres":7166},\
                {"sku":"BREAD","available":115,"nodes":3,"node":"puxi","metres":355}]}]""");
    }

    @Test
    void aChannelWithoutQuotasMayPromiseWhatIsThere() {
        assertThat(ask(cart(3, 2, HERE, "", ", \"channel\": \"app\""))
                        .path("parts")
                        .toString())
                .isEqualTo(ask(cart(3, 2, HERE, "", "")).path("parts").toString());
    }

    @Test
    void asksForEachAbilityAtEachPlace() {
        var parts = ask(cart(
                        2,
                        2,
                        HERE + ", {\"region\": {\"code\": \"110101\"}}",
                        "\"SHIP\", \"PICK_UP\", \"INSTANT\"",
                        ""))
                .path("parts");
        assertThat(parts.valueStream()
                        .map(part -> "%d %s %d %s"
                                .formatted(
                                        part.path("place").asInt(),
                                        part.path("ability").asString(),
                                        part.path("nodes").asInt(),
                                        part.path("node").asString("-")))
                        .collect(Collectors.joining("; ")))
                .isEqualTo("0 SHIP 2 beijing; 0 PICK_UP 1 puxi; 0 INSTANT 1 puxi;"
                        + " 1 SHIP 2 beijing; 1 PICK_UP 1 puxi; 1 INSTANT 1 puxi");
    }

    @Test
    void namesNodesOnlyWhereAskedTo() {
        var milk = ask(cart(1, 1, "{\"nodes\": [\"beijing\", \"puxi\"]}", "", ", \"nodesPerSku\": 5"))
                .at("/parts/0/items/0");
        assertThat(milk.toString())
                .isEqualTo("{\"sku\":\"MILK-1L\",\"available\":102,\"nodes\":2,\"node\":\"beijing\",\"at\":["
                        + "{\"node\":\"beijing\",\"available\":100},{\"node\":\"puxi\",\"available\":2}]}");
        assertThat(ask(cart(1, 1, HERE, "", ", \"nodesPerSku\": 1")).at("/parts/0/items/1/at"))
                .hasSize(1);
    }

    @Test
    void whatNobodyHasEnoughOfIsSaidAndIsNoError() {
        var part = ask(cart(1_000, 1, HERE, "", "")).at("/parts/0");
        assertThat(part.path("nodes").asInt()).isZero();
        assertThat(part.has("node")).isFalse();
        assertThat(part.at("/items/0").toString()).isEqualTo("{\"sku\":\"MILK-1L\",\"available\":132,\"nodes\":0}");
    }

    @Test
    void twoItemsOfOneSkuWantTogetherWhatTheyWant() {
        var part = ask("{\"items\": [{\"sku\": \"MILK-1L\", \"units\": 60}, {\"sku\": \"MILK-1L\", \"units\": 41}]}")
                .at("/parts/0");
        assertThat(part.path("items")).hasSize(1);
        assertThat(part.path("nodes").asInt()).isZero();
    }

    @Test
    void theShortAnswerIsShort() {
        // Of twenty SKUs with names of some length, and one place, as a shop front asks.
        String products = IntStream.range(0, 20)
                .mapToObj(i ->
                        "{\"code\": \"LONG-SKU-%04d\", \"name\": \"x\", \"price\": {\"amount\": 100, \"currency\": \"CNY\"}}"
                                .formatted(i))
                .collect(Collectors.joining(","));
        api.post(
                "/v1/products:batch",
                "{\"products\": [{\"code\": \"P-20\", \"name\": \"x\", \"skus\": [" + products + "]}]}");
        IntStream.range(0, 20).forEach(i -> shop.receive("beijing", "LONG-SKU-%04d".formatted(i), 12_345));
        String items = IntStream.range(0, 20)
                .mapToObj(i -> "{\"sku\": \"LONG-SKU-%04d\", \"units\": 2}".formatted(i))
                .collect(Collectors.joining(","));
        String question = "{\"items\": [" + items + "], \"places\": [" + HERE + "], \"abilities\": [\"SHIP\"]}";
        Eventually.yes(
                "the answer knows the stock",
                () -> ask(question).at("/parts/0/nodes").asInt() == 1);
        String answer = api.post("/v1/availability/carts", question).body();
        assertThat(answer).contains("\"metres\":1067209");
        assertThat(answer.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(2_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        {}                                                                        | /items                     | required
        []                                                                        |                            | wrong_type
        {"items": []}                                                             | /items                     | too_few
        {"items": [{"sku": "NONE", "units": 1}]}                                  | /items                     | unknown_sku
        {"items": [{"sku": "BREAD"}]}                                             | /items/0/units             | required
        {"items": [{"sku": "BREAD", "units": 0}]}                                 | /items/0/units             | out_of_range
        {"items": [{"sku": "BREAD", "units": 1}], "place": 1}                     | /place                     | unknown_field
        {"items": [{"sku": "BREAD", "units": 1}], "places": [{}]}                 | /places/0                  | one_of
        {"items": [{"sku": "BREAD", "units": 1}], "places": [{"latitude": 1}]}    | /places/0/longitude        | required
        {"items": [{"sku": "BREAD", "units": 1}], "places": [{"latitude": 91, "longitude": 1}]} | /places/0/latitude | out_of_range
        {"items": [{"sku": "BREAD", "units": 1}], "places": [{"region": {"code": "1 1"}}]}  | /places/0/region | invalid_value
        {"items": [{"sku": "BREAD", "units": 1}], "places": [{"nodes": ["moon"]}]} | /places/0/nodes           | unknown_node
        {"items": [{"sku": "BREAD", "units": 1}], "places": [{"nodes": ["puxi", "puxi"]}]} | /places/0/nodes   | unknown_node
        {"items": [{"sku": "BREAD", "units": 1}], "abilities": ["TILL"]}          | /abilities/0               | invalid_value
        {"items": [{"sku": "BREAD", "units": 1}], "channel": "moon"}              | /channel                   | unknown_channel
        {"items": [{"sku": "BREAD", "units": 1}], "nodesPerSku": 51}              | /nodesPerSku               | out_of_range
        """)
    void whatIsWrongIsSaidWithItsPlace(String body, String pointer, String code) {
        var answer = api.post("/v1/availability/carts", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("violations").valueStream())
                .extracting(violation -> violation.path("pointer").asString("") + " "
                        + violation.path("code").asString())
                .contains((pointer == null ? "" : pointer) + " " + code);
    }

    @Test
    void theAnswerIsBounded() {
        String items = IntStream.range(0, 101)
                .mapToObj(i -> "{\"sku\": \"S-%d\", \"units\": 1}".formatted(i))
                .collect(Collectors.joining(","));
        assertThat(api.post("/v1/availability/carts", "{\"items\": [" + items + "]}")
                        .body())
                .contains("too_many");
        String products = IntStream.range(0, 100)
                .mapToObj(i ->
                        "{\"code\": \"S-%d\", \"name\": \"x\", \"price\": {\"amount\": 100, \"currency\": \"CNY\"}}"
                                .formatted(i))
                .collect(Collectors.joining(","));
        api.post(
                "/v1/products:batch",
                "{\"products\": [{\"code\": \"P-S\", \"name\": \"x\", \"skus\": [" + products + "]}]}");
        String hundred = items.substring(0, items.lastIndexOf(",{"));
        String many = "{\"items\": [" + hundred + "], \"places\": [" + HERE + "," + HERE + "," + HERE
                + "], \"nodesPerSku\": 34}";
        assertThat(api.post("/v1/availability/carts", many).body()).contains("at most 10000");
        assertThat(api.post("/v1/availability/carts", many.replace("34", "33")).status())
                .isEqualTo(200);
    }

    @Test
    void oneMerchantsCartKnowsNothingOfAnothersStock() {
        var other = Shop.open(hub, "other-carts").api(Scope.STOCK_READ);
        assertThat(other.post("/v1/availability/carts", cart(1, 1, "{\"nodes\": [\"puxi\"]}", "", ""))
                        .status())
                .isEqualTo(400);
        assertThat(other.post("/v1/availability/carts", cart(1, 1, HERE, "", ""))
                        .body())
                .doesNotContain("beijing");
        assertThat(shop.api(Scope.ORDERS_READ)
                        .post("/v1/availability/carts", cart(1, 1, HERE, "", ""))
                        .status())
                .isEqualTo(403);
    }

    private static String cart(int milk, int bread, String places, String abilities, String more) {
        return "{\"items\": [{\"sku\": \"MILK-1L\", \"units\": %d}, {\"sku\": \"BREAD\", \"units\": %d}], \"places\": [%s]%s%s}"
                .formatted(
                        milk, bread, places, abilities.isEmpty() ? "" : ", \"abilities\": [" + abilities + "]", more);
    }

    private static JsonNode ask(String cart) {
        var answer = api.post("/v1/availability/carts", cart);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static void node(String code, String region, double latitude, double longitude, String abilities) {
        var answer = api.put("/v1/nodes/" + code, """
                {"name": "%s", "kind": "STORE", "region": {"country": "CN", "code": "%s"}, "latitude": %s,
                 "longitude": %s, "abilities": [%s]}""".formatted(code, region, latitude, longitude, abilities));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }
}
