package dev.tributary.sandbox.world;

import dev.tributary.sandbox.wire.Answer;
import dev.tributary.sandbox.wire.Call;
import dev.tributary.sandbox.wire.HubClient;
import dev.tributary.sandbox.wire.Json;
import dev.tributary.sandbox.wire.Reply;
import dev.tributary.sandbox.wire.Signatures;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import tools.jackson.databind.JsonNode;

/** Receives signed news by the Standard Webhooks specification and believes nothing that is not signed and fresh. */
final class Subscriber {

    private static final long CLOCK_SECONDS_APART_MAX = 300;

    private final Listener listener;
    private final Faults faults;
    private final long deadNanos;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder turnedAway = new LongAdder();
    private final LongAdder wrong = new LongAdder();
    private volatile String secret = "";
    private volatile long deadUntilNanos;

    Subscriber(Listener listener, Faults faults, int deadSeconds) {
        this.listener = listener;
        this.faults = faults;
        this.deadNanos = deadSeconds * 1_000_000_000L;
    }

    /** What a party does with news it may believe. */
    interface Listener {
        void hear(String type, JsonNode data, long heardMicros);
    }

    void subscribe(HubClient client, String address, List<String> types) throws InterruptedException {
        Answer answer = client.post("/v1/subscriptions", Json.object("url", address, "types", types))
                .orElseThrow("the subscription of " + address);
        secret = answer.text("secret").orElseThrow();
        deadUntilNanos = System.nanoTime() + deadNanos;
    }

    Reply answer(Call call) {
        long heardMicros = Micros.now();
        if (secret.isEmpty()
                || dead()
                || faults.receiverError(ThreadLocalRandom.current().nextDouble())) {
            turnedAway.increment();
            return Reply.empty(503);
        }
        String id = call.header("webhook-id");
        String timestamp = call.header("webhook-timestamp");
        String expected = Signatures.standardWebhook(id, timestamp, call.body(), secret);
        if (!Signatures.anyMatches(call.header("webhook-signature"), expected) || !fresh(timestamp)) {
            wrong.increment();
            return Reply.empty(401);
        }
        accepted.increment();
        JsonNode body = Json.read(call.body());
        listener.hear(body.path("type").asString(""), body.path("data"), heardMicros);
        return Reply.empty(204);
    }

    private boolean dead() {
        return deadNanos > 0 && deadUntilNanos - System.nanoTime() > 0;
    }

    private static boolean fresh(String timestamp) {
        return timestamp.matches("\\d{1,11}")
                && Math.abs(System.currentTimeMillis() / 1_000 - Long.parseLong(timestamp)) <= CLOCK_SECONDS_APART_MAX;
    }

    Receivers.Heard heard() {
        return new Receivers.Heard(accepted.sum(), turnedAway.sum(), wrong.sum());
    }
}
