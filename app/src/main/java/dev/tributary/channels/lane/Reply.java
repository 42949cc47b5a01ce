package dev.tributary.channels.lane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.channels.adapter.MessageJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/**
 * What a platform said to a call.
 *
 * @param headers the first of each name, in small letters
 * @param body an empty object when it is no JSON
 */
public record Reply(int status, Map<String, String> headers, JsonNode body) {

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
