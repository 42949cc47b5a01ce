package dev.tributary.sandbox.world;

import dev.tributary.sandbox.own.SignedNews;
import dev.tributary.sandbox.wire.Call;
import dev.tributary.sandbox.wire.HubClient;
import dev.tributary.sandbox.wire.Reply;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import tools.jackson.databind.JsonNode;

/** Receives signed news, and has the troubles of a receiver. */
final class Subscriber {

    private final Listener listener;
    private final Faults faults;
    private final long deadNanos;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder turnedAway = new LongAdder();
    private final LongAdder wrong = new LongAdder();
    private volatile Optional<SignedNews> news = Optional.empty();
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
        news = Optional.of(SignedNews.subscribe(client, address, types));
        deadUntilNanos = System.nanoTime() + deadNanos;
    }

    Reply answer(Call call) {
        long heardMicros = Micros.now();
        if (news.isEmpty()
                || dead()
                || faults.receiverError(ThreadLocalRandom.current().nextDouble())) {
            turnedAway.increment();
            return Reply.empty(503);
        }
        Optional<JsonNode> said = news.get().read(call);
        if (said.isEmpty()) {
            wrong.increment();
            return Reply.empty(401);
        }
        accepted.increment();
        listener.hear(said.get().path("type").asString(""), said.get().path("data"), heardMicros);
        return Reply.empty(204);
    }

    private boolean dead() {
        return deadNanos > 0 && deadUntilNanos - System.nanoTime() > 0;
    }

    Receivers.Heard heard() {
        return new Receivers.Heard(accepted.sum(), turnedAway.sum(), wrong.sum());
    }
}
