package dev.tributary.sandbox.platform;

import dev.tributary.sandbox.wire.Json;
import dev.tributary.sandbox.wire.Reply;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** Physical counts of one location. */
final class SquareCounts {

    private static final int CHANGES_MAX = 100;
    private static final int KEY_MAX = 128;

    private final ToldStock stock;
    private final String location;
    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private final Map<String, Instant> counted = new ConcurrentHashMap<>();

    SquareCounts(ToldStock stock, String location) {
        this.stock = stock;
        this.location = location;
    }

    /** What comes under a key for the second time is not done again. */
    Reply take(JsonNode asked) {
        String key = asked.path("idempotency_key").asString("");
        JsonNode changes = asked.path("changes");
        if (key.isEmpty() || key.length() > KEY_MAX || changes.isEmpty() || changes.size() > CHANGES_MAX) {
            return Square.error(400, "INVALID_REQUEST_ERROR", "BAD_REQUEST");
        }
        for (JsonNode change : changes) {
            JsonNode count = change.path("physical_count");
            if (!change.path("type").asString("").equals("PHYSICAL_COUNT")
                    || !count.path("location_id").asString("").equals(location)
                    || !count.path("state").asString("").equals("IN_STOCK")
                    || !count.path("quantity").asString("").matches("\\d{1,12}")) {
                return Square.error(400, "INVALID_REQUEST_ERROR", "INVALID_VALUE");
            }
        }
        if (keys.add(key)) {
            changes.forEach(change -> count(
                    change.path("physical_count"),
                    Instant.parse(
                            change.path("physical_count").path("occurred_at").asString(""))));
        }
        return Reply.json(200, Json.object("counts", List.of()));
    }

    /** A count that was taken before the last one says nothing any more. */
    private void count(JsonNode count, Instant at) {
        String sku = count.path("catalog_object_id").asString("");
        counted.compute(sku, (any, last) -> {
            if (last != null && at.isBefore(last)) {
                return last;
            }
            stock.told(sku, Long.parseLong(count.path("quantity").asString("")));
            return at;
        });
    }
}
