package dev.tributary.openapi.goods;

import static dev.tributary.openapi.Doors.violations;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.Scope;
import dev.tributary.openapi.Doors;
import dev.tributary.testing.Api;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class CountDoorTest {

    @RegisterExtension
    static final Doors doors = new Doors();

    /** The row is on hand and short after all; the line is frozen, moved, counted, difference, verdict. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            found as it was                     | open; enter 10; approve                        | 10 0 | 10 0 10 0 COUNTED
            fewer                               | open; enter 7; approve                         | 7 0  | 10 -3 7 -3 COUNTED
            more                                | open; enter 12; approve                        | 12 0 | 10 2 12 2 COUNTED
            received before it was entered      | open; receive 5; enter 14; approve             | 14 0 | 10 4 14 -1 COUNTED
            received after it was entered       | open; enter 9; receive 5; approve              | 14 0 | 10 4 9 -1 COUNTED
            adjusted on both sides              | open; adjust -1; enter 9; adjust -2; approve   | 7 0  | 10 -3 9 0 COUNTED
            entered again the later counts      | open; enter 7; enter 8; approve                | 8 0  | 10 -2 8 -2 COUNTED
            below what is promised it is short  | open; order 6; enter 4; approve                | 4 2  | 10 -6 4 -6 COUNTED
            who counted later knows better      | open; enter 7; count 9; approve                | 9 0  | 10 -1 7 -3 COUNTED_SINCE
            who counted earlier does not        | open; count 9; enter 7; approve                | 7 0  | 10 -3 7 -2 COUNTED
            not entered it stays                | open-two; enter 10; approve                    | 10 0 | 10 0 10 0 COUNTED
            rejected nothing counts             | open; enter 7; reject                          | 10 0 | 10 0 7 -3
            open nothing counts                 | open; enter 7                                  | 10 0 | 10 0 7 -3
            gone meanwhile below nothing        | open; enter 2; adjust -9; approve              | -7 7 | 10 -17 2 -8 COUNTED
            """)
    void aSheetCountsBesideSales(String what, String steps, String row, String line) {
        var story = new Story();
        for (String step : steps.split(";")) {
            assertThat(story.play(step.strip().split(" ")).status()).as(step).isBetween(200, 201);
        }

        assertThat(story.row()).as(what).isEqualTo(row);
        assertThat(story.line()).isEqualTo(line);
    }

    @Test
    void aDecidedSheetStaysAsItIs() {
        var story = new Story();
        story.play("open");
        assertThat(story.play("approve").status()).isEqualTo(409);
        story.play("enter", "7");
        story.play("approve");
        assertThat(story.play("enter", "8").status()).isEqualTo(409);
        assertThat(story.play("approve").status()).isEqualTo(409);
        assertThat(story.play("reject").status()).isEqualTo(409);
        assertThat(story.row()).isEqualTo("7 0");
        var newest = story.api.get("/v1/stock/MILK/wh-1/ledger?limit=1").json().at("/items/0");
        assertThat(newest.path("kind").asString()).isEqualTo("COUNT");
        assertThat(newest.path("cause").asString()).isEqualTo("count/%s: recounted".formatted(story.sheet));
        assertThat(newest.path("actor").asString()).isNotEmpty();
        assertThat(story.api.get("/v1/counts?state=APPROVED").json().path("items"))
                .hasSize(1);
    }

    @Test
    void rowsThatNobodyHasCountedAreFound() {
        var story = new Story();
        story.play("count", "9");
        var sheet =
                story.api.post("/v1/counts", "{\"node\": \"wh-1\", \"notCountedForDays\": 30}", "Idempotency-Key", "n");
        assertThat(sheet.status()).isEqualTo(409);

        story.play("receive-bread", "3");
        sheet = story.api.post(
                "/v1/counts", "{\"node\": \"wh-1\", \"notCountedForDays\": 30}", "Idempotency-Key", "n2");

        assertThat(Doors.texts(sheet.json().path("lines"), "sku")).containsExactly("BREAD");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"node": "wh-1"}                                                  | /skus required
            {"node": "wh-1", "skus": ["MILK"], "notCountedForDays": 3}        | /notCountedForDays not_allowed
            {"node": "none", "skus": ["MILK"]}                                | /node unknown_node
            {"node": "wh-1", "skus": ["NONE"]}                                | /skus unknown_sku
            {"node": "wh-1", "skus": ["MILK", "MILK"]}                        | /skus count
            """)
    void whatIsWrongIsNamed(String body, String violation) {
        var refused = new Story().api.post("/v1/counts", body, "Idempotency-Key", "w");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(violations(refused.json())).containsExactly(violation);
    }

    private static final class Story {

        private final Api api = doors.merchant(
                        Scope.SETUP_WRITE, Scope.STOCK_READ, Scope.STOCK_WRITE, Scope.ORDERS_WRITE)
                .api();
        private int steps;
        private String sheet = "";

        Story() {
            api.put("/v1/nodes/wh-1", "{\"name\": \"W\", \"kind\": \"WAREHOUSE\"}");
            api.put("/v1/channels/app", "{\"name\": \"A\", \"adapter\": \"app\", \"nodes\": [\"wh-1\"]}");
            Doors.csv(api, "/v1/products:batch", "product,sku,name,price\np,MILK,Milk,1\np,BREAD,Bread,1\n");
            stock("RECEIVE", "MILK", "10");
        }

        Api.Answer play(String... words) {
            return switch (words[0]) {
                case "open" -> open("\"MILK\"");
                case "open-two" -> open("\"MILK\", \"BREAD\"");
                case "enter" -> move("enter", "{\"lines\": [{\"sku\": \"MILK\", \"units\": %s}]}".formatted(words[1]));
                case "approve", "reject" -> move(words[0], "{\"reason\": \"recounted\"}");
                case "receive" -> stock("RECEIVE", "MILK", words[1]);
                case "receive-bread" -> stock("RECEIVE", "BREAD", words[1]);
                case "adjust" -> stock("ADJUST", "MILK", words[1]);
                case "count" -> stock("COUNT", "MILK", words[1]);
                case "order" ->
                    api.post(
                            "/v1/orders",
                            "{\"channel\": \"app\", \"number\": \"o\", \"lines\": [{\"sku\": \"MILK\", \"units\": %s, \"unitPrice\": {\"amount\": 100, \"currency\": \"CNY\"}}]}"
                                    .formatted(words[1]));
                default -> throw new IllegalArgumentException(words[0]);
            };
        }

        private Api.Answer open(String skus) {
            var opened = api.post(
                    "/v1/counts",
                    "{\"node\": \"wh-1\", \"skus\": [%s], \"note\": \"aisle 3\"}".formatted(skus),
                    "Idempotency-Key",
                    key());
            sheet = opened.json().path("id").asString();
            return opened;
        }

        private Api.Answer move(String move, String body) {
            return api.post("/v1/counts/%s/%s".formatted(sheet, move), body, "Idempotency-Key", key());
        }

        private Api.Answer stock(String kind, String sku, String units) {
            return api.post(
                    "/v1/stock:batch",
                    "{\"lines\": [{\"node\": \"wh-1\", \"sku\": \"%s\", \"kind\": \"%s\", \"units\": %s}]}"
                            .formatted(sku, kind, units),
                    "Idempotency-Key",
                    key());
        }

        private String key() {
            return "k" + ++steps;
        }

        String row() {
            var row = api.get("/v1/stock/MILK/wh-1").json();
            return row.path("onHand").asLong() + " " + row.path("unitsShort").asLong();
        }

        String line() {
            JsonNode line = api.get("/v1/counts/" + sheet).json().at("/lines/0");
            return "%d %d %d %d %s"
                    .formatted(
                            line.path("frozen").asLong(),
                            line.path("moved").asLong(),
                            line.path("counted").asLong(),
                            line.path("difference").asLong(),
                            line.path("verdict").asString(""))
                    .strip();
        }
    }
}
