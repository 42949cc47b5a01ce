package dev.tributary.channels.lane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.channels.adapter.MessageJson;
import dev.tributary.channels.adapter.MessageXml;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/**
 * What a platform said to a call.
 *
 * @param headers the first of each name, in small letters
 * @param body an empty object when it is neither JSON nor said to be XML
 */
public record Reply(int status, Map<String, String> headers, JsonNode body) {

    /** @throws IOException when it is neither JSON nor said to be XML, or breaks off */
    public static JsonNode body(Map<String, String> headers, byte[] body) throws IOException {
        return MessageXml.is(headers.getOrDefault("content-type", "")) ? MessageXml.read(body) : MessageJson.read(body);
    }

    /** As the expressions of adapter files see it. */
    public JsonNode seen(JsonNode asked) {
        ObjectNode seen = (ObjectNode) MessageJson.tree(Map.of("status", status, "headers", headers));
        seen.set("body", body);
        seen.set("asked", asked);
        return seen;
    }

    /** The platform's own clock, where it says it. */
    public Optional<Instant> date() {
        try {
            return Optional.ofNullable(headers.get("date"))
                    .map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
