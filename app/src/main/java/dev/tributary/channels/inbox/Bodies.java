package dev.tributary.channels.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.MappingFailure;
import dev.tributary.channels.adapter.MessageJson;
import dev.tributary.channels.adapter.MessageXml;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;

/** Stored bytes as the tree that mappings work on. */
public final class Bodies {

    private static final String CORRECT = "correct the body, or ask the platform to send it again";

    private Bodies() {}

    /** What the adapter's file makes of a message. */
    public static JsonNode told(Adapter adapter, String kind, byte[] body) {
        var mapping = adapter.message(kind)
                .orElseThrow(() -> new MappingFailure(
                        "unknown_kind",
                        "the adapter %s has no mapping for '%s'".formatted(adapter.name(), kind),
                        "add a mapping to the adapter file, or stop the platform from sending it"));
        var message = tree(adapter, kind, body);
        if (adapter.drop().isPresent()) {
            checkRows(message.path("rows"));
        }
        return mapping.apply(message);
    }

    /** An order of which a row cannot be read would be too small. */
    private static void checkRows(JsonNode rows) {
        for (var row : rows) {
            if (row.has("wrong")) {
                throw new MappingFailure(
                        "row",
                        "row %s: %s"
                                .formatted(
                                        row.path("line").asText(),
                                        row.path("wrong").asText()),
                        "correct the row in the file and drop it again, then drop this message; or correct the body, take 'wrong' out of it, and replay");
            }
        }
    }

    /** @param kind of the message: what was fetched is JSON, what was brought is as the door takes it, under one name too */
    public static JsonNode tree(Adapter adapter, String kind, byte[] body) {
        if (adapter.pulls(kind) && !isXml(body)) {
            return json(body);
        }
        if (adapter.door().isEmpty()) {
            return json(body);
        }
        var door = adapter.door().get();
        return switch (door.transport()) {
            case JSON -> unwrapped(door, json(body));
            case XML -> xml(body);
            case FORM -> form(door, body);
        };
    }

    private static boolean isXml(byte[] body) {
        return body.length > 0 && body[0] == '<';
    }

    private static JsonNode unwrapped(Adapter.Door door, JsonNode message) {
        return door.unwrapping().map(it -> it.unwrapped(message)).orElse(message);
    }

    /** Its declaration may name another encoding than UTF-8; NUL is no character of XML. */
    private static JsonNode xml(byte[] body) {
        try {
            return MessageXml.read(body);
        } catch (IOException e) {
            throw new MappingFailure("malformed", "the body is not XML, or cut off, or nested too deeply", CORRECT);
        }
    }

    private static JsonNode json(byte[] body) {
        String text;
        try {
            text = Forms.text(body);
        } catch (CharacterCodingException e) {
            throw new MappingFailure("encoding", "the body is not UTF-8", CORRECT);
        }
        if (text.contains("\0") || text.contains("\\u0000")) {
            throw new MappingFailure("nul", "the body contains NUL characters", CORRECT);
        }
        try {
            return MessageJson.read(body);
        } catch (IOException e) {
            throw new MappingFailure("malformed", "the body is not JSON, or cut off, or nested too deeply", CORRECT);
        }
    }

    private static JsonNode form(Adapter.Door door, byte[] body) {
        var once = Forms.read(body)
                .orElseThrow(() -> new MappingFailure("malformed", "the body is not a form in UTF-8", CORRECT));
        var parameters = door.textMayBeEncodedTwice() ? Forms.decodedAgain(once) : once;
        if (parameters.values().stream().anyMatch(value -> value.indexOf('\0') >= 0)) {
            throw new MappingFailure("nul", "the body contains NUL characters", CORRECT);
        }
        return MessageJson.tree(parameters);
    }
}
