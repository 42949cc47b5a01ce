package dev.tributary.openapi.erp;

import static dev.tributary.openapi.Doors.violations;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.openapi.Doors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ShipmentDoorTest {

    @RegisterExtension
    static final Doors doors = new Doors();

    @Test
    void aShipmentOfAnOrderThatHasChangedSinceIsRefused() {
        var shop = ErpShop.of(doors);
        shop.receive(10);
        String order = shop.place("N-2", true);

        var stale = shop.ship(order, "SF-1\", \"ifVersion\": \"9", 1).at("/results/0");
        assertThat(stale.at("/problem/status").asInt()).isEqualTo(412);
        assertThat(stale.at("/problem/detail").asString()).contains("version 1, not 9");
        assertThat(shop.ship(order, "SF-1\", \"ifVersion\": \"1", 1)
                        .at("/results/0/version")
                        .asString())
                .isEqualTo("2");
    }

    @Test
    void aWrongShipmentIsAnsweredByItself() {
        var results = ErpShop.of(doors)
                .api()
                .post("/v1/erp/shipments:batch", """
                        {"shipments": [{"order": "x", "key": "k", "carrier": "SF", "trackingNumber": "1",
                          "lines": [{"line": 0, "units": 0}]}, {"order": "1"}]}
                        """, "Idempotency-Key", "k")
                .json()
                .path("results");

        assertThat(violations(results.get(0).path("problem")))
                .containsExactly(
                        "/shipments/0/order invalid_value",
                        "/shipments/0/lines/0/line out_of_range",
                        "/shipments/0/lines/0/units out_of_range");
        assertThat(violations(results.get(1).path("problem")))
                .containsExactly(
                        "/shipments/1/key required",
                        "/shipments/1/carrier required",
                        "/shipments/1/trackingNumber required",
                        "/shipments/1/lines required");
    }

    @Test
    void aBatchWithoutAKeyIsRefused() {
        var answer = ErpShop.of(doors).api().post("/v1/erp/shipments:batch", "{\"shipments\": []}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        assertThat(violations(answer.json())).contains("Idempotency-Key required");
    }
}
