package dev.tributary.channels.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.channels.adapter.MessageJson;
import java.util.LinkedHashSet;
import java.util.Optional;

/** The first place where two trees differ: the order of members does not matter, nor how a number is written. */
record JsonDifference(String pointer, JsonNode expected, JsonNode found) {

    private static final int SHOWN_CHARACTERS_MAX = 300;

    static Optional<JsonDifference> of(String pointer, String expected, JsonNode found) {
        return first(pointer, TextNode.valueOf(expected), found);
    }

    static Optional<JsonDifference> first(JsonNode expected, JsonNode found) {
        return first("", expected, found);
    }

    private static Optional<JsonDifference> first(String pointer, JsonNode expected, JsonNode found) {
        if (expected.isObject() && found.isObject()) {
            return ofObjects(pointer, expected, found);
        }
        if (expected.isArray() && found.isArray()) {
            return ofArrays(pointer, expected, found);
        }
        boolean same = expected.isNumber() && found.isNumber()
                ? expected.decimalValue().compareTo(found.decimalValue()) == 0
                : expected.equals(found);
        return same ? Optional.empty() : Optional.of(new JsonDifference(pointer, expected, found));
    }

    private static Optional<JsonDifference> ofObjects(String pointer, JsonNode expected, JsonNode found) {
        var names = new LinkedHashSet<String>();
        expected.fieldNames().forEachRemaining(names::add);
        found.fieldNames().forEachRemaining(names::add);
        return names.stream()
                .map(name -> first(
                        pointer + "/" + name.replace("~", "~0").replace("/", "~1"),
                        expected.path(name),
                        found.path(name)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<JsonDifference> ofArrays(String pointer, JsonNode expected, JsonNode found) {
        for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
            var difference = first(pointer + "/" + i, expected.path(i), found.path(i));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "%s: expected %s, found %s".formatted(pointer.isEmpty() ? "/" : pointer, shown(expected), shown(found));
    }

    private static String shown(JsonNode node) {
        if (node instanceof MissingNode) {
            return "nothing";
        }
        var text = MessageJson.write(node);
        return text.length() <= SHOWN_CHARACTERS_MAX ? text : text.substring(0, SHOWN_CHARACTERS_MAX) + " ...";
    }
}
