package dev.tributary.openapi.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.Scope;
import dev.tributary.testing.Api;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.Shop;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OrderDoorTest {

    private static HubUnderTest hub;
    private static Shop shop;
    private static Api api;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.shared();
        shop = Shop.open(hub, "acme-order-door");
        api = shop.api(Scope.ORDERS_WRITE, Scope.ORDERS_READ, Scope.STOCK_READ);
    }

    @Test
    void anOrderIsAcceptedAndItsStockHeld() {
        var answer = api.post("/v1/orders", order("A-1", "MILK-1L", 2));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().toString().replaceFirst("\"id\":\"[0-9]+\"", "\"id\":\"…\""))
                .isEqualTo("{\"id\":\"…\",\"number\":\"A-1\",\"state\":\"ACCEPTED\",\"payment\":\"UNPAID\","
                        + "\"shown\":\"TO_PAY\",\"lines\":[{\"line\":1,\"sku\":\"MILK-1L\",\"reservation\":\"HELD\","
                        + "\"node\":\"wh-1\"}],\"version\":\"1\"}");
    }

    @Test
    void theSameOrderAgainIsReplayedAndWithOtherContentRefused() {
        var first = api.post("/v1/orders", order("A-2", "BREAD", 1));
        var rows = shop.rows();
        var again = api.post("/v1/orders", order("A-2", "BREAD", 1));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("Idempotent-Replayed")).contains("true");
        assertThat(again.json()).isEqualTo(first.json());
        var other = api.post("/v1/orders", order("A-2", "BREAD", 2));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().get("type").asString()).endsWith("/reused-key");
        assertThat(shop.rows()).isEqualTo(rows);
    }

    @Test
    void aKeyUsedForAnotherOrderIsRefused() {
        var first = api.post("/v1/orders", order("A-3", "BREAD", 1), "Idempotency-Key", "key-3");
        assertThat(first.status()).isEqualTo(201);
        var other = api.post("/v1/orders", order("A-4", "BREAD", 1), "Idempotency-Key", "key-3");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().get("type").asString()).endsWith("/reused-key");
    }

    @Test
    void aRefusalNamesEveryShortLineAndIsFinal() {
        String order = """
                {"channel": "app", "number": "A-5", "lines": [
                  {"sku": "MILK-1L", "units": 1000, "unitPrice": {"amount": 1290, "currency": "CNY"}},
                  {"sku": "BREAD", "units": 2000, "unitPrice": {"amount": 500, "currency": "CNY"}}]}
                """;
        var answer = api.post("/v1/orders", order);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        assertThat(answer.json().get("type").asString()).endsWith("/insufficient-stock");
        assertThat(answer.json().get("titleChinese").asString()).isEqualTo("库存不足");
        assertThat(answer.json().get("lines")).hasSize(2);
        assertThat(answer.json().at("/lines/1/sku").asString()).isEqualTo("BREAD");
        assertThat(answer.json().at("/lines/1/wanted").asLong()).isEqualTo(2000);
        assertThat(answer.json().at("/violations/1/pointer").asString()).isEqualTo("/lines/1/units");
        var again = api.post("/v1/orders", order);
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.header("Idempotent-Replayed")).contains("true");
    }

    @Test
    void twoLinesOfOneSkuAreAddedUpBeforeTheyArePromised() {
        shop.receive("store-3", "MILK-1L", 5);
        String order = """
                {"channel": "app", "number": "A-6", "lines": [
                  {"sku": "MILK-1L", "units": 3, "unitPrice": {"amount": 1290, "currency": "CNY"}, "node": "store-3"},
                  {"sku": "MILK-1L", "units": 3, "unitPrice": {"amount": 1290, "currency": "CNY"}, "node": "store-3"}]}
                """;
        assertThat(api.post("/v1/orders", order).status()).isEqualTo(422);
    }

    static String order(String number, String sku, long units) {
        return """
                {"channel": "app", "number": "%s", "currency": "CNY",
                 "lines": [{"sku": "%s", "units": %d, "unitPrice": {"amount": 500, "currency": "CNY"}}]}
                """.formatted(number, sku, units);
    }
}
