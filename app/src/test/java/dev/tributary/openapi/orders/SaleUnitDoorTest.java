package dev.tributary.openapi.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tributary.access.Scope;
import dev.tributary.channels.Eventually;
import dev.tributary.testing.Api;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.Shop;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Lines told in units of sale: a BOX of BEER is 12 pieces, RICE is weighed in grams and sold by the KG. */
class SaleUnitDoorTest {

    private static HubUnderTest hub;
    private static Shop shop;
    private static Api api;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.shared();
        shop = Shop.open(hub, "acme-sale-unit");
        api = shop.api(Scope.SETUP_WRITE, Scope.ORDERS_WRITE, Scope.ORDERS_READ, Scope.STOCK_READ, Scope.TILLS_WRITE);
        product("BEER", "PIECE", "{\"BOX\": 12}");
        product("RICE", "GRAM", "{\"KG\": 1000}");
        shop.receive("wh-1", "BEER", 1_000);
        shop.receive("wh-1", "RICE", 100_000);
    }

    @Test
    void anOrderInBoxesHoldsPiecesAndCostsWhatWasTold() {
        String told = order("U-1", line("BEER", "2", "BOX", 1000), 2000);

        var answer = api.post("/v1/orders", told);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().at("/lines/0/told").toString()).isEqualTo("{\"unit\":\"BOX\",\"units\":2}");
        var order = read(answer);
        assertThat(order.at("/lines/0/units").asLong()).isEqualTo(24);
        assertThat(order.at("/lines/0/told").toString()).isEqualTo("{\"unit\":\"BOX\",\"units\":2}");
        assertThat(order.at("/lines/0/unitPrice/amount").asLong()).isEqualTo(1000);
        assertThat(order.at("/lines/0/allocated/amount").asLong()).isEqualTo(2000);
        assertThat(order.at("/goods/amount").asLong()).isEqualTo(2000);
        assertThat(order.at("/discount/amount").asLong()).isZero();

        var rows = shop.rows();
        var again = api.post("/v1/orders", told);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(answer.json());
        var other = api.post("/v1/orders", told.replace("\"BOX\"", "\"PIECE\""));
        assertThat(other.json().get("type").asString()).endsWith("/reused-key");
        assertThat(shop.rows()).isEqualTo(rows);
    }

    @Test
    void piecesTakenOffALineTakeTheirPartOfTheBoxesPrice() {
        var placed = api.post("/v1/orders", order("U-2", line("BEER", "2", "BOX", 1000), 2000));
        String id = placed.json().get("id").asString();

        var edited = api.post(
                "/v1/orders/%s/lines".formatted(id),
                "{\"units\": {\"1\": 13}, \"reason\": \"fewer\"}",
                "Idempotency-Key",
                "U-2-edit");

        assertThat(edited.status()).isEqualTo(200);
        // 13 of 12 pieces at 10.00: 10.833
        assertThat(read(placed).at("/payable/amount").asLong()).isEqualTo(1083);
        assertThat(read(placed).at("/lines/0/allocated/amount").asLong()).isEqualTo(1083);
    }

    @Test
    void aBatchTakesUnitsLineByLine() {
        var answer = api.post(
                "/v1/orders:batch",
                "{\"orders\": [%s, %s]}"
                        .formatted(
                                order("U-3", line("BEER", "1", "BOX", 1000) + "," + line("BEER", "5", null, 90), 1450),
                                order("U-4", line("RICE", "1.25", "KG", 1290), 1613)));

        assertThat(answer.json().at("/results/0/status").asInt()).isEqualTo(201);
        assertThat(answer.json().at("/results/0/order/lines/1").has("told")).isFalse();
        assertThat(answer.json().at("/results/1/order/lines/0/told/units").decimalValue())
                .isEqualByComparingTo("1.25");
        var rice = api.get(
                        "/v1/orders/" + answer.json().at("/results/1/order/id").asString())
                .json();
        assertThat(rice.at("/lines/0/units").asLong()).isEqualTo(1250);
        assertThat(rice.at("/goods/amount").asLong()).isEqualTo(1613);
    }

    @Test
    void aShortLineIsToldInBothUnits() {
        var refused = api.post("/v1/orders", order("U-5", line("BEER", "1000", "BOX", 1000), 1_000_000));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/lines/0/wanted").asLong()).isEqualTo(12_000);
        assertThat(refused.json().at("/lines/0/told/units").asLong()).isEqualTo(1000);
    }

    static Stream<Arguments> badLines() {
        return Stream.of(
                arguments(line("BEER", "1", "CRATE", 1), "/lines/0/unit unknown_unit"),
                arguments(line("BEER", "1", "KG", 1), "/lines/0/unit unknown_unit"),
                arguments(line("BEER", "0.1", "BOX", 1), "/lines/0/units not_whole"),
                arguments(line("BEER", "100000000", "BOX", 1), "/lines/0/units out_of_range"),
                arguments(line("BEER", "0", "BOX", 1), "/lines/0/units out_of_range"),
                arguments(line("BEER", "-0.5", "BOX", 1), "/lines/0/units out_of_range"),
                arguments(line("BEER", "1e400", "BOX", 1), "/lines/0/units out_of_range"),
                arguments(line("BEER", "0.0000001", "BOX", 1), "/lines/0/units out_of_range"),
                arguments(line("BEER", "1.5", null, 1), "/lines/0/units wrong_type"),
                arguments(line("BEER", "1", "", 1), "/lines/0/unit too_short"),
                arguments(line("BEER", "1", "x".repeat(65), 1), "/lines/0/unit too_long"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("badLines")
    void whatCannotBeCountedIsRefusedWhereItStands(String line, String violation) {
        var rows = shop.rows();
        var answer = api.post("/v1/orders", order("U-bad", line, 1));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/violations/0/pointer").asString() + " "
                        + answer.json().at("/violations/0/code").asString())
                .isEqualTo(violation);
        assertThat(shop.rows()).isEqualTo(rows);
    }

    @Test
    void aSaleInBoxesIsSoldInPiecesAndTakenBackInBoxes() {
        long before = onHand("BEER");

        var sold = api.post("/v1/till-sales", sale("000001", line("BEER", "3", "BOX", 1000), 3000));

        assertThat(sold.status()).isEqualTo(201);
        assertThat(sold.json().at("/lines/0/told/units").asLong()).isEqualTo(3);
        assertThat(onHand("BEER")).isEqualTo(before - 36);
        assertThat(read(sold).get("totalsDiffer").asBoolean()).isFalse();
        var again = api.post("/v1/till-sales", sale("000001", line("BEER", "3", "BOX", 1000), 3000));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().get("lines")).isEqualTo(sold.json().get("lines"));
        assertThat(onHand("BEER")).isEqualTo(before - 36);

        String back = back("000002", line("BEER", "1", "BOX", 0), "000001");
        assertThat(api.post("/v1/till-returns", back).status()).isEqualTo(201);
        assertThat(api.post("/v1/till-returns", back).status()).isEqualTo(200);
        assertThat(onHand("BEER")).isEqualTo(before - 24);
        assertThat(read(sold).at("/lines/0/unitsReturned").asLong()).isEqualTo(12);
    }

    @Test
    void aLineInAUnitNobodyKnowsIsNotEditedBeforeItCanBeCounted() {
        var sold = api.post("/v1/till-sales", sale("000009", line("BEER", "2", "KEG", 900), 1800));
        String edit = "/v1/orders/%s/lines".formatted(sold.json().get("id").asString());

        var refused = api.post(edit, "{\"units\": {\"1\": 1}, \"reason\": \"one\"}", "Idempotency-Key", "keg-1");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().get("detail").asString()).contains("waits for its unit of sale");
        assertThat(read(sold).at("/lines/0/units").asLong()).isEqualTo(2);
        assertThat(api.post(edit, "{\"units\": {\"1\": 0}, \"reason\": \"none\"}", "Idempotency-Key", "keg-2")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aSaleAndAReturnInAUnitNobodyKnowsWaitUntilItIsSetUp() {
        product("WINE", "PIECE", "{\"BOX\": 6}");
        var sold = api.post("/v1/till-sales", sale("000003", line("WINE", "2", "CRATE", 900), 1800));
        assertThat(sold.status()).isEqualTo(201);
        assertThat(sold.json().at("/lines/0/reservation").asString()).isEqualTo("WAITING_MAPPING");
        assertThat(read(sold).at("/goods/amount").asLong()).isEqualTo(1800);
        var back = api.post("/v1/till-returns", back("000004", line("WINE", "1", "CRATE", 0), "000003"));
        assertThat(back.json().get("waitingLines")).hasSize(1);
        assertThat(onHand("WINE")).isZero();

        product("WINE", "PIECE", "{\"BOX\": 6, \"CRATE\": 20}");

        Eventually.yes(
                "the sale went on", () -> read(sold).at("/lines/0/unitsShipped").asLong() == 40);
        Eventually.yes("the return went on", () -> onHand("WINE") == 20 - 40);
        assertThat(read(sold).at("/lines/0/unitsReturned").asLong()).isEqualTo(20);
        assertThat(read(sold).has("flag")).isFalse();
        assertThat(read(sold).at("/goods/amount").asLong()).isEqualTo(1800);
        assertThat(read(sold).at("/lines/0/allocated/amount").asLong()).isEqualTo(1800);
        assertThat(read(sold).at("/lines/0/told").toString()).isEqualTo("{\"unit\":\"CRATE\",\"units\":2}");
    }

    private static JsonNode read(Api.Answer placed) {
        return api.get("/v1/orders/" + placed.json().get("id").asString()).json();
    }

    private static long onHand(String sku) {
        for (var row : api.get("/v1/stock?limit=200").json().get("items")) {
            if (row.get("sku").asString().equals(sku)
                    && row.get("node").asString().equals("store-3")) {
                return row.get("onHand").asLong();
            }
        }
        return 0;
    }

    private static void product(String code, String unit, String saleUnits) {
        var answer = api.post("/v1/products:batch", """
                {"products": [{"code": "%1$s", "name": "%1$s", "skus": [
                  {"code": "%1$s", "name": "%1$s", "unit": "%2$s", "price": {"amount": 100, "currency": "CNY"},
                   "saleUnits": %3$s}]}]}
                """.formatted(code, unit, saleUnits));
        assertThat(answer.status()).isEqualTo(200);
    }

    private static String line(String sku, String units, @Nullable String unit, long price) {
        return """
                {"sku": "%s", "units": %s, %s "unitPrice": {"amount": %d, "currency": "CNY"}}""".formatted(sku, units, unit == null ? "" : "\"unit\": \"" + unit + "\",", price);
    }

    private static String order(String number, String lines, long total) {
        return """
                {"channel": "app", "number": "%s", "lines": [%s], "total": {"amount": %d, "currency": "CNY"}}""".formatted(number, lines, total);
    }

    private static String sale(String sequence, String lines, long total) {
        return """
                {"channel": "tills", "node": "store-3", "till": "1", "sequence": "%s", "businessDay": "2026-11-22",
                 "soldAt": "2026-11-22T10:00:00+08:00", "currency": "CNY", "lines": [%s],
                 "total": {"amount": %3$d, "currency": "CNY"},
                 "tenders": [{"method": "CASH", "amount": {"amount": %3$d, "currency": "CNY"}}]}
                """.formatted(sequence, lines, total);
    }

    private static String back(String sequence, String lines, String original) {
        return """
                {"channel": "tills", "node": "store-3", "till": "1", "sequence": "%s", "businessDay": "2026-11-22",
                 "returnedAt": "2026-11-22T11:00:00+08:00", "currency": "CNY",
                 "original": {"till": "1", "sequence": "%s", "businessDay": "2026-11-22"},
                 "lines": [%s], "tenders": []}
                """.formatted(sequence, original, lines);
    }
}
