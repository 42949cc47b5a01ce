package dev.tributary.openapi.snapshots;

import dev.tributary.testing.Api;
import dev.tributary.testing.HubUnderTest;
import java.time.Clock;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** What the tests of snapshots send, and how they show what is answered. */
final class SnapshotTexts {

    private SnapshotTexts() {}

    static void adjust(Api api, String sku, int units) {
        api.post(
                "/v1/stock:batch",
                "{\"lines\": [{\"node\": \"wh-1\", \"sku\": \"%s\", \"kind\": \"ADJUST\", \"units\": %d}]}"
                        .formatted(sku, units),
                "Idempotency-Key",
                "adjust-" + sku);
    }

    static String counts(JsonNode standing) {
        return "%s %s lines, %s changed, %s unchanged, %s ignored, %s wrong, %s zeroed"
                .formatted(
                        standing.path("state").asString(),
                        standing.path("lines").asString(),
                        standing.path("changed").asString(),
                        standing.path("unchanged").asString(),
                        standing.path("ignored").asString(),
                        standing.path("wrong").asString(),
                        standing.path("zeroed").asString());
    }

    static String body(String number, Instant asOf, String lines) {
        return "{\"number\": \"%s\", \"asOf\": \"%s\", \"nodes\": [{\"node\": \"wh-1\"}], \"lines\": [%s]}"
                .formatted(number, asOf, lines);
    }

    static String line(String node, String sku, int onHand) {
        return "{\"node\": \"%s\", \"sku\": \"%s\", \"onHand\": %d}".formatted(node, sku, onHand);
    }

    static Instant now(HubUnderTest hub) {
        return hub.bean(Clock.class).instant();
    }
}
