package dev.tributary.sandbox.wire;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/**
 * Sends with patience: 429, 502, 503, 504 and broken connections are tried again, waiting as told by
 * {@code Retry-After} or with growing pauses, at most {@value #TRIES_MAX} times. Every write sent through here has a
 * natural key or an {@code Idempotency-Key}, so trying again is always allowed.
 */
public final class Http {

    private static final int TRIES_MAX = 60;
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int CALLS_AT_ONCE_MAX = 64;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final Semaphore calls = new Semaphore(CALLS_AT_ONCE_MAX, true);
    private final LongAdder slowedDown = new LongAdder();
    private final LongAdder broken = new LongAdder();

    /** How often the hub asked us to come back later. */
    public long slowedDown() {
        return slowedDown.sum();
    }

    public long broken() {
        return broken.sum();
    }

    public Answer send(String method, URI uri, Map<String, String> headers, byte[] body) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(TIMEOUT);
        headers.forEach(request::setHeader);
        request.method(
                method,
                body.length == 0 && method.equals("GET")
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofByteArray(body));
        return sendPatiently(request.build());
    }

    private Answer sendPatiently(HttpRequest request) throws InterruptedException {
        String lastTrouble = "";
        for (int attempt = 1; attempt <= TRIES_MAX; attempt++) {
            try {
                HttpResponse<byte[]> response = call(request);
                if (!comeBackLater(response.statusCode())) {
                    return new Answer(
                            response.statusCode(),
                            Json.read(response.body()),
                            response.headers().firstValue("Idempotent-Replayed").isPresent());
                }
                slowedDown.increment();
                lastTrouble = "status " + response.statusCode();
                Thread.sleep(pause(response, attempt));
            } catch (IOException trouble) {
                broken.increment();
                lastTrouble = trouble.toString();
                Thread.sleep(pause(attempt));
            }
        }
        throw new IllegalStateException("%s %s did not succeed in %d tries, at last: %s"
                .formatted(request.method(), request.uri().getPath(), TRIES_MAX, lastTrouble));
    }

    private HttpResponse<byte[]> call(HttpRequest request) throws IOException, InterruptedException {
        calls.acquire();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } finally {
            calls.release();
        }
    }

    private static boolean comeBackLater(int status) {
        return status == 429 || status == 502 || status == 503 || status == 504;
    }

    private static Duration pause(HttpResponse<?> response, int attempt) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1,4}"))
                .map(text -> Duration.ofMillis(Long.parseLong(text) * 1_000
                        + ThreadLocalRandom.current().nextLong(100)))
                .orElseGet(() -> pause(attempt));
    }

    private static Duration pause(int attempt) {
        long millisMax = Math.min(2_000, 50L << Math.min(attempt, 6));
        return Duration.ofMillis(millisMax / 2 + ThreadLocalRandom.current().nextLong(millisMax / 2));
    }
}
