package dev.tributary.bench.storm;

import dev.tributary.bench.history.Line;
import dev.tributary.bench.history.Recorder;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends wishes to nodes that may be down, slow or gone in the middle, and writes down every call and every answer. */
final class Asker implements AutoCloseable {

    /** Longer than a pause, shorter than a client's patience. */
    private static final Duration ANSWER_MAX = Duration.ofSeconds(8);

    private static final int TRIES_MAX = 40;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final Stage stage;
    private final Recorder recorder;
    private final AtomicLong doubled = new AtomicLong();

    Asker(Stage stage, Recorder recorder) {
        this.stage = stage;
        this.recorder = recorder;
    }

    /**
     * Asks until somebody answers; now and then the message goes twice at once, to any nodes, and now and then the client
     * loses its patience.
     *
     * @return null when nobody knows what became of it
     */
    @Nullable
    Line ask(Wish wish, RandomGenerator random) throws InterruptedException {
        if (!wish.reads() && random.nextInt(12) == 0) {
            URI other = node(random);
            doubled.incrementAndGet();
            var second = CompletableFuture.supplyAsync(
                    () -> once(wish, other), task -> Thread.ofVirtual().start(task));
            var first = once(wish, node(random));
            var answer = second.join();
            if (settled(first)) {
                return first;
            }
            if (settled(answer)) {
                return answer;
            }
        }
        for (int attempt = 0; attempt < TRIES_MAX; attempt++) {
            var answer = once(wish, node(random));
            if (settled(answer)) {
                return answer;
            }
            if (wish.reads() || answer == null && random.nextInt(8) == 0) {
                return null;
            }
            Thread.sleep(100 + random.nextInt(300));
        }
        return null;
    }

    private static boolean settled(@Nullable Line answer) {
        return answer != null && !answer.what().equals("busy");
    }

    /** One call of one node. */
    @Nullable
    Line once(Wish wish, URI node) {
        long call = recorder.call(wish.name(), wish.asked());
        if (call < 0) {
            return null;
        }
        try {
            var answer = http.send(request(wish, node), HttpResponse.BodyHandlers.ofString());
            long at = recorder.now();
            boolean replayed =
                    answer.headers().firstValue("Idempotent-Replayed").isPresent();
            JsonNode body = answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
            var said = Answers.of(wish, answer.statusCode(), replayed, body);
            if (said != null && said.what().equals("applied")) {
                said = applied(Answers.text(body, "id"), node);
            }
            if (said != null) {
                recorder.answer(call, at, said);
            }
            return said;
        } catch (ConnectException | HttpConnectTimeoutException nobodyThere) {
            recorder.answer(call, recorder.now(), Line.of("busy"));
            return null;
        } catch (IOException | JacksonException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** What each line of a snapshot came to stands fast once it is applied; without it the answer says nothing. */
    private @Nullable Line applied(String id, URI node) throws IOException, InterruptedException {
        var page = http.send(
                get(node.resolve("/v1/stock/snapshots/%s/lines?limit=200".formatted(id))),
                HttpResponse.BodyHandlers.ofString());
        return page.statusCode() == 200 ? Answers.applied(List.of(JSON.readTree(page.body()))) : null;
    }

    private HttpRequest request(Wish wish, URI node) {
        if (wish.reads()) {
            return get(node.resolve(wish.path()));
        }
        var body = wish.body();
        var request = authorized(node.resolve(wish.path()))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", wish.name())
                .method(
                        wish.method(),
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        if (!wish.version().isEmpty()) {
            request.header("If-Match", '"' + wish.version() + '"');
        }
        return request.build();
    }

    private HttpRequest get(URI address) {
        return authorized(address).GET().build();
    }

    private HttpRequest.Builder authorized(URI address) {
        return HttpRequest.newBuilder(address)
                .timeout(ANSWER_MAX)
                .header("Authorization", "Bearer " + stage.token().get());
    }

    private URI node(RandomGenerator random) {
        return stage.nodes().get(random.nextInt(stage.nodes().size()));
    }

    long doubled() {
        return doubled.get();
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
