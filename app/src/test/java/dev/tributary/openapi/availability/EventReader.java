package dev.tributary.openapi.availability;

import dev.tributary.access.ClientDraft;
import dev.tributary.access.Clients;
import dev.tributary.access.Scope;
import dev.tributary.kernel.MerchantId;
import dev.tributary.testing.Api;
import dev.tributary.testing.HubUnderTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that reads server-sent events, as a browser's EventSource does. */
final class EventReader implements AutoCloseable {

    record Event(String name, JsonNode data) {}

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> comments = new LinkedBlockingQueue<>();
    private final HttpResponse<InputStream> response;

    EventReader(HubUnderTest hub, String token, String path) {
        try {
            response = http.send(
                    HttpRequest.newBuilder(hub.url(path))
                            .header("Authorization", "Bearer " + token)
                            .header("Accept", "text/event-stream")
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (response.statusCode() == 200) {
            Thread.ofVirtual().start(this::read);
        }
    }

    static String token(HubUnderTest hub, MerchantId merchant) {
        return Api.token(
                hub,
                hub.bean(Clients.class)
                        .create(
                                ClientDraft.of(merchant, Optional.empty(), "reader", Set.of(Scope.STOCK_READ)),
                                "test"));
    }

    int status() {
        return response.statusCode();
    }

    String body() {
        try {
            return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String contentType() {
        return response.headers().firstValue("Content-Type").orElse("");
    }

    /** Fails when none comes in a time no healthy machine needs. */
    Event next() {
        return taken(events);
    }

    String nextComment() {
        return taken(comments);
    }

    Optional<Event> nextWithin(long millis) throws InterruptedException {
        return Optional.ofNullable(events.poll(millis, TimeUnit.MILLISECONDS));
    }

    private static <T> T taken(BlockingQueue<T> from) {
        try {
            T next = from.poll(20, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing was told");
            }
            return next;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        String name = "";
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    events.add(new Event(name, JSON.readTree(line.substring(6))));
                } else if (line.startsWith(":")) {
                    comments.add(line);
                }
            }
            events.add(new Event("closed", JSON.nullNode()));
        } catch (IOException e) {
            events.add(new Event("broken", JSON.nullNode()));
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
