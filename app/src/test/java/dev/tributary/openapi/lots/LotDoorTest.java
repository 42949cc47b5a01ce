package dev.tributary.openapi.lots;

import static dev.tributary.openapi.Doors.csv;
import static dev.tributary.openapi.Doors.errors;
import static dev.tributary.openapi.Doors.violations;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.inventory.lots.LotExpiryRound;
import dev.tributary.openapi.Doors;
import dev.tributary.openapi.erp.ErpShop;
import dev.tributary.testing.Api;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LotDoorTest {

    @RegisterExtension
    static final Doors doors = new Doors();

    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Shanghai"));

    @Test
    void aDayOfLots() {
        var api = ErpShop.of(doors).api();
        receive(api, "r1", "A", 5, "L1", TODAY.plusDays(20));
        receive(api, "r2", "A", 5, "L2", TODAY.plusDays(40));

        var pinned = order(api, "o1", 4, "\"lot\": \"L2\"");
        var refused = order(api, "o2", 2, "\"lot\": \"L2\"");
        var substituted = order(api, "o3", 2, "\"lot\": \"L1\", \"lotSubstitution\": \"LATER_EXPIRY\"");

        assertThat(pinned.status()).isEqualTo(201);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("lines").toString())
                .isEqualTo("[{\"line\":1,\"sku\":\"A\",\"wanted\":2,\"available\":1,\"lot\":\"L2\"}]");
        assertThat(substituted.status()).isEqualTo(201);
        assertThat(api.get("/v1/orders/" + pinned.json().path("id").asString())
                        .json()
                        .at("/lines/0/lot")
                        .toString())
                .isEqualTo("{\"asked\":\"L2\",\"substitution\":\"NONE\",\"promised\":\"L2\"}");
        assertThat(lots(api, "A"))
                .isEqualTo(
                        "[{\"number\":\"L1\",\"expiresOn\":\"%s\",\"onHand\":5,\"pinned\":2,\"blocked\":0,\"unitsShort\":0},{\"number\":\"L2\",\"expiresOn\":\"%s\",\"onHand\":5,\"pinned\":4,\"blocked\":0,\"unitsShort\":0}]"
                                .formatted(TODAY.plusDays(20), TODAY.plusDays(40)));

        var shipped = api.post(
                "/v1/erp/shipments:batch",
                """
                {"shipments": [{"order": "%s", "key": "s1", "carrier": "SF", "trackingNumber": "1",
                                "lines": [{"line": 1, "units": 4, "lots": [{"number": "L2", "units": 3}, {"number": "L1", "units": 1}]}]}]}
                """.formatted(pinned.json().path("id").asString()),
                "Idempotency-Key",
                "s");

        assertThat(shipped.json().at("/results/0/state").asString()).isEqualTo("SHIPPED");
        var then = api.get("/v1/stock/A/wh-1").json();
        assertThat(then.path("onHand").asLong()).isEqualTo(6);
        assertThat(then.at("/lots/0/onHand").asLong()).isEqualTo(4);
        assertThat(then.at("/lots/1/onHand").asLong()).isEqualTo(2);
        var ledger = api.get("/v1/stock/A/wh-1/ledger").json().path("items");
        String second = ledger.get(ledger.size() - 2).path("recordedAt").asString();
        assertThat(api.get("/v1/stock/A/wh-1?at=" + second).json().path("lots").toString())
                .isEqualTo(
                        "[{\"number\":\"L1\",\"expiresOn\":\"%s\",\"onHand\":5,\"pinned\":0,\"blocked\":0,\"unitsShort\":0}]"
                                .formatted(TODAY.plusDays(20)));
    }

    @Test
    void lotsThatComeToTheirEndAreListedTheFirstFirst() {
        var api = ErpShop.of(doors).api();
        receive(api, "r1", "A", 5, "L1", TODAY.plusDays(20));
        receive(api, "r2", "B", 3, "L2", TODAY.plusDays(10));
        receive(api, "r3", "A", 5, "L3", TODAY.plusDays(30));

        var first = api.get("/v1/stock/lots?limit=1").json();
        var next = api.get("/v1/stock/lots?limit=1&cursor="
                        + first.path("nextCursor").asString())
                .json();

        assertThat(first.path("items").toString())
                .isEqualTo(
                        "[{\"sku\":\"B\",\"node\":\"wh-1\",\"number\":\"L2\",\"expiresOn\":\"%s\",\"daysLeft\":10,\"onHand\":3,\"pinned\":0,\"blocked\":0}]"
                                .formatted(TODAY.plusDays(10)));
        assertThat(next.at("/items/0/number").asString()).isEqualTo("L1");
        assertThat(next.path("nextCursor").isMissingNode()).isTrue();
        assertThat(api.get("/v1/stock/lots?node=wh-1&expiresBefore=" + TODAY.plusDays(31))
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(3);
        assertThat(violations(api.get("/v1/stock/lots?expiresBefore=soon").json()))
                .containsExactly("expiresBefore invalid_value");
        assertThat(violations(api.get("/v1/stock/lots?node=moon").json())).containsExactly("node unknown_node");
    }

    @Test
    void whatIsWrongWithALotIsSaid() {
        var api = ErpShop.of(doors).api();

        var lines = api.post("/v1/stock:batch", """
                {"lines": [
                 {"node": "wh-1", "sku": "A", "kind": "RECEIVE", "units": 1, "lot": {"expiresOn": "soon"}},
                 {"node": "wh-1", "sku": "A", "kind": "SAFETY", "units": 1, "lot": {"number": "L1"}},
                 {"node": "wh-1", "sku": "A", "kind": "RECEIVE", "units": 1,
                  "lot": {"number": "L1", "producedOn": "2026-12-02", "expiresOn": "2026-12-01", "age": 3}},
                 {"node": "wh-1", "sku": "A", "kind": "COUNT", "units": 1, "lot": {"number": "L1"}},
                 {"node": "wh-1", "sku": "A", "kind": "COUNT", "units": 1, "lot": {"number": "L2"}},
                 {"node": "wh-1", "sku": "A", "kind": "COUNT", "units": 2, "lot": {"number": "L1"}}]}
                """, "Idempotency-Key", "k");
        var order = order(api, "o", 1, "\"lotSubstitution\": \"ANY\"");
        var shipment = api.post("/v1/erp/shipments:batch", """
                {"shipments": [{"order": "1", "key": "s1", "carrier": "SF", "trackingNumber": "1",
                                "lines": [{"line": 1, "units": 4, "lots": [{"number": "L2", "units": 3}]}]}]}
                """, "Idempotency-Key", "s");

        assertThat(violations(lines.json()))
                .containsExactlyInAnyOrder(
                        "/lines/0/lot/number required",
                        "/lines/0/lot/expiresOn invalid_value",
                        "/lines/1/lot not_allowed",
                        "/lines/2/lot/expiresOn invalid_value",
                        "/lines/2/lot/age unknown_field",
                        "/lines/5/kind duplicate");
        assertThat(violations(order.json())).containsExactly("/lines/0/lot required");
        assertThat(violations(shipment.json().at("/results/0/problem")))
                .containsExactly("/shipments/0/lines/0/lots invalid_value");
    }

    @Test
    void whatIsTooNearItsEndIsHeldAsExpired() {
        var shop = ErpShop.of(doors);
        var api = shop.api();
        receive(api, "r1", "A", 5, "L1", TODAY.plusDays(5));
        receive(api, "r2", "B", 5, "L2", TODAY.plusDays(5));
        api.put("/v1/stock/sellable-days", "{\"days\": 3}");
        api.put("/v1/stock/sellable-days", "{\"sku\": \"A\", \"days\": 6}");

        LotExpiryRound.on(doors.hub(), shop.id(), TODAY);

        assertThat(api.get("/v1/stock/A/wh-1").json().path("available").asLong())
                .isZero();
        assertThat(api.get("/v1/stock/B/wh-1").json().path("available").asLong())
                .isEqualTo(5);
        var line = api.get("/v1/stock/A/wh-1/ledger").json().at("/items/0");
        assertThat(line.path("kind").asString()).isEqualTo("EXPIRE");
        assertThat(line.path("cause").asString())
                .isEqualTo("expiry/L1: %s, to be good for 6 days".formatted(TODAY.plusDays(5)));
        assertThat(line.path("actor").asString()).isEqualTo("expiry");
        assertThat(api.get("/v1/stock/held").json().at("/items/0/units").asLong())
                .isEqualTo(5);
        var rules = api.get("/v1/stock/sellable-days").json().path("items");
        assertThat(rules.get(0).path("days").asInt()).isEqualTo(3);
        assertThat(rules.get(0).path("sku").isMissingNode()).isTrue();
        assertThat(rules.get(1).path("sku").asString()).isEqualTo("A");
        assertThat(api.put("/v1/stock/sellable-days", "{\"sku\": \"A\"}").body())
                .isEqualTo("{\"sku\":\"A\"}");
        assertThat(api.get("/v1/stock/sellable-days").json().path("items").size())
                .isEqualTo(1);
        assertThat(violations(api.put("/v1/stock/sellable-days", "{\"sku\": \"Z\", \"days\": -1}")
                        .json()))
                .containsExactlyInAnyOrder("/sku unknown_sku", "/days out_of_range");
    }

    @Test
    void lotsComeAsAFileToo() {
        var api = ErpShop.of(doors).api();

        var answer = csv(
                api,
                "/v1/stock:batch",
                "node,sku,kind,units,lot,producedOn,expiresOn\nwh-1,A,RECEIVE,5,L1,2026-01-01,%s\nwh-1,A,RECEIVE,2,,,2027-01-01\nwh-1,A,RECEIVE,1,L2,,bad\n"
                        .formatted(TODAY.plusDays(90)),
                "Idempotency-Key",
                "file");

        assertThat(errors(answer.json())).containsExactly("3 lot required", "4 expiresOn invalid_value");
        assertThat(lots(api, "A"))
                .isEqualTo(
                        "[{\"number\":\"L1\",\"producedOn\":\"2026-01-01\",\"expiresOn\":\"%s\",\"onHand\":5,\"pinned\":0,\"blocked\":0,\"unitsShort\":0}]"
                                .formatted(TODAY.plusDays(90)));
    }

    private static String lots(Api api, String sku) {
        return api.get("/v1/stock/%s/wh-1/lots".formatted(sku))
                .json()
                .path("items")
                .toString();
    }

    private static void receive(Api api, String key, String sku, int units, String lot, LocalDate expiresOn) {
        var answer = api.post("/v1/stock:batch", """
                {"lines": [{"node": "wh-1", "sku": "%s", "kind": "RECEIVE", "units": %d,
                            "lot": {"number": "%s", "expiresOn": "%s"}}]}
                """.formatted(sku, units, lot, expiresOn), "Idempotency-Key", key);
        assertThat(answer.status()).isEqualTo(200);
    }

    private static Api.Answer order(Api api, String number, int units, String lot) {
        return api.post("/v1/orders", """
                {"channel": "app", "number": "%s", "currency": "CNY",
                 "lines": [{"sku": "A", "units": %d, "unitPrice": {"amount": 100, "currency": "CNY"}, %s}]}
                """.formatted(number, units, lot), "Idempotency-Key", number);
    }
}
