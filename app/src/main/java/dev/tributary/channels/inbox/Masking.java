package dev.tributary.channels.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.MappingFailure;
import dev.tributary.channels.adapter.MessageJson;
import java.util.Set;
import java.util.regex.Pattern;

/** Shows a message without the personal data its adapter file names. What cannot be read is not shown at all. */
final class Masking {

    private static final String MASK = "***";
    private static final int SHOWN_CHARACTERS_MAX = 64 * 1024;

    private Masking() {}

    static String masked(Adapter adapter, String kind, byte[] body) {
        var text = adapter.brings() ? tree(adapter, kind, body) : xml(adapter.personal(), body);
        return text.length() <= SHOWN_CHARACTERS_MAX ? text : text.substring(0, SHOWN_CHARACTERS_MAX);
    }

    private static String tree(Adapter adapter, String kind, byte[] body) {
        try {
            var tree = Bodies.tree(adapter, kind, body);
            return MessageJson.pretty(masked(tree, adapter.personal(), false));
        } catch (MappingFailure e) {
            return "%d bytes that cannot be read, and so cannot be masked".formatted(body.length);
        }
    }

    private static JsonNode masked(JsonNode node, Set<String> personal, boolean hide) {
        return switch (node) {
            case ObjectNode object -> {
                var copy = JsonNodeFactory.instance.objectNode();
                object.properties()
                        .forEach(entry -> copy.set(
                                entry.getKey(),
                                masked(entry.getValue(), personal, hide || personal.contains(entry.getKey()))));
                yield copy;
            }
            case ArrayNode array -> {
                var copy = JsonNodeFactory.instance.arrayNode();
                array.forEach(item -> copy.add(masked(item, personal, hide)));
                yield copy;
            }
            default -> hide && !node.isNull() ? TextNode.valueOf(MASK) : node;
        };
    }

    private static String xml(Set<String> personal, byte[] body) {
        var text = new String(body, 0, Math.min(body.length, SHOWN_CHARACTERS_MAX), UTF_8);
        for (var name : personal) {
            var element = Pattern.compile("(<(?:\\w+:)?%s\\b[^>]*>)[^<]*".formatted(Pattern.quote(name)));
            text = element.matcher(text).replaceAll("$1" + MASK);
        }
        return text;
    }
}
