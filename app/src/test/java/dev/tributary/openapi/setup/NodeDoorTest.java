package dev.tributary.openapi.setup;

import static dev.tributary.openapi.Doors.texts;
import static dev.tributary.openapi.Doors.violations;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.openapi.Doors;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeDoorTest {

    @RegisterExtension
    static final Doors doors = new Doors();

    @Test
    void nodesAreSavedAndListedInPages() {
        var api = doors.newMerchant();
        for (String code : List.of("wh-2", "wh-1", "store-1")) {
            assertThat(api.put("/v1/nodes/" + code, node("Node " + code)).status())
                    .isEqualTo(200);
        }
        String id = api.put("/v1/nodes/wh-1", node("renamed")).json().path("id").asString();

        var first = api.get("/v1/nodes?limit=2");
        assertThat(texts(first.json().path("items"), "code")).containsExactly("store-1", "wh-1");
        assertThat(first.json().at("/items/1/name").asString()).isEqualTo("renamed");
        assertThat(first.json().at("/items/1/id").asString()).isEqualTo(id);
        var second = api.get(
                "/v1/nodes?limit=2&cursor=" + first.json().path("nextCursor").asString());
        assertThat(texts(second.json().path("items"), "code")).containsExactly("wh-2");
        assertThat(second.json().has("nextCursor")).isFalse();
    }

    @Test
    void theSameKeyIsReplayedAndWithAnotherBodyRefused() {
        var api = doors.newMerchant();
        var first = api.put("/v1/nodes/wh-1", node("a"), "Idempotency-Key", "n-1");
        var second = api.put("/v1/nodes/wh-1", node("a"), "Idempotency-Key", "n-1");
        var third = api.put("/v1/nodes/wh-1", node("b"), "Idempotency-Key", "n-1");

        assertThat(second.header("Idempotent-Replayed")).contains("true");
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(third.status()).isEqualTo(422);
        assertThat(third.json().path("type").asString()).endsWith("/reused-key");
        assertThat(api.put("/v1/nodes/wh-1", node("a"), "Idempotency-Key", "a b")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            PUT  | /v1/nodes/wh%20x             | {"name": "x", "kind": "STORE"}                     | code bad_code
            PUT  | /v1/nodes/a                  | {"name": "x", "kind": "MOON"}                      | /kind invalid_value
            PUT  | /v1/nodes/a                  | {"name": "x", "kind": "STORE", "latitude": 91, "longitude": 0} | /latitude out_of_range
            PUT  | /v1/nodes/a                  | {"name": "x", "kind": "STORE", "latitude": 9}      | /longitude required
            PUT  | /v1/nodes/a                  | {"name": "x", "kind": "STORE", "region": {"country": "China"}} | /region/country too_long
            PUT  | /v1/nodes/a                  | {"name": "x", "kind": "STORE", "abilities": "SHIP"} | /abilities wrong_type
            PUT  | /v1/nodes/a                  | {"name": "x", "kind": "STORE", "leadTimeDays": -1} | /leadTimeDays out_of_range
            PUT  | /v1/nodes/a                  | []                                                 | ` wrong_type`
            """)
    void badInputIsNamed(String method, String path, String body, String violation) {
        var answer = Doors.call(doors.newMerchant(), method, path, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        assertThat(violations(answer.json())).contains(violation);
    }

    private static String node(String name) {
        return """
                {"name": "%s", "kind": "WAREHOUSE", "region": {"country": "CN", "code": "310101"}, "latitude": 31.2,
                 "longitude": 121.4, "abilities": ["SHIP", "INSTANT"], "leadTimeDays": 1}""".formatted(name);
    }
}
