package dev.tributary.channels.news;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.MessageJson;
import dev.tributary.channels.adapter.SignatureScheme;
import dev.tributary.channels.adapter.Template;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Tells a platform figures in its own format, as its adapter file says. Never inside a transaction. */
@Component
class StockCall {

    private static final Duration CONNECT_MAX = Duration.ofSeconds(2);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
    private static final int ANSWER_BYTES_MAX = 64 * 1024;

    private final Clock clock;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_MAX)
            .build();

    StockCall(Clock clock) {
        this.clock = clock;
    }

    record Told(String channelSku, long available) {}

    enum Outcome {
        TOLD,
        /** The platform has had enough for now. */
        SLOW_DOWN,
        /** Time may heal it. */
        FAILED,
        /** A person must look at it. */
        REFUSED
    }

    record Answer(Outcome outcome, String reason) {}

    Answer tell(OpenAccount account, Adapter.StockOut stock, String store, List<Told> figures)
            throws InterruptedException {
        HttpResponse<java.io.InputStream> response;
        try {
            response = http.send(
                    request(account, stock.request(), store, figures), HttpResponse.BodyHandlers.ofInputStream());
            try (var body = response.body()) {
                return answer(stock, response.statusCode(), body.readNBytes(ANSWER_BYTES_MAX));
            }
        } catch (IOException e) {
            return new Answer(Outcome.FAILED, e.getClass().getSimpleName());
        }
    }

    private HttpRequest request(OpenAccount account, Adapter.Request request, String store, List<Told> figures) {
        var values = new HashMap<>(account.texts());
        values.put("timestamp", Long.toString(clock.instant().getEpochSecond()));
        var url = Template.fill(request.url(), values);
        var query = new TreeMap<String, String>();
        request.query().forEach((name, value) -> query.put(name, Template.fill(value, values)));
        var mapped = request.body().apply(input(account, store, figures));
        var form = new TreeMap<String, String>();
        byte[] body;
        if (request.transport() == Adapter.Transport.JSON) {
            body = MessageJson.write(mapped).getBytes(UTF_8);
        } else {
            mapped.properties()
                    .forEach(entry -> form.put(
                            entry.getKey(),
                            entry.getValue().isContainerNode()
                                    ? MessageJson.write(entry.getValue())
                                    : entry.getValue().asText()));
            body = encoded(form).getBytes(UTF_8);
        }
        request.signature().ifPresent(signature -> {
            var signed = new TreeMap<>(form);
            signed.putAll(query);
            query.put(
                    signature.parameter(),
                    signature
                            .scheme()
                            .sign(new SignatureScheme.Signed(url, signed, body), account.text(signature.secret())));
        });
        var builder = HttpRequest.newBuilder(URI.create(query.isEmpty() ? url : url + "?" + encoded(query)))
                .timeout(ANSWER_MAX)
                .header(
                        "Content-Type",
                        request.transport() == Adapter.Transport.JSON
                                ? "application/json"
                                : "application/x-www-form-urlencoded;charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        request.headers().forEach((name, value) -> builder.header(name, Template.fill(value, values)));
        return builder.build();
    }

    private static JsonNode input(OpenAccount account, String store, List<Told> figures) {
        var skus = new ArrayList<Map<String, Object>>();
        figures.forEach(told -> skus.add(Map.of("channelSku", told.channelSku(), "available", told.available())));
        return MessageJson.tree(Map.of("account", account.withoutSecrets(), "store", store, "skus", skus));
    }

    private static Answer answer(Adapter.StockOut stock, int status, byte[] body) {
        JsonNode json;
        try {
            json = MessageJson.read(body);
        } catch (IOException e) {
            json = MessageJson.tree(Map.of());
        }
        var said = stock.answer().apply(MessageJson.tree(Map.of("status", status, "body", json)));
        var reason = said.path("reason").asText("HTTP " + status);
        return new Answer(
                switch (said.path("outcome").asText()) {
                    case "told" -> Outcome.TOLD;
                    case "slow-down" -> Outcome.SLOW_DOWN;
                    case "refused" -> Outcome.REFUSED;
                    default -> Outcome.FAILED;
                },
                reason.length() <= 200 ? reason : reason.substring(0, 200));
    }

    private static String encoded(Map<String, String> form) {
        var text = new StringBuilder();
        form.forEach((name, value) -> text.append(text.isEmpty() ? "" : "&")
                .append(URLEncoder.encode(name, UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, UTF_8)));
        return text.toString();
    }
}
