package dev.tributary.openapi.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.Scope;
import dev.tributary.testing.Api;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.Shop;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The readers keep the bounds that the document states: of every body one with every member is understood, and for every
 * bound one that breaks it is refused, with a pointer at the place.
 */
class TrueBodiesTest {

    /** What is wrong with a body itself, as opposed to what it names not being there. */
    private static final Set<String> OF_FORM = Set.of(
            "unknown_field", "required", "wrong_type", "too_long", "too_short", "out_of_range", "bad_size", "bad_code");

    private record Blame(String pointer, String code) {}

    private static HubUnderTest hub;
    private static Documented document;
    private static Samples samples;
    private static Api api;
    private static Api admin;
    private static String order;
    private static int calls;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.shared();
        document = Documented.by(hub);
        samples = new Samples(document);
        var shop = Shop.open(hub, "acme-bodies");
        api = shop.api(EnumSet.complementOf(EnumSet.of(Scope.ADMIN)).toArray(Scope[]::new));
        admin = Api.admin(hub);
        order = api.post(
                        "/v1/orders",
                        "{\"channel\": \"app\", \"number\": \"1\", \"lines\": [{\"sku\": \"BREAD\", \"units\": 1,"
                                + " \"unitPrice\": {\"amount\": 500, \"currency\": \"CNY\"}}]}")
                .json()
                .path("id")
                .asString();
    }

    @Test
    void aBodyWithEveryMemberIsUnderstood() {
        var wrong = new ArrayList<String>();
        bodies().forEach((call, schema) -> {
            var answer = send(call, samples.of(schema));
            violations(answer).stream()
                    .filter(violation -> OF_FORM.contains(violation.path("code").asString()))
                    .forEach(violation -> wrong.add(call + " " + violation));
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyBoundThatIsStatedIsKept() {
        var wrong = new ArrayList<String>();
        var bounds = new ArrayList<String>();
        bodies().forEach((call, schema) -> {
            var always = blamed(send(call, samples.of(schema))).collect(Collectors.toSet());
            samples.wrong(schema).forEach((what, body) -> {
                bounds.add(what);
                String at = what.substring(0, what.indexOf(' '));
                var answer = send(call, body);
                if (blamed(answer)
                        .filter(blame -> !always.contains(blame))
                        .noneMatch(blame -> isNear(at, blame.pointer()))) {
                    wrong.add("%s: %s, and is answered %d %s".formatted(call, what, answer.status(), answer.body()));
                }
            });
        });
        assertThat(bounds).hasSizeGreaterThan(200);
        assertThat(wrong).isEmpty();
    }

    @Test
    void aKeyIsAskedForWhereItIsSaidToBe() {
        var wrong = new ArrayList<String>();
        bodies().forEach((call, schema) -> {
            boolean stated = document.operation(verb(call), path(call))
                    .path("parameters")
                    .valueStream()
                    .map(document::resolved)
                    .anyMatch(parameter -> parameter.path("name").asString().equals("Idempotency-Key")
                            && parameter.path("required").asBoolean());
            var answer = sender(call).method(verb(call), filled(call), bytes(samples.of(schema)));
            boolean asked = violations(answer).stream()
                    .anyMatch(violation -> violation.path("pointer").asString().equals("Idempotency-Key"));
            if (asked != stated) {
                wrong.add(call + " " + answer.body());
            }
        });
        assertThat(wrong).isEmpty();
    }

    /** Schemas of JSON bodies, by verb and path. */
    private static Map<String, JsonNode> bodies() {
        var bodies = new TreeMap<String, JsonNode>();
        document.paths()
                .forEachEntry((path, item) -> item.forEachEntry((verb, operation) -> {
                    var schema = operation.at("/requestBody/content/application~1json/schema");
                    if (schema.isObject()) {
                        bodies.put(verb + " " + path, schema);
                    }
                }));
        return bodies;
    }

    private static Api.Answer send(String call, JsonNode body) {
        return sender(call).method(verb(call), filled(call), bytes(body), "Idempotency-Key", "body-" + ++calls);
    }

    private static Api sender(String call) {
        return call.contains("/v1/merchants") ? admin : api;
    }

    private static String verb(String call) {
        return call.substring(0, call.indexOf(' ')).toUpperCase(Locale.ROOT);
    }

    private static String path(String call) {
        return call.substring(call.indexOf(' ') + 1);
    }

    private static String filled(String call) {
        return path(call)
                .replace("merchants/{code}", "merchants/acme-bodies")
                .replace("{code}", "app")
                .replace("{sku}", "BREAD")
                .replace("{day}", "2026-11-22")
                .replace("{id}", order);
    }

    private static byte[] bytes(JsonNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Stream<Blame> blamed(Api.Answer answer) {
        return violations(answer).stream()
                .map(violation -> new Blame(
                        violation.path("pointer").asString(),
                        violation.path("code").asString()));
    }

    /** At the place, at the item too many in it, or at what it is a part of; in a batch pointers begin at their item. */
    private static boolean isNear(String at, String pointer) {
        return Stream.of(pointer, parent(pointer)).anyMatch(blame -> !blame.isEmpty() && at.endsWith(blame))
                || (!pointer.isEmpty() && parent(at).endsWith(pointer));
    }

    private static String parent(String pointer) {
        return pointer.substring(0, Math.max(0, pointer.lastIndexOf('/')));
    }

    private static List<JsonNode> violations(Api.Answer answer) {
        return answer.json().findValues("violations").stream()
                .flatMap(JsonNode::valueStream)
                .toList();
    }
}
