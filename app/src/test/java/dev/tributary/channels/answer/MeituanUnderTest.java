package dev.tributary.channels.answer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tributary.testing.MeituanPush;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Meituan's side of orders: takes a shop's answers when they are signed, and fails as it is told to. */
final class MeituanUnderTest implements AutoCloseable {

    static final String SECRET = "hush";

    private static final String OK = "{\"data\":\"ok\"}";

    final AtomicInteger badSignatures = new AtomicInteger();
    /** What was asked of an order, in order, whatever came of it. */
    private final Map<String, List<String>> asked = new ConcurrentHashMap<>();

    private final Map<String, String> held = new ConcurrentHashMap<>();
    private final HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Trouble trouble = Trouble.NONE;

    enum Trouble {
        NONE,
        UNAVAILABLE,
        NOT_JSON,
        THROTTLED,
        BUSINESS_ERROR,
        /** Says that it was done, and then nothing more. */
        HALF_AN_ANSWER,
        /** Does what it is asked, and is gone before it has said so. */
        DONE_AND_CUT_OFF
    }

    MeituanUnderTest() throws IOException {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    void is(Trouble now) {
        trouble = now;
    }

    String url() {
        return "http://127.0.0.1:%d/api/v1".formatted(server.getAddress().getPort());
    }

    List<String> asked(String number) {
        return asked.getOrDefault(number, List.of());
    }

    /** What became of the order there: confirmed, or cancelled with the code of the reason. */
    String held(String number) {
        return held.getOrDefault(number, "");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var url = url() + exchange.getRequestURI().getPath().substring("/api/v1".length());
            var fields = MeituanPush.decoded(exchange.getRequestBody().readAllBytes());
            fields.putAll(
                    MeituanPush.decoded(exchange.getRequestURI().getRawQuery().getBytes(UTF_8)));
            var signature = String.valueOf(fields.remove("sig"));
            if (!MeituanPush.signature(url, fields, SECRET).equals(signature)) {
                badSignatures.incrementAndGet();
                say(exchange, 200, error(703));
            } else if (url.contains("/order/")) {
                asked.computeIfAbsent(fields.getOrDefault("order_id", ""), any -> new CopyOnWriteArrayList<>())
                        .add(url.substring(url.lastIndexOf('/') + 1));
                answer(exchange, url, fields);
            } else {
                say(exchange, 200, OK);
            }
        }
    }

    private void answer(HttpExchange exchange, String url, TreeMap<String, String> fields) throws IOException {
        switch (trouble) {
            case NONE -> say(exchange, 200, done(url, fields));
            case UNAVAILABLE -> say(exchange, 503, "");
            case NOT_JSON -> say(exchange, 200, "<html>系统繁忙</html>");
            case THROTTLED -> say(exchange, 200, error(711));
            case BUSINESS_ERROR -> say(exchange, 200, error(1_001));
            case HALF_AN_ANSWER -> sayHalf(exchange);
            case DONE_AND_CUT_OFF -> done(url, fields);
        }
    }

    private String done(String url, TreeMap<String, String> fields) {
        var number = fields.getOrDefault("order_id", "");
        var next = url.endsWith("/order/confirm") ? "confirmed" : "cancelled " + fields.get("reason_code");
        var before = held.get(number);
        if (before != null && (before.startsWith("cancelled") || next.equals("confirmed"))) {
            return error(808);
        }
        held.put(number, next);
        return OK;
    }

    private static String error(int code) {
        return "{\"data\":\"ng\",\"error\":{\"code\":%d,\"msg\":\"x\"}}".formatted(code);
    }

    private static void say(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void sayHalf(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, OK.length());
        exchange.getResponseBody().write(OK.getBytes(UTF_8), 0, 1);
        exchange.getResponseBody().flush();
        try {
            closed.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
