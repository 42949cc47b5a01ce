package dev.tributary.bench;

import dev.tributary.access.IssuedClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A merchant's office: sets up channels and subscriptions through the public doors. */
final class Office implements AutoCloseable {

    static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final String token;

    Office(int port, IssuedClient client) throws IOException, InterruptedException {
        this.port = port;
        this.token = Token.of(port, client);
    }

    JsonNode put(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return send("PUT", path, body, Optional.empty());
    }

    JsonNode post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return send("POST", path, body, Optional.empty());
    }

    /** A write that wants a key of its own. */
    JsonNode postOnce(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return send("POST", path, body, Optional.of(UUID.randomUUID().toString()));
    }

    private JsonNode send(String method, String path, Map<String, ?> body, Optional<String> key)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        key.ifPresent(it -> request.header("Idempotency-Key", it));
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException("%s %s: %d %s".formatted(method, path, answer.statusCode(), answer.body()));
        }
        return JSON.readTree(answer.body());
    }

    @Override
    public void close() {
        http.close();
    }
}
