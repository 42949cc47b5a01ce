package dev.tributary.openapi.tills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tributary.access.Scope;
import dev.tributary.testing.Api;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.Shop;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReturnDoorTest {

    private static HubUnderTest hub;
    private static Shop shop;
    private static Api api;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.shared();
        shop = Shop.open(hub, "acme-till-return");
        api = shop.api(Scope.TILLS_WRITE, Scope.ORDERS_READ, Scope.STOCK_READ);
    }

    @Test
    void aReturnNamesItsSaleAndIsTakenOnce() {
        var sale = api.post("/v1/till-sales", sale("000001", "BREAD", 2));
        long before = onHand("BREAD");

        var answer = api.post("/v1/till-returns", back("000101", "BREAD", 2, "RESTOCK", "000001"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().get("number").asString()).isEqualTo("store-3/1/000101/2026-11-22");
        assertThat(answer.json().get("order")).isEqualTo(sale.json().get("id"));
        assertThat(answer.json().get("waitingLines")).isEmpty();
        var order = api.get("/v1/orders/" + sale.json().get("id").asString()).json();
        assertThat(order.get("state").asString()).isEqualTo("RETURNED");
        assertThat(order.get("payment").asString()).isEqualTo("REFUNDED");
        assertThat(order.at("/refunded/amount").asLong()).isEqualTo(1000);
        assertThat(order.at("/lines/0/unitsReturned").asLong()).isEqualTo(2);
        assertThat(onHand("BREAD")).isEqualTo(before + 2);

        var rows = shop.rows();
        var again = api.post("/v1/till-returns", back("000101", "BREAD", 2, "RESTOCK", "000001"));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("Idempotent-Replayed")).contains("true");
        assertThat(again.json()).isEqualTo(answer.json());
        assertThat(shop.rows()).isEqualTo(rows);
    }

    @Test
    void aReturnOfASaleNobodyToldStandsAlone() {
        var answer = api.post("/v1/till-returns", back("000102", "BREAD", 1, "DAMAGED", "999999"));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().has("order")).isFalse();
    }

    @Test
    void aSkuNobodyKnowsIsNamedAndItsMoneyBooked() {
        var answer = api.post("/v1/till-returns", back("000103", "UNHEARD-OF", 1, "RESTOCK", "999999"));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().at("/waitingLines/0").asInt()).isEqualTo(1);
    }

    @Test
    void aVoidUndoesItsSaleAlsoWhenItComesFirst() {
        long before = onHand("BREAD");
        api.post("/v1/till-sales", sale("000004", "BREAD", 3));

        var answer = api.post("/v1/till-voids", receipt("000004"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("state").asString()).isEqualTo("RETURNED");
        assertThat(answer.json().get("payment").asString()).isEqualTo("REFUNDED");
        assertThat(onHand("BREAD")).isEqualTo(before);
        assertThat(api.post("/v1/till-voids", receipt("000004")).status()).isEqualTo(200);
        assertThat(onHand("BREAD")).isEqualTo(before);

        var early = api.post("/v1/till-voids", receipt("000005"));
        assertThat(early.status()).isEqualTo(202);
        assertThat(early.json().has("id")).isFalse();
        var late = api.post("/v1/till-sales", sale("000005", "BREAD", 1));
        assertThat(late.json().get("state").asString()).isEqualTo("CANCELLED");
        assertThat(onHand("BREAD")).isEqualTo(before);
    }

    static Stream<Arguments> badReturns() {
        String good = back("9", "BREAD", 1, "RESTOCK", "1");
        return Stream.of(
                arguments(
                        "nothing",
                        "{}",
                        List.of(
                                "/node required",
                                "/till required",
                                "/sequence required",
                                "/businessDay required",
                                "/node unknown_node",
                                "/returnedAt required",
                                "/currency required",
                                "/lines required",
                                "/tenders required")),
                arguments("zero units", back("9", "BREAD", 0, "RESTOCK", "1"), List.of("/lines/0/units out_of_range")),
                arguments(
                        "an unheard-of disposition",
                        back("9", "BREAD", 1, "EATEN", "1"),
                        List.of("/lines/0/disposition invalid_value")),
                arguments("an unknown node", good.replace("store-3", "moon"), List.of("/node unknown_node")),
                arguments(
                        "a channel of requests",
                        good.replace("\"tills\"", "\"app\""),
                        List.of("/channel unknown_channel")),
                arguments(
                        "two currencies",
                        good.replace("\"currency\": \"CNY\"}}]", "\"currency\": \"USD\"}}]"),
                        List.of("/lines/0/amount wrong_currency", "/tenders/0/amount wrong_currency")),
                arguments(
                        "no days",
                        good.replace("\"2026-11-22\"", "\"2026-02-30\""),
                        List.of("/businessDay invalid_value", "/original/businessDay invalid_value")),
                arguments("an empty sequence", back(" ", "BREAD", 1, "RESTOCK", "1"), List.of("/sequence bad_text")),
                arguments("NUL in text", back("9\\u0000", "BREAD", 1, "RESTOCK", "1"), List.of("/sequence bad_text")),
                arguments(
                        "a sum without end",
                        good.replace("\"amount\": 500", "\"amount\": 9000000000000000"),
                        List.of("/lines/0/amount/amount out_of_range", "/tenders/0/amount/amount out_of_range")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badReturns")
    void whatLeavesNoPlaceToStoreItIsRefusedAndLeavesNoRow(String what, String body, List<String> violations) {
        var before = shop.rows();
        var answer = api.post("/v1/till-returns", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(violations(answer)).containsExactlyInAnyOrderElementsOf(violations);
        assertThat(shop.rows()).isEqualTo(before);
    }

    @Test
    void aVoidMustNameAReceiptInAPlace() {
        var before = shop.rows();
        var answer = api.post("/v1/till-voids", "{\"node\": \"moon\", \"till\": 1}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(violations(answer))
                .containsExactlyInAnyOrder(
                        "/node unknown_node", "/till wrong_type", "/sequence required", "/businessDay required");
        assertThat(shop.rows()).isEqualTo(before);
    }

    private static List<String> violations(Api.Answer answer) {
        return StreamSupport.stream(answer.json().get("violations").spliterator(), false)
                .map(violation -> violation.get("pointer").asString() + " "
                        + violation.get("code").asString())
                .toList();
    }

    private static long onHand(String sku) {
        for (var row : api.get("/v1/stock").json().get("items")) {
            if (row.get("sku").asString().equals(sku)
                    && row.get("node").asString().equals("store-3")) {
                return row.get("onHand").asLong();
            }
        }
        return 0;
    }

    private static String receipt(String sequence) {
        return """
                {"channel": "tills", "node": "store-3", "till": "1", "sequence": "%s", "businessDay": "2026-11-22"}
                """.formatted(sequence);
    }

    private static String sale(String sequence, String sku, long units) {
        return """
                {"channel": "tills", "node": "store-3", "till": "1", "sequence": "%s", "businessDay": "2026-11-22",
                 "soldAt": "2026-11-22T10:00:00+08:00", "currency": "CNY",
                 "lines": [{"sku": "%s", "units": %d, "unitPrice": {"amount": 500, "currency": "CNY"}}],
                 "total": {"amount": %d, "currency": "CNY"},
                 "tenders": [{"method": "CASH", "amount": {"amount": %d, "currency": "CNY"}}]}
                """.formatted(sequence, sku, units, 500 * units, 500 * units);
    }

    private static String back(String sequence, String sku, long units, String disposition, String original) {
        return """
                {"channel": "tills", "node": "store-3", "till": "1", "sequence": "%s", "businessDay": "2026-11-22",
                 "returnedAt": "2026-11-22T11:00:00+08:00", "currency": "CNY", "cashier": "unknown members are passed over",
                 "original": {"till": "1", "sequence": "%s", "businessDay": "2026-11-22"},
                 "lines": [{"sku": "%s", "units": %d, "disposition": "%s", "amount": {"amount": 500, "currency": "CNY"}}],
                 "tenders": [{"method": "CASH", "amount": {"amount": %d, "currency": "CNY"}}]}
                """.formatted(sequence, original, sku, units, disposition, 500 * Math.max(1, units));
    }
}
