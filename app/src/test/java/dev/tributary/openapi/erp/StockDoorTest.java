package dev.tributary.openapi.erp;

import static dev.tributary.openapi.Doors.csv;
import static dev.tributary.openapi.Doors.errors;
import static dev.tributary.openapi.Doors.texts;
import static dev.tributary.openapi.Doors.violations;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.openapi.Doors;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StockDoorTest {

    @RegisterExtension
    static final Doors doors = new Doors();

    @Test
    void stockGoesUpOnceAndCanBeExplained() {
        var api = ErpShop.of(doors).api();
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
    void aRowIsToldAsItIsAndAsItWas() {
        var api = ErpShop.of(doors).api();
        api.post("/v1/stock:batch", """
                {"lines": [
                 {"node": "wh-1", "sku": "A", "kind": "RECEIVE", "units": 10, "cause": "receipt/PO-7"},
                 {"node": "wh-1", "sku": "A", "kind": "SAFETY", "units": 2, "cause": "season"}]}
                """, "Idempotency-Key", "k1");
        api.post("/v1/stock:batch", """
                {"lines": [
                 {"node": "wh-1", "sku": "A", "kind": "ALLOWANCE", "units": 5},
                 {"node": "wh-1", "sku": "A", "kind": "ADJUST", "units": -1},
                 {"node": "wh-1", "sku": "A", "kind": "SAFETY", "units": 3}]}
                """, "Idempotency-Key", "k2");
        var ledger = api.get("/v1/stock/A/wh-1/ledger").json().path("items");
        String season = ledger.get(3).path("recordedAt").asString();
        String first = ledger.get(4).path("recordedAt").asString();

        var now = api.get("/v1/stock/A/wh-1");
        var then = api.get("/v1/stock/A/wh-1?at=" + season);

        assertThat(now.body())
                .isEqualTo("{\"sku\":\"A\",\"node\":\"wh-1\",\"onHand\":9,\"reserved\":0,\"safety\":3,\"allowance\":5,"
                        + "\"unitsShort\":0,\"available\":11,\"version\":\"5\"}");
        assertThat(then.body())
                .startsWith(
                        "{\"sku\":\"A\",\"node\":\"wh-1\",\"onHand\":10,\"reserved\":0,\"safety\":2,\"allowance\":0,"
                                + "\"unitsShort\":0,\"available\":8,\"version\":\"2\",\"at\":\"" + season + "\",");
        assertThat(then.json().path("movement")).isEqualTo(ledger.get(3));
        var before = api.get("/v1/stock/A/wh-1?at=" + Instant.parse(first).minus(1, ChronoUnit.MICROS));
        assertThat(before.status()).isEqualTo(404);
        assertThat(before.json().path("detail").asString()).isEqualTo("the row is known since " + first);
        var future = api.get("/v1/stock/A/wh-1?at=2099-12-31T00:00:00Z");
        assertThat(future.status()).isEqualTo(400);
        assertThat(violations(future.json())).containsExactly("at out_of_range");
    }

    @Test
    void aBatchOfStockIsAllOrNone() {
        var api = ErpShop.of(doors).api();

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
        var api = ErpShop.of(doors).api();
        String file = """
                node,sku,kind,units,cause,unitCost
                wh-1,A,RECEIVE,10,receipt/PO-8,9.00
                wh-1,Z,RECEIVE,10,,
                wh-1,B,COUNT,-1,,
                wh-1,B,COUNT,ten,,
                wh-1,B,,7,,
                wh-1,B,COUNT,7,,
                """;

        var first = csv(api, "/v1/stock:batch", file, "Idempotency-Key", "file-1");
        var again = csv(api, "/v1/stock:batch", file, "Idempotency-Key", "file-1");

        assertThat(first.json().path("done").asInt()).as(first.body()).isEqualTo(2);
        assertThat(errors(first.json()))
                .containsExactly("3 sku unknown_sku", "4 units out_of_range", "5 units wrong_type", "6 kind required");
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(texts(api.get("/v1/stock").json().path("items"), "onHand")).containsExactly("10", "7");
        var changed = csv(api, "/v1/stock:batch", file.replace("wh-1,Z", "wh-1,B"), "Idempotency-Key", "file-1");
        assertThat(changed.json().path("done").asInt()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            GET  | /v1/stock/Z/wh-1/ledger           | ``                                               | 404 | ``
            GET  | /v1/stock/A/moon/ledger           | ``                                               | 404 | ``
            GET  | /v1/stock/Z/wh-1                  | ``                                               | 404 | ``
            GET  | /v1/stock/A/moon                  | ``                                               | 404 | ``
            GET  | /v1/stock/A/wh-1                  | ``                                               | 404 | ``
            GET  | /v1/stock/A/wh-1?at=2026-11-01T10:00:00Z | ``                                        | 404 | ``
            GET  | /v1/stock/A/wh-1?at=yesterday     | ``                                               | 400 | at invalid_value
            GET  | /v1/stock/A/wh-1?at=              | ``                                               | 400 | at invalid_value
            GET  | /v1/stock/A/wh-1?at=1999-12-31T23:59:59Z | ``                                        | 400 | at out_of_range
            GET  | /v1/stock/A/wh-1?at=2100-01-01T00:00:01Z | ``                                        | 400 | at out_of_range
            GET  | /v1/stock?cursor=eA               | ``                                               | 400 | ``
            """)
    void badInputIsNamed(String method, String path, String body, int status, String violation) {
        var answer = Doors.call(ErpShop.of(doors).api(), method, path, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        if (!violation.isEmpty()) {
            assertThat(violations(answer.json())).contains(violation);
        }
    }
}
