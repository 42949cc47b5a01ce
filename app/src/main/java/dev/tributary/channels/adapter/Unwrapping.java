package dev.tributary.channels.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;

/**
 * A member of a message that holds the rest of it as text. In its place stands what the text says; one that holds no text
 * stays as it is, because a person who corrected the message may have written it so.
 */
public record Unwrapping(String member, As as) {

    public enum As {
        JSON,
        URL_ENCODED_JSON
    }

    static Unwrapping read(FileNode node) {
        node.only("member", "as");
        return new Unwrapping(
                node.required("member").text(), node.required("as").oneOf(As.class));
    }

    public JsonNode unwrapped(JsonNode message) {
        var wrapped = message.path(member);
        if (!(message instanceof ObjectNode whole) || !wrapped.isTextual()) {
            return message;
        }
        try {
            var inner = MessageJson.read(
                    as == As.JSON ? wrapped.textValue() : URLDecoder.decode(wrapped.textValue(), UTF_8));
            ObjectNode unwrapped = whole.deepCopy();
            unwrapped.set(member, inner);
            return unwrapped;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new MappingFailure("malformed", "the text of '%s' is no JSON".formatted(member), "correct the body");
        }
    }
}
