package dev.tributary.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A subscriber's server. */
public final class Receiver implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final BlockingQueue<Message> accepted = new LinkedBlockingQueue<>();
    private final BlockingQueue<Message> refused = new LinkedBlockingQueue<>();
    private volatile Predicate<Message> accepts = message -> true;

    public Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public record Message(Map<String, List<String>> headers, String body) {
        public JsonNode json() {
            return JSON.readTree(body);
        }

        public String orderId() {
            return json().path("data").path("orderId").asString();
        }
    }

    public void accept(Predicate<Message> which) {
        accepts = which;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/news";
    }

    public Message next() throws InterruptedException {
        return next(accepted);
    }

    public Message nextRefused() throws InterruptedException {
        return next(refused);
    }

    public List<Message> next(int count) throws InterruptedException {
        List<Message> messages = new ArrayList<>();
        while (messages.size() < count) {
            messages.add(next());
        }
        return messages;
    }

    private static Message next(BlockingQueue<Message> queue) throws InterruptedException {
        var message = queue.poll(30, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("nothing came");
        }
        return message;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var message = new Message(Map.copyOf(exchange.getRequestHeaders()), body);
            boolean good = accepts.test(message);
            exchange.sendResponseHeaders(good ? 204 : 500, -1);
            (good ? accepted : refused).add(message);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
