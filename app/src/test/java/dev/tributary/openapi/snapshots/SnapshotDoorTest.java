package dev.tributary.openapi.snapshots;

import static dev.tributary.openapi.Doors.violations;
import static dev.tributary.openapi.snapshots.SnapshotTexts.adjust;
import static dev.tributary.openapi.snapshots.SnapshotTexts.body;
import static dev.tributary.openapi.snapshots.SnapshotTexts.counts;
import static dev.tributary.openapi.snapshots.SnapshotTexts.line;
import static dev.tributary.openapi.snapshots.SnapshotTexts.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.openapi.Doors;
import dev.tributary.openapi.StockSnapshots;
import dev.tributary.openapi.erp.ErpShop;
import dev.tributary.testing.Api;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotDoorTest {

    private static final String DOOR = "/v1/stock/snapshots";

    @RegisterExtension
    static final Doors doors = new Doors();

    @Test
    void anErpsNightlyNumberDoesNotBringBackWhatWasSoldSince() {
        var shop = ErpShop.of(doors);
        var api = shop.api();
        shop.receive(10);
        var midnight = now(doors.hub());
        String order = shop.place("night-1", true);
        assertThat(api.post(
                                "/v1/erp/shipments:batch",
                                "{\"shipments\": [{\"order\": \"%s\", \"key\": \"s\", \"carrier\": \"SF\","
                                                .formatted(order)
                                        + " \"trackingNumber\": \"1\", \"lines\": [{\"line\": 1, \"units\": 2}]}]}",
                                "Idempotency-Key",
                                "s")
                        .status())
                .isEqualTo(200);

        String body = body("NIGHT-1", midnight, line("wh-1", "A", 10) + "," + line("wh-1", "B", 4));
        var shown = api.post(DOOR + ":preview", body).json();
        assertThat(shown.path("state").asString()).isEqualTo("RECEIVED");
        String lines = DOOR + "/" + shown.path("id").asString() + "/lines";
        assertThat(api.get(lines + "?limit=1").json().path("items").toString())
                .isEqualTo("[{\"line\":1,\"node\":\"wh-1\",\"sku\":\"A\",\"said\":10,\"held\":8,\"since\":-2,"
                        + "\"result\":8,\"verdict\":\"UNCHANGED\",\"applied\":false}]");
        assertThat(lines(api, shown.path("id").asString()))
                .containsExactly("1 A 10 8 -2 8 UNCHANGED preview", "2 B 4 0 0 4 CHANGED preview");
        assertThat(onHand(api)).isEqualTo("A 8");

        var applied = api.put(DOOR, body).json();
        assertThat(counts(applied)).isEqualTo("APPLIED 2 lines, 1 changed, 1 unchanged, 0 ignored, 0 wrong, 0 zeroed");
        assertThat(applied.path("id")).isEqualTo(shown.path("id"));
        assertThat(lines(api, shown.path("id").asString()))
                .containsExactly("1 A 10 8 -2 8 UNCHANGED applied", "2 B 4 0 0 4 CHANGED applied");
        assertThat(onHand(api)).isEqualTo("A 8, B 4");
        var entry = api.get("/v1/stock/B/wh-1/ledger").json().at("/items/0");
        assertThat(entry.path("kind").asString()).isEqualTo("SNAPSHOT");
        assertThat(entry.path("cause").asString()).isEqualTo("snapshot/NIGHT-1");
    }

    @Test
    void theSameNumberAgainIsAReplayAndWithOtherContentRefused() {
        var api = ErpShop.of(doors).api();
        var asOf = now(doors.hub());
        String body = body("N-1", asOf, line("wh-1", "A", 10));

        var first = api.put(DOOR, body);
        var again = api.put(DOOR, body);
        var otherUnits = api.put(DOOR, body.replace(": 10}", ": 11}"));
        var otherMoment = api.put(DOOR, body("N-1", asOf.minusSeconds(1), line("wh-1", "A", 10)));
        var more = api.put(DOOR, body("N-1", asOf, line("wh-1", "A", 10) + "," + line("wh-1", "B", 1)));

        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(api.get(DOOR + "/" + first.json().path("id").asString()).body())
                .isEqualTo(first.body());
        assertThat(again.header("Idempotent-Replayed")).contains("true");
        for (var refused : List.of(otherUnits, otherMoment, more)) {
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.json().path("type").asString()).endsWith("/reused-key");
        }
        assertThat(onHand(api)).isEqualTo("A 10");
    }

    @Test
    void whatIsWrongOrLateIsNamedAndTheOtherLinesAreApplied() {
        var api = ErpShop.of(doors).api();
        var asOf = now(doors.hub());
        api.put(DOOR, body("NEW", asOf, line("wh-1", "A", 10)));

        var late = api.put(
                DOOR,
                body(
                        "OLD",
                        asOf.minusSeconds(60),
                        line("wh-1", "A", 12) + "," + line("wh-1", "NONE", 1) + "," + line("other", "A", 1) + ","
                                + line("wh-1", "B", 3) + "," + line("wh-1", "B", 4)));

        assertThat(late.json().path("ignoredLines").toString())
                .isEqualTo("[{\"line\":1,\"node\":\"wh-1\",\"sku\":\"A\",\"why\":\"OUTDATED\"}]");
        assertThat(Doors.errors(late.json()))
                .containsExactly("2 /sku unknown_sku", "3 /node unknown_node", "5 /sku duplicate");
        assertThat(late.json().path("changed").asInt()).isEqualTo(1);
        assertThat(onHand(api)).isEqualTo("A 10, B 3");
    }

    @Test
    void aBundlesNumberIsRefusedByItsLineAndTheOthersAreApplied() {
        var api = ErpShop.of(doors).api();
        assertThat(api.put("/v1/bundles/B", "{\"components\": [{\"sku\": \"A\", \"units\": 2}]}")
                        .status())
                .isEqualTo(200);
        String lines = line("wh-1", "B", 5) + "," + line("wh-1", "A", 10);
        String violation = "{\"line\":1,\"violations\":[{\"pointer\":\"/sku\",\"code\":\"bundle\",\"detail\":"
                + "\"it is a bundle and keeps no stock of its own; tell the stock of its components\"}]}";

        var shown = api.post(DOOR + ":preview", body("BUNDLE-1", now(doors.hub()), lines));
        assertThat(shown.json().path("errors").toString()).isEqualTo("[" + violation + "]");
        assertThat(lines(api, shown.json().path("id").asString())).containsExactly("2 A 10 0 0 10 CHANGED preview");
        var full = api.put(
                DOOR,
                body("BUNDLE-2", now(doors.hub()), lines).replace("\"number\"", "\"scope\": \"FULL\", \"number\""));

        assertThat(full.status()).isEqualTo(200);
        assertThat(full.json().path("errors").toString()).isEqualTo("[" + violation + "]");
        assertThat(counts(full.json()))
                .isEqualTo("APPLIED 2 lines, 1 changed, 0 unchanged, 0 ignored, 1 wrong, 0 zeroed");
        assertThat(onHand(api)).isEqualTo("A 10");
        assertThat(api.get("/v1/stock/B/wh-1/ledger").json().at("/items").isEmpty())
                .isTrue();
    }

    @Test
    void aClockSlightlyAheadIsTakenAsNow() {
        var api = ErpShop.of(doors).api();
        var told = now(doors.hub());

        assertThat(api.put(DOOR, body("AHEAD", told.plusSeconds(3), line("wh-1", "A", 5)))
                        .status())
                .isEqualTo(200);
        api.post(
                "/v1/stock:batch",
                "{\"lines\": [{\"node\": \"wh-1\", \"sku\": \"A\", \"kind\": \"ADJUST\", \"units\": -2}]}",
                "Idempotency-Key",
                "a");
        var now = now(doors.hub());
        assertThat(api.put(DOOR, body("NOW", now, line("wh-1", "A", 3)))
                        .json()
                        .path("unchanged")
                        .asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"nodes": [{"node": "wh-1"}], "lines": []}                                                                      | /number required
            {"number": "", "asOf": "NOW", "nodes": [{"node": "wh-1"}], "lines": []}                                         | /number too_short
            {"number": "X", "asOf": "FUTURE", "nodes": [{"node": "wh-1"}], "lines": []}                                     | /asOf in_future
            {"number": "X", "asOf": "PAST", "nodes": [{"node": "wh-1"}], "lines": []}                                       | /asOf too_old
            {"number": "X", "asOf": "NOW", "nodes": [{"node": "wh-1", "deductedThrough": "FUTURE"}], "lines": []}           | /nodes/0/deductedThrough in_future
            {"number": "X", "asOf": "NOW", "nodes": [], "lines": []}                                                        | /nodes too_few
            {"number": "X", "asOf": "NOW", "nodes": [{"node": "none"}], "lines": []}                                        | /nodes/0/node unknown_node
            {"number": "X", "asOf": "NOW", "nodes": [{"node": "wh-1"}], "deductedOrders": ["A-1"], "lines": []}             | /deductedOrders/0 invalid_value
            {"number": "X", "asOf": "NOW", "nodes": [{"node": "wh-1"}], "lines": []}                                        | /lines too_few
            {"number": "X", "asOf": "NOW", "scope": "SOME", "nodes": [{"node": "wh-1"}], "lines": []}                       | /scope invalid_value
            {"number": "X", "asOf": "NOW", "nodes": [{"node": "wh-1"}], "deductedThroughOrder": "x", "lines": []}           | /deductedThroughOrder invalid_value
            {"number": "X", "asOf": "NOW", "nodes": [{"node": "wh-1", "deductedThrough": "NOW"}], "deductedThroughOrder": "1", "lines": []} | /deductedThroughOrder conflict
            {"number": "X", "asOf": "NOW", "nodes": [{"node": "wh-1"}], "lines": [], "scope": "FULL"}                       | /scope after_lines
            {"number": "X", "asOf": "NOW", "lines": [{"node": "wh-1", "sku": "A", "onHand": 1}], "nodes": []}               | /nodes required
            {"number": "X", "asOf": "NOW", "nodes": [{"node": "wh-1"}]}                                                     | /lines required
            """)
    void whatCannotBeTakenIsRefusedAtOnce(String body, String violation) {
        var api = ErpShop.of(doors).api();
        var now = now(doors.hub());
        String filled = body.replace("NOW", now.toString())
                .replace(
                        "FUTURE",
                        now.plus(SnapshotReader.AHEAD_MAX).plusSeconds(10).toString())
                .replace("PAST", now.minus(Duration.ofDays(32)).toString());

        var answer = api.put(DOOR, filled);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(violations(answer.json())).contains(violation);
        assertThat(api.post(DOOR + ":preview", filled).status()).isEqualTo(400);
        assertThat(onHand(api)).isEmpty();
    }

    @Test
    void aFullSnapshotEmptiesWhatItDoesNotListAndLeavesWhatWasSoldSince() {
        var shop = ErpShop.of(doors);
        var api = shop.api();
        shop.receive(10);
        api.put(DOOR, body("B", now(doors.hub()), line("wh-1", "B", 4)));
        var asOf = now(doors.hub());
        adjust(api, "A", 3);

        var shown = api.post(DOOR + ":preview", full("FULL", asOf, line("wh-1", "B", 5)))
                .json();
        assertThat(lines(api, shown.path("id").asString()))
                .containsExactly("1 B 5 4 0 5 CHANGED preview", "2 A 0 13 3 3 CHANGED preview");
        var applied = api.put(DOOR, full("FULL", asOf, line("wh-1", "B", 5))).json();

        assertThat(counts(applied)).isEqualTo("APPLIED 1 lines, 2 changed, 0 unchanged, 0 ignored, 0 wrong, 1 zeroed");
        assertThat(onHand(api)).isEqualTo("A 3, B 5");
    }

    @Test
    void aFullSnapshotWithALineThatCannotBeReadChangesNothing() {
        var shop = ErpShop.of(doors);
        var api = shop.api();
        shop.receive(10);
        var asOf = now(doors.hub());

        var refused = api.put(DOOR, full("FULL", asOf, line("wh-1", "B", 5) + "," + line("wh-1", "A", -1)));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(violations(refused.json())).containsExactly("/lines/1/onHand out_of_range");
        assertThat(onHand(api)).isEqualTo("A 10");

        // A SKU that is not ours is no row of ours that could be emptied.
        var taken = api.put(DOOR, full("FULL", asOf, line("wh-1", "A", 10) + "," + line("wh-1", "NONE", 1)));
        assertThat(counts(taken.json()))
                .isEqualTo("APPLIED 2 lines, 0 changed, 1 unchanged, 0 ignored, 1 wrong, 0 zeroed");
    }

    @Test
    void aSenderThatDeductsOrdersNamesTheLastOneOrListsThem() {
        var shop = ErpShop.of(doors);
        var api = shop.api();
        shop.receive(20);
        String first = shop.place("first", true);
        String second = shop.place("second", true);
        shop.place("third", true);
        var asOf = now(doors.hub());

        api.put(DOOR, deducted("A", asOf, "\"deductedThroughOrder\": \"%s\"".formatted(second), 16));
        assertThat(onHand(api)).isEqualTo("A 20");
        api.put(DOOR, deducted("B", asOf, "\"deductedOrders\": [\"%s\"]".formatted(first), 17));
        assertThat(onHand(api)).isEqualTo("A 19");
        var unknown = api.put(DOOR, deducted("C", asOf, "\"deductedThroughOrder\": \"999999999\"", 1));
        assertThat(violations(unknown.json())).containsExactly("/deductedThroughOrder unknown_order");
    }

    @Test
    void aSenderThatCountsMovementsNamesTheLastOneOfARow() {
        var shop = ErpShop.of(doors);
        var api = shop.api();
        shop.receive(10);
        String order = shop.place("ship", true);
        shop.ship(order, "s", 2);
        var asOf = now(doors.hub());
        String version =
                api.get("/v1/stock/A/wh-1/ledger").json().at("/items/0/version").asString();
        String line = "{\"node\": \"wh-1\", \"sku\": \"A\", \"onHand\": %d, \"deductedThroughVersion\": \"%s\"}";

        api.put(DOOR, body("HEARD", asOf, line.formatted(8, version)));
        assertThat(onHand(api)).isEqualTo("A 8");
        api.put(DOOR, body("NOT-HEARD", asOf, line.formatted(10, "1")));
        assertThat(onHand(api)).isEqualTo("A 8");
        var wrong = api.put(DOOR, body("WRONG", asOf, line.formatted(10, "x"))).json();
        assertThat(Doors.errors(wrong)).containsExactly("1 /deductedThroughVersion invalid_value");
    }

    @Test
    void aPreviewMayBeReplacedUntilItIsApplied() {
        var api = ErpShop.of(doors).api();
        var asOf = now(doors.hub());
        api.post(DOOR + ":preview", body("P", asOf, line("wh-1", "A", 1)));

        var second = api.post(DOOR + ":preview", body("P", asOf, line("wh-1", "A", 2)))
                .json();
        assertThat(api.put(DOOR, body("P", asOf, line("wh-1", "A", 2))).json().path("id"))
                .isEqualTo(second.path("id"));
        assertThat(api.post(DOOR + ":preview", body("P", asOf, line("wh-1", "A", 3)))
                        .status())
                .isEqualTo(422);

        assertThat(onHand(api)).isEqualTo("A 2");
        var list = api.get(DOOR + "?limit=1").json();
        assertThat(list.path("items").size()).isEqualTo(1);
        assertThat(list.at("/items/0/number").asString()).isEqualTo("P");
        assertThat(list.has("nextCursor")).isFalse();
    }

    @Test
    void whoseNumberAnotherTookBeforeItWasAppliedIsTold() {
        var shop = ErpShop.of(doors);
        var api = shop.api();
        var asOf = now(doors.hub());
        String body = body("P", asOf, line("wh-1", "A", 1));
        var desk = doors.hub().bean(StockSnapshots.class);
        long id = desk.receive(shop.id(), "erp", new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
        api.post(DOOR + ":preview", body("P", asOf, line("wh-1", "A", 2)));

        assertThatThrownBy(() -> desk.apply(shop.id(), id))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem()).isEqualTo(Problem.CONFLICT))
                .hasMessageContaining("send this one again");
        assertThat(api.put(DOOR, body).status()).isEqualTo(200);

        assertThat(onHand(api)).isEqualTo("A 1");
    }

    @Test
    void whatBreaksOffWhileItIsToldHasChangedNothing() {
        var api = ErpShop.of(doors).api();
        String whole = body("CUT", now(doors.hub()), line("wh-1", "A", 1) + "," + line("wh-1", "B", 2));

        for (String cut : List.of(whole.substring(0, whole.length() - 10), whole + "}", "")) {
            assertThat(api.put(DOOR, cut).status()).isEqualTo(400);
        }
        assertThat(onHand(api)).isEmpty();
        assertThat(api.get(DOOR).json().path("items").size()).isZero();
        assertThat(api.put(DOOR, whole).status()).isEqualTo(200);
    }

    /** All pages, one line a page. */
    private static List<String> lines(Api api, String id) {
        var found = new ArrayList<String>();
        String cursor = "";
        do {
            var page = api.get(DOOR + "/" + id + "/lines?limit=1" + cursor).json();
            page.path("items")
                    .forEach(line -> found.add("%s %s %s %s %s %s %s %s"
                            .formatted(
                                    line.path("line").asString(),
                                    line.path("sku").asString(),
                                    line.path("said").asString(),
                                    line.path("held").asString(),
                                    line.path("since").asString(),
                                    line.path("result").asString(),
                                    line.path("verdict").asString(),
                                    line.path("applied").asBoolean() ? "applied" : "preview")));
            cursor = page.has("nextCursor")
                    ? "&cursor=" + page.path("nextCursor").asString()
                    : "";
        } while (!cursor.isEmpty());
        return found;
    }

    private static String full(String number, Instant asOf, String lines) {
        return body(number, asOf, lines).replace("\"nodes\"", "\"scope\": \"FULL\", \"nodes\"");
    }

    private static String deducted(String number, Instant asOf, String what, int units) {
        return body(number, asOf, line("wh-1", "A", units)).replace("\"nodes\"", what + ", \"nodes\"");
    }

    private static String onHand(Api api) {
        return api.get("/v1/stock")
                .json()
                .path("items")
                .valueStream()
                .map(row ->
                        row.path("sku").asString() + " " + row.path("onHand").asLong())
                .collect(Collectors.joining(", "));
    }
}
