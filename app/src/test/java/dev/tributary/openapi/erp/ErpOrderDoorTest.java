package dev.tributary.openapi.erp;

import static dev.tributary.openapi.Doors.texts;
import static dev.tributary.openapi.Doors.violations;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.openapi.Doors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an ERP does all day: orders down, shipments up. */
class ErpOrderDoorTest {

    @RegisterExtension
    static final Doors doors = new Doors();

    @Test
    void theErpTakesPaidOrdersOnceAndShipsThem() {
        var shop = ErpShop.of(doors);
        var api = shop.api();
        shop.receive(10);
        String unpaid = shop.place("N-1", false);
        String paid = shop.place("N-2", true);

        var pending = shop.untilPending(1);

        assertThat(texts(pending, "id")).containsExactly(paid).doesNotContain(unpaid);
        assertThat(pending.get(0).path("payment").asString()).isEqualTo("PAID");
        assertThat(pending.get(0).path("channel").asString()).isEqualTo("app");
        assertThat(pending.get(0).at("/lines/0/sku").asString()).isEqualTo("A");
        assertThat(pending.get(0).at("/lines/0/node").asString()).isEqualTo("wh-1");
        assertThat(pending.get(0).at("/lines/0/reservation").asString()).isEqualTo("CONFIRMED");
        assertThat(pending.get(0).at("/total/amount").asLong()).isEqualTo(200);

        var shipped = shop.ship(paid, "SF-1", 2);
        assertThat(shipped.at("/results/0/state").asString())
                .as(shipped.toString())
                .isEqualTo("SHIPPED");
        assertThat(shop.ship(paid, "SF-1", 2).at("/results/0/replayed").asBoolean())
                .isTrue();
        assertThat(shop.ship(paid, "SF-2", 1).at("/results/0/problem/status").asInt())
                .isEqualTo(409);
        assertThat(shop.ship("999999999999", "SF-3", 1)
                        .at("/results/0/problem/status")
                        .asInt())
                .isEqualTo(404);

        var marked = api.post(
                "/v1/erp/orders:mark",
                "{\"orders\": [{\"id\": \"%s\", \"syncState\": \"SYNCED\", \"erpNumber\": \"SO-1\"}]}".formatted(paid));
        assertThat(marked.body()).isEqualTo("{\"marked\":1}");
        assertThat(shop.untilPending(0).size()).isZero();
        var synced = api.get("/v1/erp/orders?syncState=SYNCED").json();
        assertThat(synced.at("/items/0/erpNumber").asString()).isEqualTo("SO-1");
    }

    @Test
    void anOrderThatTheErpCannotTakeWaitsWithItsNote() {
        var shop = ErpShop.of(doors);
        var api = shop.api();
        shop.receive(10);
        String order = shop.place("N-1", true);
        shop.untilPending(1);

        api.post(
                "/v1/erp/orders:mark",
                "{\"orders\": [{\"id\": \"%s\", \"syncState\": \"FAILED\", \"note\": \"blocked\"}]}".formatted(order));

        assertThat(api.get("/v1/erp/orders?syncState=FAILED")
                        .json()
                        .at("/items/0/note")
                        .asString())
                .isEqualTo("blocked");
        var other = ErpShop.of(doors);
        assertThat(violations(other.api()
                        .post(
                                "/v1/erp/orders:mark",
                                "{\"orders\": [{\"id\": \"%s\", \"syncState\": \"SYNCED\"}]}".formatted(order))
                        .json()))
                .containsExactly("/orders/0/id unknown_order");
        assertThat(other.ship(order, "SF-9", 1).at("/results/0/problem/status").asInt())
                .isEqualTo(404);
        assertThat(other.api()
                        .get("/v1/stock/A/wh-1/ledger")
                        .json()
                        .path("items")
                        .size())
                .isZero();
        assertThat(other.api()
                        .get("/v1/erp/orders?syncState=FAILED")
                        .json()
                        .path("items")
                        .size())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            GET  | /v1/erp/orders?syncState=LOST     | ``                                               | 400 | syncState invalid_value
            GET  | /v1/erp/orders?cursor=eA          | ``                                               | 400 | cursor invalid_value
            POST | /v1/erp/orders:mark               | {"orders": [{"id": "1", "syncState": "PENDING"}]} | 400 | /orders/0/syncState invalid_value
            POST | /v1/erp/orders:mark               | {"orders": [{"id": "1", "syncState": "SYNCED"}, {"id": "1", "syncState": "SYNCED"}]} | 400 | /orders/1/id duplicate
            POST | /v1/erp/orders:mark               | {"orders": 1}                                    | 400 | /orders wrong_type
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
