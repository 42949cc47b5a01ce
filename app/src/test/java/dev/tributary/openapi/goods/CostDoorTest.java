package dev.tributary.openapi.goods;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.Scope;
import dev.tributary.database.Verified;
import dev.tributary.openapi.Doors;
import dev.tributary.testing.Api;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class CostDoorTest {

    @RegisterExtension
    static final Doors doors = new Doors();

    private static final String MILK = "/v1/stock/MILK/wh-1/costs";

    /**
     * Answers are units, value, cost of goods sold, losses and corrections, of node wh-1 and, where something travelled, wh-2.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            received                          | receive 10@100                                          | 10 1000 0 0 0     | 10 1000 0 0 0
            sold                              | receive 10@100; receive 10@200; sell 10                 | 10 1500 1500 0 0  | 10 2000 1000 0 0
            shipped, not when promised        | receive 10@100; order a 4                               | 10 1000 0 0 0     | 10 1000 0 0 0
            comes back at what it left with   | receive 5@100; sell 5; receive 5@300; return 2          | 7 1700 300 0 0    | 7 1700 300 0 0
            damaged it comes back too         | receive 5@100; sell 5; return-damaged 2                 | 2 200 300 0 0     | 2 200 300 0 0
            what is scrapped at once is gone  | receive 5@100; sell 5; return-scrap 2                   | 0 0 500 0 0       | 0 0 500 0 0
            held goods are owned              | receive 5@100; hold 2                                   | 5 500 0 0 0       | 5 500 0 0 0
            until they are scrapped           | receive 5@100; hold 2; scrap 2                          | 3 300 0 200 0     | 3 300 0 200 0
            a count finds less                | receive 5@100; count 3                                  | 3 300 0 200 0     | 3 300 0 200 0
            a count finds more                | receive 5@100; count 7                                  | 7 700 0 -200 0    | 7 700 0 -200 0
            sold before it came               | receive 2@100; sell 5; receive 5@160                    | 2 320 500 0 180   | 2 320 500 0 180
            received without a cost           | receive 5@100; receive 5                                | 10 1000 0 0 0     | 10 1000 0 0 0
            it travels at its cost            | receive 5@100; send 2; come 2                           | 3 300 0 0 0; 2 200 0 0 0 | 3 300 0 0 0; 2 200 0 0 0
            on its way it is nobody's         | receive 5@100; send 2                                   | 3 300 0 0 0; 0 0 0 0 0   | 3 300 0 0 0; 0 0 0 0 0
            damaged on its way                | receive 5@100; send 2; come-damaged 2                   | 3 300 0 0 0; 2 200 0 0 0 | 3 300 0 0 0; 2 200 0 0 0
            lost on its way                   | receive 5@100; send 3; come 1; never                    | 2 200 0 0 0; 1 100 0 200 0 | 2 200 0 0 0; 1 100 0 200 0
            back from its way                 | receive 5@100; send 3; receive 2@200; back              | 7 900 0 0 0; 0 0 0 0 0   | 7 900 0 0 0; 0 0 0 0 0
            """)
    void everyMovementHasItsCost(String what, String steps, String average, String firstOut) {
        var story = new Story();
        for (String step : steps.split(";")) {
            story.play(step.strip().split(" "));
        }

        String[] byAverage = average.split("; *");
        String[] byLayers = firstOut.split("; *");
        for (int node = 1; node <= byAverage.length; node++) {
            assertThat(story.costs("wh-" + node, "MOVING_AVERAGE")).as(what).isEqualTo(byAverage[node - 1]);
            assertThat(story.costs("wh-" + node, "FIRST_IN_FIRST_OUT")).as(what).isEqualTo(byLayers[node - 1]);
        }
    }

    @AfterAll
    static void verified() throws ReflectiveOperationException {
        Verified.by(doors.hub(), "dev.tributary.inventory.costs.CostBooks");
    }

    @Test
    void nothingIsCountedBeforeAMethodIsChosen() {
        var api = doors.merchant(Scope.SETUP_READ, Scope.SETUP_WRITE, Scope.STOCK_READ)
                .api();
        assertThat(api.get("/v1/costs").status()).isEqualTo(404);
        api.put("/v1/costs", "{\"method\": \"FIRST_IN_FIRST_OUT\"}");
        assertThat(api.get("/v1/costs").body()).isEqualTo("{\"method\":\"FIRST_IN_FIRST_OUT\"}");
        assertThat(api.put("/v1/costs", "{\"method\": \"LAST\"}").status()).isEqualTo(400);
    }

    @Test
    void layersEntriesAndSpansAreShown() {
        var story = new Story();
        for (String step : "receive 5@100; receive 5@200; sell 6".split(";")) {
            story.play(step.strip().split(" "));
        }
        var costs = story.api.get(MILK + "?method=FIRST_IN_FIRST_OUT").json();
        assertThat(costs.path("layers")).hasSize(1);
        assertThat(costs.at("/layers/0/units").asLong()).isEqualTo(4);
        assertThat(costs.at("/layers/0/value/amount").asLong()).isEqualTo(800);
        assertThat(costs.at("/average/amount").asLong()).isEqualTo(200);
        assertThat(costs.path("countedThrough").asString()).isEqualTo("3");
        assertThat(costs.path("version").asString()).isEqualTo("3");
        assertThat(story.api
                        .get(MILK + "?to=2001-01-01T00:00:00Z")
                        .json()
                        .at("/costOfGoodsSold/amount")
                        .asLong())
                .isZero();
        var entries = story.api.get(MILK + "/entries?limit=2").json();
        assertThat(entries.at("/items/0/value/amount").asLong()).isEqualTo(-900);
        assertThat(entries.path("items")).hasSize(2);
        assertThat(story.api
                        .get(MILK + "/entries?cursor="
                                + entries.path("nextCursor").asString())
                        .json()
                        .path("items"))
                .hasSize(1);
        // Asked again nothing is counted twice.
        assertThat(story.costs("wh-1", "MOVING_AVERAGE")).isEqualTo("4 600 900 0 0");
    }

    private static final class Story {

        private final Api api = doors.merchant(
                        Scope.SETUP_READ,
                        Scope.SETUP_WRITE,
                        Scope.STOCK_READ,
                        Scope.STOCK_WRITE,
                        Scope.ORDERS_WRITE,
                        Scope.TILLS_WRITE)
                .api();
        private int steps;
        private String sale = "";
        private String transfer = "";

        Story() {
            for (int node = 1; node <= 2; node++) {
                api.put(
                        "/v1/nodes/wh-" + node,
                        "{\"name\": \"W\", \"kind\": \"WAREHOUSE\", \"abilities\": [\"SHIP\", \"TILL\"]}");
            }
            api.put("/v1/channels/tills", "{\"name\": \"T\", \"adapter\": \"tills\", \"nodes\": [\"wh-1\"]}");
            api.put("/v1/channels/app", "{\"name\": \"A\", \"adapter\": \"app\", \"nodes\": [\"wh-1\"]}");
            Doors.csv(api, "/v1/products:batch", "product,sku,name,price\np,MILK,Milk,1\n");
            api.post(
                    "/v1/channels/tills/listings:batch",
                    "{\"listings\": [{\"channelSku\": \"MILK\", \"sku\": \"MILK\"}]}");
            api.put("/v1/costs", "{\"method\": \"MOVING_AVERAGE\"}");
        }

        void play(String... words) {
            String key = "k" + ++steps;
            String[] units = words.length > 1 ? words[1].split("@") : new String[] {""};
            switch (words[0]) {
                case "receive" ->
                    stock(
                            key,
                            "RECEIVE",
                            units[0],
                            units.length > 1
                                    ? ", \"unitCost\": {\"amount\": %s, \"currency\": \"CNY\"}".formatted(units[1])
                                    : "");
                case "count" -> stock(key, "COUNT", units[0], "");
                case "hold", "scrap" ->
                    good(api.post(
                            "/v1/stock/held:batch",
                            "{\"lines\": [{\"node\": \"wh-1\", \"sku\": \"MILK\", \"action\": \"%s\", \"condition\": \"DAMAGED\", \"units\": %s}]}"
                                    .formatted(words[0].toUpperCase(java.util.Locale.ROOT), units[0]),
                            "Idempotency-Key",
                            key));
                case "order" ->
                    good(api.post(
                            "/v1/orders",
                            "{\"channel\": \"app\", \"number\": \"%s\", \"lines\": [{\"sku\": \"MILK\", \"units\": %s, \"unitPrice\": {\"amount\": 100, \"currency\": \"CNY\"}}]}"
                                    .formatted(words[1], words[2])));
                case "sell" -> {
                    sale = key;
                    till(
                            "/v1/till-sales",
                            key,
                            units[0],
                            "\"soldAt\"",
                            "\"unitPrice\": {\"amount\": 1, \"currency\": \"CNY\"}",
                            "");
                }
                case "return" -> giveBack(key, units[0], "RESTOCK");
                case "return-damaged" -> giveBack(key, units[0], "DAMAGED");
                case "return-scrap" -> giveBack(key, units[0], "SCRAP");
                case "send" -> {
                    transfer = good(api.post(
                                    "/v1/transfers",
                                    "{\"number\": \"T\", \"from\": \"wh-1\", \"to\": \"wh-2\", \"takenAt\": \"PLANNING\", \"lines\": [{\"sku\": \"MILK\", \"units\": %s}]}"
                                            .formatted(units[0]),
                                    "Idempotency-Key",
                                    key))
                            .path("id")
                            .asString();
                    travel("ship", key + "s", "{}");
                }
                case "come" -> travel("receive", key, came(units[0], ""));
                case "come-damaged" -> travel("receive", key, came(units[0], ", \"condition\": \"DAMAGED\""));
                case "never" -> travel("receive", key, "{\"rest\": \"LOST\", \"reason\": \"stolen\"}");
                case "back" -> travel("cancel", key, "{\"reason\": \"no room\"}");
                default -> throw new IllegalArgumentException(words[0]);
            }
        }

        private static String came(String units, String more) {
            return "{\"lines\": [{\"line\": 1, \"units\": %s%s}]}".formatted(units, more);
        }

        private void stock(String key, String kind, String units, String more) {
            good(api.post(
                    "/v1/stock:batch",
                    "{\"lines\": [{\"node\": \"wh-1\", \"sku\": \"MILK\", \"kind\": \"%s\", \"units\": %s%s}]}"
                            .formatted(kind, units, more),
                    "Idempotency-Key",
                    key));
        }

        private void giveBack(String key, String units, String disposition) {
            till(
                    "/v1/till-returns",
                    key,
                    units,
                    "\"returnedAt\"",
                    "\"disposition\": \"%s\"".formatted(disposition),
                    ", \"original\": {\"till\": \"1\", \"sequence\": \"%s\", \"businessDay\": \"2026-11-22\"}"
                            .formatted(sale));
        }

        private void till(String door, String sequence, String units, String at, String line, String more) {
            String total = door.endsWith("sales")
                    ? ", \"total\": {\"amount\": %s, \"currency\": \"CNY\"}".formatted(units)
                    : "";
            good(api.post(
                    door,
                    "{\"channel\": \"tills\", \"node\": \"wh-1\", \"till\": \"1\", \"sequence\": \"%s\", \"businessDay\": \"2026-11-22\", %s: \"2026-11-22T10:00:00Z\", \"currency\": \"CNY\", \"lines\": [{\"sku\": \"MILK\", \"units\": %s, %s}], \"tenders\": []%s%s}"
                            .formatted(sequence, at, units, line, total, more)));
        }

        private void travel(String move, String key, String body) {
            good(api.post("/v1/transfers/%s/%s".formatted(transfer, move), body, "Idempotency-Key", key));
        }

        private static JsonNode good(Api.Answer answer) {
            assertThat(answer.status()).as(answer.body()).isBetween(200, 201);
            return answer.json();
        }

        /** A target is counted behind its source. */
        String costs(String node, String method) {
            api.get(MILK);
            var costs = api.get("/v1/stock/MILK/%s/costs?method=%s".formatted(node, method))
                    .json();
            assertThat(costs.path("countedThrough").asString())
                    .as(costs.toString())
                    .isEqualTo(costs.path("version").asString());
            return "%d %d %d %d %d"
                    .formatted(
                            costs.path("units").asLong(),
                            costs.at("/value/amount").asLong(),
                            costs.at("/costOfGoodsSold/amount").asLong(),
                            costs.at("/losses/amount").asLong(),
                            costs.at("/corrections/amount").asLong());
        }
    }
}
