package dev.tributary.openapi.document;

import static java.util.Map.entry;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Bodies made from their schemas, with every member there is. */
final class Samples {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** What the schema does not say: names of things there are, and texts of a form. */
    private static final Map<String, String> TEXTS = Map.ofEntries(
            entry("currency", "CNY"),
            entry("zone", "Asia/Shanghai"),
            entry("country", "CN"),
            entry("channel", "app"),
            entry("adapter", "app"),
            entry("gtin", "6291041500213"),
            entry("url", "https://erp.example/hook"),
            entry("types", "order.*"),
            entry("id", "999999"),
            entry("order", "999999"),
            entry("deductedOrders", "999999"),
            entry("deductedThroughOrder", "999999"),
            entry("deductedThroughVersion", "1"),
            entry("ifVersion", "1"));

    private final Documented document;

    Samples(Documented document) {
        this.document = document;
    }

    /** The schema behind a reference, with what stands beside the reference. */
    JsonNode whole(JsonNode schema) {
        var target = document.resolved(schema);
        if (target == schema || !schema.has("properties")) {
            return target;
        }
        var whole = (ObjectNode) target.deepCopy();
        schema.path("properties")
                .forEachEntry((name, more) -> ((ObjectNode) whole.at("/properties/" + name)).setAll((ObjectNode) more));
        return whole;
    }

    JsonNode of(JsonNode schema) {
        return of("", schema);
    }

    private JsonNode of(String name, JsonNode reference) {
        var schema = whole(reference);
        return switch (schema.path("type").asString("")) {
            case "object" -> object(schema);
            case "array" -> JSON.arrayNode().add(of(name, schema.path("items")));
            case "integer", "number" ->
                JSON.numberNode(Math.max(1, schema.path("minimum").asLong(1)));
            case "boolean" -> JSON.booleanNode(true);
            case "string" -> JSON.stringNode(text(name, schema));
            default -> JSON.objectNode();
        };
    }

    private JsonNode object(JsonNode schema) {
        var object = JSON.objectNode();
        schema.path("properties").forEachEntry((name, member) -> object.set(name, of(name, member)));
        if (schema.path("additionalProperties").isObject()) {
            var value = schema.path("additionalProperties");
            if (!value.isEmpty()) {
                object.set("1", of("", value));
            }
        }
        return object;
    }

    private static String text(String name, JsonNode schema) {
        if (schema.has("enum")) {
            return schema.path("enum").get(0).asString();
        }
        return switch (schema.path("format").asString("")) {
            case "date-time" -> "2026-11-22T10:00:00Z";
            case "date" -> "2026-11-22";
            default -> TEXTS.getOrDefault(name, "x1");
        };
    }

    /** Bodies with one thing wrong each, by the pointer that must be blamed, with a word on what is wrong. */
    Map<String, JsonNode> wrong(JsonNode schema) {
        var wrong = new LinkedHashMap<String, JsonNode>();
        var body = of(schema);
        wrong("", schema, body, wrong, false);
        return wrong;
    }

    /** @param open within a shape that passes over what it does not know: its parts may do so too */
    private void wrong(String at, JsonNode reference, JsonNode body, Map<String, JsonNode> wrong, boolean open) {
        var schema = whole(reference);
        var others = schema.path("additionalProperties");
        boolean passesOver = open || others.asBoolean(false);
        switch (schema.path("type").asString("")) {
            case "object" -> {
                schema.path("properties")
                        .forEachEntry((name, member) -> wrong(at + "/" + name, member, body, wrong, passesOver));
                schema.path("required")
                        .forEach(name -> put(wrong, body, at + "/" + name.asString(), "is missing", null));
                if (others.isBoolean() && !passesOver) {
                    put(wrong, body, at + "/noSuchMember", "is unknown", JSON.stringNode("x"));
                }
                bounded(at, schema.path("minProperties"), JSON.objectNode(), body, wrong);
                if (others.isObject() && !others.isEmpty()) {
                    wrong(at + "/1", others, body, wrong, passesOver);
                }
            }
            case "array" -> {
                wrong(at + "/0", schema.path("items"), body, wrong, passesOver);
                bounded(at, schema.path("minItems"), JSON.arrayNode(), body, wrong);
                if (schema.has("maxItems")) {
                    var many = JSON.arrayNode();
                    for (int i = 0; i <= schema.path("maxItems").asInt(); i++) {
                        many.add(body.at(at + "/0"));
                    }
                    put(wrong, body, at, "has too many items", many);
                }
            }
            case "integer", "number" -> {
                outside(at, "minimum", -1, schema, body, wrong);
                outside(at, "maximum", 1, schema, body, wrong);
                put(wrong, body, at, "is no number", JSON.stringNode("one"));
            }
            default -> text(at, schema, body, wrong);
        }
    }

    private static void text(String at, JsonNode schema, JsonNode body, Map<String, JsonNode> wrong) {
        if (schema.has("maxLength")) {
            put(
                    wrong,
                    body,
                    at,
                    "is too long",
                    JSON.stringNode("x".repeat(schema.path("maxLength").asInt() + 1)));
        }
        bounded(at, schema.path("minLength"), JSON.stringNode(""), body, wrong);
        if (schema.has("pattern") || schema.has("enum") || schema.has("format")) {
            put(wrong, body, at, "is not of its form", JSON.stringNode("?!"));
        }
    }

    private static void bounded(String at, JsonNode bound, JsonNode empty, JsonNode body, Map<String, JsonNode> wrong) {
        if (!bound.isMissingNode()) {
            put(wrong, body, at, "is empty", empty);
        }
    }

    private static void outside(
            String at, String bound, long step, JsonNode schema, JsonNode body, Map<String, JsonNode> wrong) {
        if (schema.has(bound)) {
            put(
                    wrong,
                    body,
                    at,
                    "is beyond its " + bound,
                    JSON.numberNode(schema.path(bound).asLong() + step));
        }
    }

    private static void put(
            Map<String, JsonNode> wrong, JsonNode body, String at, String what, @Nullable JsonNode value) {
        if (at.isEmpty()) {
            return;
        }
        var copy = body.deepCopy();
        int last = at.lastIndexOf('/');
        var parent = copy.at(at.substring(0, last));
        String name = at.substring(last + 1);
        if (parent instanceof ObjectNode object) {
            if (value == null) {
                object.remove(name);
            } else {
                object.set(name, value);
            }
        } else {
            ((ArrayNode) parent).set(Integer.parseInt(name), value);
        }
        wrong.put(at + " " + what, copy);
    }
}
