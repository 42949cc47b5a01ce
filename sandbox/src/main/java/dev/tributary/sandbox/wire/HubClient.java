package dev.tributary.sandbox.wire;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;

/** One machine's way into {@code /v1}: fetches its token by client credentials and renews it before it ends. */
public final class HubClient {

    private static final long RENEW_SECONDS_BEFORE_END = 60;
    private static final byte[] NOTHING = {};

    private final Http http;
    private final URI hub;
    private final String basic;
    private final ReentrantLock renewing = new ReentrantLock();
    private volatile Token token = new Token("", 0);

    public HubClient(Http http, URI hub, String clientId, String clientSecret) {
        this.http = http;
        this.hub = hub;
        this.basic = "Basic "
                + Base64.getEncoder()
                        .encodeToString(
                                (encode(clientId) + ":" + encode(clientSecret)).getBytes(StandardCharsets.UTF_8));
    }

    public static HubClient of(Http http, URI hub, JsonNode client) {
        return new HubClient(
                http,
                hub,
                client.path("clientId").stringValue(),
                client.path("clientSecret").stringValue());
    }

    public Answer get(String path) throws InterruptedException {
        return send("GET", path, NOTHING, Map.of());
    }

    public Answer post(String path, Object body) throws InterruptedException {
        return send("POST", path, Json.bytes(body), Map.of("Content-Type", "application/json"));
    }

    public Answer post(String path, String idempotencyKey, Object body) throws InterruptedException {
        return send(
                "POST",
                path,
                Json.bytes(body),
                Map.of("Content-Type", "application/json", "Idempotency-Key", idempotencyKey));
    }

    public Answer put(String path, Object body) throws InterruptedException {
        return send("PUT", path, Json.bytes(body), Map.of("Content-Type", "application/json"));
    }

    public Answer postXml(String path, byte[] body) throws InterruptedException {
        return send("POST", path, body, Map.of("Content-Type", "application/xml"));
    }

    private Answer send(String method, String path, byte[] body, Map<String, String> headers)
            throws InterruptedException {
        Answer answer = sendWith(bearer(), method, path, body, headers);
        if (answer.status() != 401) {
            return answer;
        }
        // A hub that was started anew may have forgotten its tokens: once more with a fresh one.
        token = new Token("", 0);
        return sendWith(bearer(), method, path, body, headers);
    }

    private Answer sendWith(String bearer, String method, String path, byte[] body, Map<String, String> headers)
            throws InterruptedException {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Authorization", "Bearer " + bearer);
        return http.send(method, hub.resolve(path), all, body);
    }

    /** What a call of ours carries at this moment. */
    public String bearer() throws InterruptedException {
        Token now = token;
        if (now.good()) {
            return now.text;
        }
        renewing.lockInterruptibly();
        try {
            if (!token.good()) {
                token = fetch();
            }
            return token.text;
        } finally {
            renewing.unlock();
        }
    }

    private Token fetch() throws InterruptedException {
        Answer answer = http.send(
                        "POST",
                        hub.resolve("/oauth/token"),
                        Map.of("Authorization", basic, "Content-Type", "application/x-www-form-urlencoded"),
                        "grant_type=client_credentials".getBytes(StandardCharsets.UTF_8))
                .orElseThrow("the wish for a token");
        long seconds = Math.max(1, answer.body().path("expires_in").asLong(600) - RENEW_SECONDS_BEFORE_END);
        return new Token(
                answer.body().path("access_token").stringValue(),
                System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private record Token(String text, long goodUntilNanos) {
        boolean good() {
            return !text.isEmpty() && goodUntilNanos - System.nanoTime() > 0;
        }
    }
}
