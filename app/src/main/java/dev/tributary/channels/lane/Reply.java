package dev.tributary.channels.lane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.channels.adapter.MessageJson;
import dev.tributary.channels.adapter.MessageXml;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a platform said to a call.
 *
 * @param headers the first of each name, in small letters
 * @param body an empty object when it is neither JSON nor said to be XML
 */
public record Reply(int status, Map<String, String> headers, JsonNode body) {

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

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
        return moment("date");
    }

    /** {@code Retry-After} in seconds, or as a moment of the platform's own clock. */
    public Optional<Duration> retryAfter() {
        var text = Optional.ofNullable(headers.get("retry-after")).map(String::strip);
        if (text.filter(SECONDS.asMatchPredicate()).isPresent()) {
            return text.map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
        }
        return moment("retry-after")
                .map(until -> Duration.between(date().orElseGet(Instant::now), until))
                .filter(Duration::isPositive);
    }

    private Optional<Instant> moment(String header) {
        try {
            return Optional.ofNullable(headers.get(header))
                    .map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
