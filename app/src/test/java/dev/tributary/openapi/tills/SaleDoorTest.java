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

class SaleDoorTest {

    private static HubUnderTest hub;
    private static Shop shop;
    private static Api api;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.shared();
        shop = Shop.open(hub, "acme-till-sale");
        api = shop.api(Scope.TILLS_WRITE, Scope.ORDERS_READ, Scope.STOCK_READ);
    }

    @Test
    void aSaleShipsAtOnceEvenWhatTheBookDoesNotHave() {
        var answer = api.post("/v1/till-sales", sale("000001", "BREAD", 3, 1500));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().get("number").asString()).isEqualTo("store-3/1/000001/2026-11-22");
        assertThat(answer.json().get("state").asString()).isEqualTo("SHIPPED");
        assertThat(answer.json().get("payment").asString()).isEqualTo("PAID");
        assertThat(answer.json().at("/lines/0/reservation").asString()).isEqualTo("SHIPPED");
        assertThat(answer.json().at("/lines/0/node").asString()).isEqualTo("store-3");
    }

    @Test
    void theSameReceiptAgainIsOneSaleAndTheFirstTellingStands() {
        var first = api.post("/v1/till-sales", sale("000002", "BREAD", 1, 500));
        var rows = shop.rows();
        var again = api.post("/v1/till-sales", sale("000002", "BREAD", 1, 500));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("Idempotent-Replayed")).contains("true");
        assertThat(again.json().get("id")).isEqualTo(first.json().get("id"));
        var other = api.post("/v1/till-sales", sale("000002", "BREAD", 7, 3500));
        assertThat(other.status()).isEqualTo(200);
        assertThat(other.json().get("id")).isEqualTo(first.json().get("id"));
        assertThat(shop.rows()).isEqualTo(rows);
    }

    @Test
    void aSkuNobodyKnowsWaitsForItsMapping() {
        var answer = api.post("/v1/till-sales", sale("000003", "UNHEARD-OF", 1, 500));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().at("/lines/0/reservation").asString()).isEqualTo("WAITING_MAPPING");
        assertThat(answer.json().get("shown").asString()).isEqualTo("WAITING");
    }

    @Test
    void amountsThatDoNotAddUpAreKeptAndFlagged() {
        var answer = api.post("/v1/till-sales", sale("000004", "BREAD", 1, 499));
        assertThat(answer.status()).isEqualTo(201);
        var order = api.get("/v1/orders/" + answer.json().get("id").asString()).json();
        assertThat(order.get("totalsDiffer").asBoolean()).isTrue();
    }

    static Stream<Arguments> badSales() {
        return Stream.of(
                arguments(
                        "nothing",
                        "{}",
                        List.of(
                                "/node required",
                                "/till required",
                                "/sequence required",
                                "/businessDay required",
                                "/soldAt required",
                                "/total required",
                                "/lines required",
                                "/tenders required")),
                arguments("zero units", sale("9", "BREAD", 0, 5), List.of("/lines/0/units out_of_range")),
                arguments(
                        "absurd units", sale("9", "BREAD", 2_000_000_000L, 5), List.of("/lines/0/units out_of_range")),
                arguments(
                        "an unknown node",
                        sale("9", "BREAD", 1, 5).replace("store-3", "moon"),
                        List.of("/node unknown_node")),
                arguments(
                        "a channel of requests",
                        sale("9", "BREAD", 1, 5).replace("\"tills\"", "\"app\""),
                        List.of("/channel unknown_channel")),
                arguments(
                        "two currencies",
                        sale("9", "BREAD", 1, 5).replaceFirst("CNY\"}}", "USD\"}}"),
                        List.of("/lines/0/unitPrice/currency wrong_currency")),
                arguments(
                        "no day",
                        sale("9", "BREAD", 1, 5).replace("2026-11-22\"", "2026-02-30\""),
                        List.of("/businessDay invalid_value")),
                arguments("NUL in text", sale("9\\u0000", "BREAD", 1, 5), List.of("/sequence bad_text")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badSales")
    void whatLeavesNoPlaceToStoreItIsRefusedAndLeavesNoRow(String what, String body, List<String> violations) {
        var before = shop.rows();
        var answer = api.post("/v1/till-sales", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(StreamSupport.stream(answer.json().get("violations").spliterator(), false)
                        .map(violation -> violation.get("pointer").asString() + " "
                                + violation.get("code").asString()))
                .containsExactlyInAnyOrderElementsOf(violations);
        assertThat(shop.rows()).isEqualTo(before);
    }

    private static String sale(String sequence, String sku, long units, long total) {
        return """
                {"channel": "tills", "node": "store-3", "till": "1", "sequence": "%s", "businessDay": "2026-11-22",
                 "soldAt": "2026-11-22T10:00:00+08:00", "currency": "CNY", "cashier": "unknown members are passed over",
                 "lines": [{"sku": "%s", "units": %d, "unitPrice": {"amount": 500, "currency": "CNY"}}],
                 "total": {"amount": %d, "currency": "CNY"},
                 "tenders": [{"method": "CASH", "amount": {"amount": %d, "currency": "CNY"}}],
                 "member": {"phone": "13512342210"}}
                """.formatted(sequence, sku, units, total, total);
    }
}
