package dev.tributary.channels.socket;

import dev.tributary.channels.lane.CallFailure;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A connection to a platform: text frames in, as many as were asked for, and out. Closing it is the lane's. */
final class PlatformSocket implements WebSocket.Listener, AutoCloseable {

    /** So many frames may be here and not stored yet; the platform's others wait in the network. */
    static final int FRAMES_MAX = 64;

    private static final int FRAME_CHARACTERS_MAX = 1 << 18;
    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private volatile long heardNanos = System.nanoTime();
    private volatile Optional<String> over = Optional.empty();
    private @Nullable WebSocket socket;

    private PlatformSocket() {}

    static PlatformSocket open(HttpClient http, URI address) throws CallFailure, InterruptedException {
        var opened = new PlatformSocket();
        opened.socket =
                await(http.newWebSocketBuilder().connectTimeout(ANSWER_MAX).buildAsync(address, opened));
        return opened;
    }

    private static <T> T await(CompletableFuture<T> future) throws CallFailure, InterruptedException {
        try {
            return future.get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            future.cancel(true);
            throw new CallFailure("nothing within %d s".formatted(ANSWER_MAX.toSeconds()));
        } catch (ExecutionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw new CallFailure(
                    cause instanceof WebSocketHandshakeException refused
                            ? "HTTP %d in place of a socket"
                                    .formatted(refused.getResponse().statusCode())
                            : cause.getClass().getSimpleName());
        }
    }

    private WebSocket socket() {
        if (socket == null) {
            throw new IllegalStateException("not open");
        }
        return socket;
    }

    /** Frames in the order they came; none when none comes in this time. */
    List<String> take(Duration time) throws CallFailure, InterruptedException {
        var taken = new ArrayList<String>();
        var first = frames.poll(time.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            taken.add(first);
            frames.drainTo(taken);
        } else if (over.isPresent()) {
            throw new CallFailure(over.get());
        }
        return taken;
    }

    /** So many frames are stored, and their places free. */
    void done(int count) {
        socket().request(count);
    }

    void say(String text) throws CallFailure, InterruptedException {
        await(socket().sendText(text, true));
    }

    void ping() throws CallFailure, InterruptedException {
        await(socket().sendPing(ByteBuffer.allocate(0)));
    }

    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - heardNanos);
    }

    @Override
    public void onOpen(WebSocket opened) {
        opened.request(FRAMES_MAX);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        heardNanos = System.nanoTime();
        if (partial.length() + data.length() > FRAME_CHARACTERS_MAX) {
            end("a frame of more than %d characters".formatted(FRAME_CHARACTERS_MAX));
            from.abort();
            return null;
        }
        partial.append(data);
        if (last) {
            frames.add(partial.toString());
            partial.setLength(0);
        } else {
            from.request(1);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        end("a binary frame, which no adapter file reads");
        from.abort();
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
        heardNanos = System.nanoTime();
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
        heardNanos = System.nanoTime();
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        end("closed by the platform: %d".formatted(status));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        end(error.getClass().getSimpleName());
    }

    private void end(String why) {
        over = Optional.of(why);
    }

    @Override
    public void close() {
        socket().abort();
    }
}
