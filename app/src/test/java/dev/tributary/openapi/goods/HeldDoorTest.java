package dev.tributary.openapi.goods;

import static dev.tributary.openapi.Doors.texts;
import static dev.tributary.openapi.Doors.violations;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.Scope;
import dev.tributary.openapi.Doors;
import dev.tributary.testing.Api;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeldDoorTest {

    @RegisterExtension
    static final Doors doors = new Doors();

    private static final String HELD = "/v1/stock/held:batch";

    private static Api merchant() {
        var erp = doors.merchant(Scope.SETUP_WRITE, Scope.STOCK_READ, Scope.STOCK_WRITE)
                .api();
        erp.put("/v1/nodes/wh-1", "{\"name\": \"Warehouse\", \"kind\": \"WAREHOUSE\"}");
        Doors.csv(erp, "/v1/products:batch", "product,sku,name,price\np,MILK,Milk,1\np,BREAD,Bread,1\n");
        erp.post(
                "/v1/stock:batch",
                "{\"lines\": [{\"node\": \"wh-1\", \"sku\": \"MILK\", \"kind\": \"RECEIVE\", \"units\": 10}]}",
                "Idempotency-Key",
                "first");
        return erp;
    }

    private static Api.Answer change(Api api, String key, String lines) {
        return api.post(HELD, "{\"lines\": [%s]}".formatted(lines), "Idempotency-Key", key);
    }

    private static String line(String action, String condition, int units) {
        return "{\"node\": \"wh-1\", \"sku\": \"MILK\", \"action\": \"%s\", \"condition\": \"%s\", \"units\": %d, \"cause\": \"recall/7\"}"
                .formatted(action, condition, units);
    }

    @Test
    void aRecallIsHeldLookedAtAndSettled() {
        var api = merchant();

        // A supplier recalls four cartons: they are held at once, and nobody can buy them.
        assertThat(change(api, "k1", line("HOLD", "QUARANTINE", 4)).body()).isEqualTo("{\"lines\":1}");
        assertThat(change(api, "k1", line("HOLD", "QUARANTINE", 4)).header("Idempotent-Replayed"))
                .contains("true");
        var row = api.get("/v1/stock/MILK/wh-1").json();
        assertThat(row.path("onHand").asLong()).isEqualTo(6);
        var held = api.get("/v1/stock/held?condition=QUARANTINE").json().path("items");
        assertThat(held).hasSize(1);
        assertThat(held.get(0).path("units").asLong()).isEqualTo(4);

        // One is damaged and scrapped, the others are well.
        var move = line("MOVE", "QUARANTINE", 1).replace("\"units\"", "\"to\": \"DAMAGED\", \"units\"");
        assertThat(change(api, "k2", move + "," + line("RELEASE", "QUARANTINE", 3))
                        .status())
                .isEqualTo(200);
        assertThat(change(api, "k3", line("SCRAP", "DAMAGED", 1)).status()).isEqualTo(200);
        assertThat(api.get("/v1/stock/held").json().path("items")).isEmpty();
        assertThat(api.get("/v1/stock/MILK/wh-1").json().path("onHand").asLong())
                .isEqualTo(9);

        var ledger = api.get("/v1/stock/MILK/wh-1/held").json().path("items");
        assertThat(texts(ledger, "kind")).containsExactly("SCRAP", "RELEASE", "MOVE", "MOVE", "HOLD");
        assertThat(ledger.get(0).path("cause").asString()).isEqualTo("recall/7");
        assertThat(ledger.get(0).path("actor").asString()).isNotEmpty();
        var whole = api.get("/v1/stock/MILK/wh-1/ledger").json().path("items");
        assertThat(texts(whole, "kind")).containsExactly("UNHOLD", "UNHOLD", "HOLD", "HOLD", "RECEIVE");
        assertThat(whole.get(0).path("key").asString()).isEqualTo("k3");
        assertThat(whole.get(4).path("key").asString()).isEqualTo("first");
    }

    @Test
    void moreThanIsHeldIsRefusedAsAWhole() {
        var api = merchant();
        change(api, "k1", line("HOLD", "DAMAGED", 2));

        var refused = change(api, "k2", line("SCRAP", "DAMAGED", 1) + "," + line("RELEASE", "DAMAGED", 2));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(violations(refused.json())).containsExactly("/lines/1/units not_held");
        assertThat(api.get("/v1/stock/held").json().at("/items/0/units").asLong())
                .isEqualTo(2);
        assertThat(change(api, "k2", line("SCRAP", "DAMAGED", 2)).status()).isEqualTo(200);
    }

    @Test
    void heldGoodsArePagedByTheirPlace() {
        var api = merchant();
        change(
                api,
                "k1",
                line("HOLD", "QUARANTINE", 1) + "," + line("HOLD", "DAMAGED", 2) + ","
                        + line("HOLD", "EXPIRED", 3).replace("MILK", "BREAD"));

        var first = api.get("/v1/stock/held?limit=2").json();
        var second = api.get("/v1/stock/held?limit=2&cursor="
                        + first.path("nextCursor").asString())
                .json();

        assertThat(texts(first.path("items"), "condition")).containsExactly("QUARANTINE", "DAMAGED");
        assertThat(texts(second.path("items"), "sku")).containsExactly("BREAD");
        assertThat(second.has("nextCursor")).isFalse();
        var ledger = api.get("/v1/stock/MILK/wh-1/held?limit=1").json();
        assertThat(texts(
                        api.get("/v1/stock/MILK/wh-1/held?limit=1&cursor="
                                        + ledger.path("nextCursor").asString())
                                .json()
                                .path("items"),
                        "condition"))
                .containsExactly("QUARANTINE");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            unknown SKU              | "sku": "MILK"            | "sku": "NONE"             | /lines/0/sku unknown_sku
            unknown node             | "node": "wh-1"           | "node": "none"            | /lines/0/node unknown_node
            no units                 | "units": 4               | "units": 0                | /lines/0/units out_of_range
            no such action           | "HOLD"                   | "BURN"                    | /lines/0/action invalid_value
            a condition of transfers | "QUARANTINE"             | "IN_TRANSIT"              | /lines/0/condition invalid_value
            a move to nowhere        | "HOLD"                   | "MOVE"                    | /lines/0/to required
            a hold with two          | "units": 4               | "to": "DAMAGED", "units": 4 | /lines/0/to not_allowed
            """)
    void whatIsWrongIsNamed(String what, String right, String wrong, String violation) {
        var api = merchant();

        var refused = change(api, "k1", line("HOLD", "QUARANTINE", 4).replace(right, wrong));

        assertThat(refused.status()).as(what).isEqualTo(400);
        assertThat(violations(refused.json())).containsExactly(violation);
        assertThat(api.get("/v1/stock/MILK/wh-1").json().path("onHand").asLong())
                .isEqualTo(10);
    }
}
