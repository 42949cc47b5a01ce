package dev.tributary.channels.pull;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.testing.HubUnderTest;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;

/**
 * A platform with orders in a list that is paged from the newest, tokens that end, and webhooks that only name an order.
 * Its list changes while it is read; what a token is renewed with works once, and twice ends them all.
 */
final class Kiosk implements AutoCloseable {

    static final String WEBHOOK_SECRET = "kiosk-hook";
    static final String FIRST_REFRESH = "refresh-0";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** @param listed false when the list of changes has lost it */
    private record Order(
            String number,
            int revision,
            String status,
            String article,
            int count,
            Instant placed,
            Instant changed,
            boolean listed) {
        String json() {
            return """
                    {"no": "%s", "revision": %d, "status": "%s", "created": "%s", "guest": "李雷", "total": "%d.00",
                     "items": [{"article": "%s", "name": "x", "count": %d, "price": "10.00"}]}""".formatted(number, revision, status, placed, 10 * count, article, count);
        }
    }

    /** Not the JDK's, which writes the true date over what a handler says. */
    private final WebServer server = new TomcatServletWebServerFactory(0)
            .getWebServer(context -> context.addServlet("kiosk", new Doors()).addMapping("/*"));

    private final Map<String, Order> orders = new LinkedHashMap<>();
    private final Map<String, Integer> left = new LinkedHashMap<>();
    private final List<String> changeWhileRead = new ArrayList<>();
    private String token = "none";
    private String refresh = FIRST_REFRESH;
    private int tokensGiven;
    private int reused;
    private int secondsBehind;
    private boolean down;

    Kiosk() {
        server.start();
    }

    private final class Doors extends HttpServlet {

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            var said = reply(request, new String(request.getInputStream().readAllBytes(), UTF_8));
            response.setHeader("Date", date());
            response.setStatus(said.status());
            response.getOutputStream().write(said.body().getBytes(UTF_8));
        }
    }

    private synchronized String date() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(now().atZone(ZoneOffset.UTC));
    }

    String url() {
        return "http://127.0.0.1:%d/api".formatted(server.getPort());
    }

    synchronized void put(String number, String status, String article, int count) {
        put(number, status, article, count, true);
    }

    /** An order that its own list of changes does not show. */
    synchronized void putUnlisted(String number, String status, String article, int count) {
        put(number, status, article, count, false);
    }

    private void put(String number, String status, String article, int count, boolean listed) {
        var before = Optional.ofNullable(orders.get(number));
        orders.put(
                number,
                new Order(
                        number,
                        before.map(Order::revision).orElse(0) + 1,
                        status,
                        article,
                        count,
                        before.map(Order::placed).orElseGet(this::now),
                        now(),
                        listed));
    }

    /** As if it had never been. */
    synchronized void forget(String number) {
        orders.remove(number);
    }

    /** While the list is read next, this order changes once more. */
    synchronized void changesWhileRead(String number) {
        changeWhileRead.add(number);
    }

    synchronized void endToken() {
        token = "ended";
    }

    synchronized void is(boolean away) {
        down = away;
    }

    /** Its clock from now on. */
    synchronized void clockBehind(int seconds) {
        secondsBehind = seconds;
    }

    synchronized int tokensGiven() {
        return tokensGiven;
    }

    synchronized int reused() {
        return reused;
    }

    synchronized int left(String article) {
        return left.getOrDefault(article, -1);
    }

    private Instant now() {
        return Instant.now().minusSeconds(secondsBehind);
    }

    private record Said(int status, String body) {}

    private synchronized Said reply(HttpServletRequest request, String body) {
        var path = request.getRequestURI().substring("/api".length());
        if (down) {
            return new Said(503, "");
        }
        if (path.equals("/oauth/token")) {
            return token(form(body));
        }
        if (!("Bearer " + token).equals(request.getHeader("Authorization"))) {
            return new Said(401, "{}");
        }
        if (path.equals("/orders")) {
            return list(form(request.getQueryString()));
        }
        if (path.equals("/orders/by-day")) {
            return placed(form(request.getQueryString()));
        }
        if (path.equals("/stock")) {
            for (var part : body.split("\\{\"article\":\"")) {
                if (part.contains("\"left\":")) {
                    left.put(
                            part.substring(0, part.indexOf('"')),
                            Integer.parseInt(part.replaceAll("(?s).*\"left\":(\\d+).*", "$1")));
                }
            }
            return new Said(200, "{}");
        }
        var order = orders.get(path.substring("/orders/".length()));
        return order == null ? new Said(404, "{}") : new Said(200, order.json());
    }

    private Said token(Map<String, String> form) {
        if (!refresh.equals(form.get("refresh_token"))) {
            reused++;
            return new Said(400, "{\"error\": \"invalid_grant\"}");
        }
        token = "token-" + ++tokensGiven;
        refresh = "refresh-" + tokensGiven;
        return new Said(
                200,
                "{\"access_token\": \"%s\", \"expires_in\": 3600, \"refresh_token\": \"%s\"}"
                        .formatted(token, refresh));
    }

    private Said list(Map<String, String> asked) {
        var from = moment(asked, "changed_from");
        var to = moment(asked, "changed_to");
        Predicate<Order> inWindow = order -> order.listed()
                && !order.changed().isBefore(from)
                && order.changed().isBefore(to);
        var window = orders.values().stream()
                .filter(inWindow)
                .sorted(Comparator.comparing(Order::changed).reversed())
                .toList();
        int size = Integer.parseInt(asked.get("per_page"));
        int page = Integer.parseInt(asked.get("page"));
        var shown = window.stream().skip((long) (page - 1) * size).limit(size);
        var said = new Said(
                200,
                "{\"count\": %d, \"orders\": [%s]}"
                        .formatted(window.size(), shown.map(Order::json).collect(Collectors.joining(","))));
        if (window.size() > size && !changeWhileRead.isEmpty()) {
            Optional.ofNullable(orders.get(changeWhileRead.removeFirst()))
                    .ifPresent(order -> put(order.number(), order.status(), order.article(), order.count()));
        }
        return said;
    }

    private Said placed(Map<String, String> asked) {
        var from = moment(asked, "placed_from");
        var to = moment(asked, "placed_to");
        var day = orders.values().stream()
                .filter(order ->
                        !order.placed().isBefore(from) && order.placed().isBefore(to))
                .sorted(Comparator.comparing(Order::placed))
                .toList();
        int size = Integer.parseInt(asked.get("per_page"));
        var shown = day.stream()
                .skip((Integer.parseInt(asked.get("page")) - 1L) * size)
                .limit(size);
        return new Said(
                200,
                "{\"count\": %d, \"orders\": [%s]}"
                        .formatted(day.size(), shown.map(Order::json).collect(Collectors.joining(","))));
    }

    private static Instant moment(Map<String, String> asked, String name) {
        return LocalDateTime.parse(asked.get(name), TIME).atZone(ZONE).toInstant();
    }

    private static Map<String, String> form(String text) {
        return Arrays.stream(text.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8)));
    }

    /** Tells the hub that an order changed, and nothing more of it. */
    static int push(HubUnderTest hub, String door, String number) {
        var body = "{\"no\": \"%s\"}".formatted(number);
        try (var http = HttpClient.newHttpClient()) {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(WEBHOOK_SECRET.getBytes(UTF_8), "HmacSHA256"));
            return http.send(
                            HttpRequest.newBuilder(hub.url(door))
                                    .header(
                                            "X-Kiosk-Signature",
                                            HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8))))
                                    .header("X-Kiosk-Event", "order.changed")
                                    .header(
                                            "X-Kiosk-Delivery",
                                            UUID.randomUUID().toString())
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
