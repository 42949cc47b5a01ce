package dev.tributary.channels.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.channels.adapter.MessageJson;
import dev.tributary.channels.adapter.MessageXml;
import dev.tributary.channels.inbox.Forms;
import dev.tributary.channels.lane.Outgoing;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A call of ours beside what a sample says of it. */
final class SentCall {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Outgoing call;

    SentCall(Outgoing call) {
        this.call = call;
    }

    /** Method, url, form and body whole; of headers and of the query those that the sample names. */
    Optional<JsonDifference> differenceFrom(JsonNode expected) {
        var wanted = JSON.objectNode();
        var found = JSON.objectNode();
        expected.properties().forEach(member -> {
            var value = member.getValue();
            switch (member.getKey()) {
                case "method" ->
                    set(
                            member.getKey(),
                            wanted,
                            upper(value),
                            found,
                            JSON.textNode(call.method().name()));
                case "url" -> set(member.getKey(), wanted, value, found, JSON.textNode(call.url()));
                case "headers" -> {
                    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
                    headers.putAll(call.headers());
                    set(member.getKey(), wanted, texts(value), found, named(value, headers));
                }
                case "query" -> set(member.getKey(), wanted, texts(value), found, named(value, call.query()));
                case "xml" -> set(member.getKey(), wanted, value, found, xml());
                case "form" -> set(member.getKey(), wanted, formTexts(value), found, form(value));
                default -> set(member.getKey(), wanted, value, found, json());
            }
        });
        return JsonDifference.first(wanted, found);
    }

    private static void set(String name, ObjectNode wanted, JsonNode value, ObjectNode found, JsonNode is) {
        wanted.set(name, value);
        found.set(name, is);
    }

    private static JsonNode upper(JsonNode method) {
        return JSON.textNode(method.asText().toUpperCase(Locale.ROOT));
    }

    private static JsonNode named(JsonNode wanted, Map<String, String> values) {
        var found = JSON.objectNode();
        wanted.fieldNames()
                .forEachRemaining(name -> Optional.ofNullable(values.get(name)).ifPresent(it -> found.put(name, it)));
        return found;
    }

    /** On the wire everything is a text. */
    private static JsonNode texts(JsonNode wanted) {
        var texts = JSON.objectNode();
        wanted.properties()
                .forEach(member -> texts.put(member.getKey(), member.getValue().asText()));
        return texts;
    }

    /** A parameter that is JSON may be written as such. */
    private static JsonNode formTexts(JsonNode wanted) {
        var texts = JSON.objectNode();
        wanted.properties()
                .forEach(member -> texts.set(
                        member.getKey(),
                        member.getValue().isContainerNode()
                                ? member.getValue()
                                : JSON.textNode(member.getValue().asText())));
        return texts;
    }

    private JsonNode form(JsonNode wanted) {
        var parameters = Forms.read(call.body());
        if (parameters.isEmpty()) {
            return JSON.textNode(new String(call.body(), UTF_8));
        }
        var found = JSON.objectNode();
        parameters
                .get()
                .forEach((name, value) ->
                        found.set(name, wanted.path(name).isContainerNode() ? tree(value) : JSON.textNode(value)));
        return found;
    }

    private JsonNode xml() {
        try {
            return MessageXml.read(call.body());
        } catch (IOException e) {
            return JSON.textNode(new String(call.body(), UTF_8));
        }
    }

    private JsonNode json() {
        return tree(new String(call.body(), UTF_8));
    }

    private static JsonNode tree(String text) {
        try {
            return MessageJson.read(text.getBytes(UTF_8));
        } catch (IOException e) {
            return JSON.textNode(text);
        }
    }
}
