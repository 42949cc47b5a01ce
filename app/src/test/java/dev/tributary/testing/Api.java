package dev.tributary.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.ClientDraft;
import dev.tributary.access.Clients;
import dev.tributary.access.IssuedClient;
import dev.tributary.access.Scope;
import dev.tributary.kernel.MerchantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A merchant's program that calls the hub over HTTP. */
public final class Api {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private final HubUnderTest hub;
    private final Optional<String> authorization;

    private Api(HubUnderTest hub, Optional<String> authorization) {
        this.hub = hub;
        this.authorization = authorization;
    }

    public record Answer(int status, JsonNode json, HttpResponse<String> http) {
        public Optional<String> header(String name) {
            return http.headers().firstValue(name);
        }

        public String body() {
            return http.body();
        }
    }

    /** Nobody in particular. */
    public static Api stranger(HubUnderTest hub) {
        return new Api(hub, Optional.empty());
    }

    /** A new client of the merchant, its token in hand. */
    public static Api of(HubUnderTest hub, MerchantId merchant, Scope... scopes) {
        var client = hub.bean(Clients.class)
                .create(ClientDraft.of(merchant, Optional.empty(), "test", Set.of(scopes)), "test");
        return stranger(hub).with(token(hub, client));
    }

    /** The administrator's client, its token in hand. */
    public static Api admin(HubUnderTest hub) {
        var draft = new ClientDraft(
                Optional.empty(), Optional.empty(), "admin", Set.of(Scope.ADMIN), List.of(), OptionalInt.empty());
        return stranger(hub).with(token(hub, hub.bean(Clients.class).create(draft, "test")));
    }

    public static String token(HubUnderTest hub, IssuedClient client) {
        return stranger(hub)
                .askToken(client.clientId(), client.clientSecret(), "grant_type=client_credentials")
                .json()
                .get("access_token")
                .asString();
    }

    public Api with(String token) {
        return new Api(hub, Optional.of("Bearer " + token));
    }

    public Answer askToken(String clientId, String secret, String form) {
        String basic = Base64.getEncoder().encodeToString((clientId + ":" + secret).getBytes(StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder(hub.url("/oauth/token"))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    public Answer get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    public Answer post(String path, String json, String... headers) {
        return post(path, json.getBytes(StandardCharsets.UTF_8), headers);
    }

    public Answer post(String path, byte[] json, String... headers) {
        return method("POST", path, json, headers);
    }

    public Answer put(String path, String json, String... headers) {
        return method("PUT", path, json.getBytes(StandardCharsets.UTF_8), headers);
    }

    public Answer delete(String path, String... headers) {
        return send(request(path, headers).DELETE());
    }

    public Answer method(String method, String path, byte[] json, String... headers) {
        return sendAs("application/json", method, path, json, headers);
    }

    public Answer sendAs(String contentType, String method, String path, byte[] body, String... headers) {
        return send(request(path, headers)
                .header("Content-Type", contentType)
                .method(method, BodyPublishers.ofByteArray(body)));
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(hub.url(path));
        authorization.ifPresent(value -> request.header("Authorization", value));
        return headers.length == 0 ? request : request.headers(headers);
    }

    /** Fails unless it was done. */
    public static Answer good(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isIn(200, 201);
        return answer;
    }

    public static Answer send(HttpRequest.Builder request) {
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofString());
            boolean json = response.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.contains("json"))
                    .isPresent();
            return new Answer(response.statusCode(), json ? JSON.readTree(response.body()) : JSON.nullNode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
