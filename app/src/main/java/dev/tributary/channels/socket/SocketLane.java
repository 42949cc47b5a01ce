package dev.tributary.channels.socket;

import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.MessageJson;
import dev.tributary.channels.adapter.SignatureScheme;
import dev.tributary.channels.adapter.Template;
import dev.tributary.channels.inbox.InboxWriter;
import dev.tributary.channels.inbox.NewMessage;
import dev.tributary.channels.lane.CallFailure;
import dev.tributary.channels.lane.ChannelLane;
import dev.tributary.kernel.ProblemException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds one channel's socket while this node holds its lease, and opens it again whenever it ends. What comes is stored
 * before it is answered: the platform tells again what was not.
 */
final class SocketLane implements ChannelLane {

    private static final Logger LOG = LoggerFactory.getLogger(SocketLane.class);

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PAUSE_LEAST = Duration.ofSeconds(1);
    private static final Duration PAUSE_MAX = Duration.ofMinutes(1);
    /** A platform that answers no heartbeat for so many of them is gone, whatever the network says. */
    private static final int SILENT_BEATS_MAX = 3;

    /** What the lanes of a node share. */
    record Parts(InboxWriter inbox, SocketMetrics metrics, Clock clock) {}

    private final OpenAccount account;
    private final Adapter.Socket socket;
    private final Parts parts;
    private final Frames frames;
    private final Thread thread;
    private volatile boolean running = true;

    SocketLane(OpenAccount account, Parts parts) {
        this.account = account;
        this.socket = account.adapter().socket().orElseThrow();
        this.parts = parts;
        this.frames = new Frames(account);
        this.thread = Thread.ofVirtual().name("socket-" + account.channel()).unstarted(this::run);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void end() {
        running = false;
    }

    @Override
    public Thread thread() {
        return thread;
    }

    @Override
    public boolean speaksFor(OpenAccount other) {
        return account.equals(other);
    }

    private void run() {
        try (var http = HttpClient.newHttpClient()) {
            var pause = PAUSE_LEAST;
            while (running) {
                var begun = System.nanoTime();
                hold(http);
                // Who was connected for a while is back soon; who refuses is asked less and less.
                if (System.nanoTime() - begun > PAUSE_MAX.toNanos()) {
                    pause = PAUSE_LEAST;
                }
                rest(pause);
                pause = Collections.min(List.of(pause.multipliedBy(2), PAUSE_MAX));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void rest(Duration pause) throws InterruptedException {
        for (var left = pause; running && left.isPositive(); left = left.minus(POLL)) {
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
        }
    }

    private void hold(HttpClient http) throws InterruptedException {
        try (var open = PlatformSocket.open(http, address(parts.clock().instant()))) {
            parts.metrics().opened(account);
            try {
                LOG.info("the socket of channel {} is open", account.channel());
                talk(open);
            } finally {
                parts.metrics().closed(account);
            }
        } catch (CallFailure failure) {
            parts.metrics().failed(account);
            LOG.warn("the socket of channel {} ended: {}", account.channel(), failure.reason());
        } catch (RuntimeException failure) {
            parts.metrics().failed(account);
            LOG.warn("the socket of channel {} ended", account.channel(), failure);
        }
    }

    private void talk(PlatformSocket open) throws CallFailure, InterruptedException {
        if (socket.hello().isPresent()) {
            open.say(said(socket.hello().get()));
        }
        long beat = System.nanoTime();
        while (running) {
            take(open);
            if (System.nanoTime() - beat >= socket.heartbeat().every().toNanos()) {
                beat(open);
                beat = System.nanoTime();
            }
        }
    }

    private void beat(PlatformSocket open) throws CallFailure, InterruptedException {
        if (open.silence().compareTo(socket.heartbeat().every().multipliedBy(SILENT_BEATS_MAX)) > 0) {
            throw new CallFailure("silent for %d heartbeats".formatted(SILENT_BEATS_MAX));
        }
        open.ping();
        if (socket.heartbeat().body().isPresent()) {
            open.say(said(socket.heartbeat().body().get()));
        }
    }

    private String said(Adapter.Mapping mapping) {
        return MessageJson.write(mapping.apply(MessageJson.tree(Map.of(
                "account", account.texts(), "now", parts.clock().instant().toEpochMilli()))));
    }

    private void take(PlatformSocket open) throws CallFailure, InterruptedException {
        var came = open.take(POLL);
        var messages = new ArrayList<NewMessage>();
        var answers = new ArrayList<String>();
        var now = parts.clock().instant();
        for (var text : came) {
            var told = frames.kept(text, now);
            told.message().ifPresent(messages::add);
            told.answer().ifPresent(answers::add);
        }
        store(messages);
        for (var answer : answers) {
            open.say(answer);
        }
        if (!came.isEmpty()) {
            open.done(came.size());
        }
    }

    private void store(List<NewMessage> messages) throws CallFailure {
        if (messages.isEmpty()) {
            return;
        }
        try {
            parts.inbox().store(messages);
            parts.metrics().stored(account, messages.size());
        } catch (ProblemException e) {
            throw new CallFailure(String.valueOf(e.getMessage()));
        }
    }

    private URI address(Instant now) {
        var values = new HashMap<>(account.texts());
        values.put("timestamp", socket.time().write(now));
        socket.signature().ifPresent(signature -> values.put("signature", signed(signature, values.get("timestamp"))));
        var inUrl = new HashMap<>(values);
        inUrl.computeIfPresent("signature", (name, text) -> URLEncoder.encode(text, StandardCharsets.UTF_8));
        return URI.create(Template.fill(socket.url(), inUrl));
    }

    private String signed(Adapter.Socket.Signed signature, String timestamp) {
        var parameters = new TreeMap<>(Map.of("timestamp", timestamp));
        return signature
                .scheme()
                .sign(
                        new SignatureScheme.Signed(socket.url(), parameters, new byte[0], account.withoutSecrets()),
                        account.text(signature.secret()));
    }
}
