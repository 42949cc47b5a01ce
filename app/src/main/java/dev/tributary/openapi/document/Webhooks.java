package dev.tributary.openapi.document;

import dev.tributary.openapi.subscriptions.EventTypes;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the hub calls subscribers with, one webhook for each type of event that can be subscribed to. */
final class Webhooks {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** Of Standard Webhooks. */
    private static final Map<String, String> HEADERS = new TreeMap<>(Map.of(
            "webhook-id", "Of the event: an event told again has the same.",
            "webhook-timestamp", "Of this try, in seconds since 1970.",
            "webhook-signature", "By Standard Webhooks, `v1,` and an HMAC-SHA256 under the subscription's secret."));

    private final Schemas schemas;

    Webhooks(Schemas schemas) {
        this.schemas = schemas;
    }

    /** The parameters that all of them share. */
    static Map<String, ObjectNode> headers() {
        var headers = new TreeMap<String, ObjectNode>();
        HEADERS.forEach((name, says) -> {
            var header = JSON.objectNode()
                    .put("name", name)
                    .put("in", "header")
                    .put("required", true)
                    .put("description", says);
            header.putObject("schema").put("type", "string");
            headers.put(name, header);
        });
        return headers;
    }

    ObjectNode json() {
        var webhooks = JSON.objectNode();
        new TreeMap<>(EventTypes.TOLD)
                .forEach((type, told) -> webhooks.putObject(type).set("post", call(type, told)));
        return webhooks;
    }

    private ObjectNode call(String type, EventTypes.Told told) {
        var call = JSON.objectNode();
        call.putArray("tags").add("subscriptions");
        call.put("description", told.says());
        var headers = call.putArray("parameters");
        HEADERS.keySet().forEach(name -> headers.addObject().put("$ref", "#/components/parameters/" + name));
        call.putObject("requestBody")
                .put("required", true)
                .putObject("content")
                .putObject("application/json")
                .set("schema", message(type, told.facts()));
        var responses = call.putObject("responses");
        responses.putObject("2XX").put("description", "It is told.");
        responses.putObject("410").put("description", "It ends the subscription.");
        responses.putObject("default").put("description", "It is told again, after growing pauses, for 24 hours.");
        return call;
    }

    private ObjectNode message(String type, Class<?> facts) {
        var message = JSON.objectNode().put("type", "object");
        var members = message.putObject("properties");
        members.putObject("type").put("const", type);
        members.putObject("timestamp")
                .put("type", "string")
                .put("format", "date-time")
                .put("description", "When it was written to the journal.");
        members.set("data", schemas.of(facts, null));
        message.putArray("required").add("type").add("timestamp").add("data");
        return message;
    }
}
