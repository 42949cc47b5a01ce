package dev.tributary.sandbox.own;

import dev.tributary.sandbox.wire.Answer;
import dev.tributary.sandbox.wire.Call;
import dev.tributary.sandbox.wire.HubClient;
import dev.tributary.sandbox.wire.Json;
import dev.tributary.sandbox.wire.Signatures;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A subscription by the Standard Webhooks specification, which believes nothing that is not signed and fresh. */
public final class SignedNews {

    private static final long CLOCK_SECONDS_APART_MAX = 300;

    private final String secret;

    private SignedNews(String secret) {
        this.secret = secret;
    }

    public static SignedNews subscribe(HubClient client, String address, List<String> types)
            throws InterruptedException {
        Answer answer = client.post("/v1/subscriptions", Json.object("url", address, "types", types))
                .orElseThrow("the subscription of " + address);
        return new SignedNews(answer.text("secret").orElseThrow());
    }

    /** What the call says; empty when it is not the hub's, or old. */
    public Optional<JsonNode> read(Call call) {
        String timestamp = call.header("webhook-timestamp");
        String expected = Signatures.standardWebhook(call.header("webhook-id"), timestamp, call.body(), secret);
        return Signatures.anyMatches(call.header("webhook-signature"), expected) && fresh(timestamp)
                ? Optional.of(Json.read(call.body()))
                : Optional.empty();
    }

    private static boolean fresh(String timestamp) {
        return timestamp.matches("\\d{1,11}")
                && Math.abs(System.currentTimeMillis() / 1_000 - Long.parseLong(timestamp)) <= CLOCK_SECONDS_APART_MAX;
    }
}
