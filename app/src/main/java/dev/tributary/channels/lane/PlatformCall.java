package dev.tributary.channels.lane;

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
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/**
 * One call to a platform in its own format, signed as its adapter file says. Never inside a transaction; waits for an
 * answer five seconds at most.
 */
@Component
public class PlatformCall {

    private static final Duration CONNECT_MAX = Duration.ofSeconds(2);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
    private static final int ANSWER_BYTES_MAX = 64 * 1024;
    private static final HttpResponse.BodyHandler<byte[]> ANSWER =
            HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX);

    private final Clock clock;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_MAX)
            .build();

    PlatformCall(Clock clock) {
        this.clock = clock;
    }

    public enum Outcome {
        TOLD,
        /** The platform has had enough for now. */
        SLOW_DOWN,
        /** Time may heal it. */
        FAILED,
        /** A person must look at it. */
        REFUSED
    }

    public record Answer(Outcome outcome, String reason) {}

    /**
     * @param asked what the request's mapping sees, and the answer's as {@code asked}
     * @throws dev.tributary.channels.adapter.MappingFailure when the file cannot say this in the platform's words
     */
    public Answer make(OpenAccount account, Adapter.Request request, Adapter.Mapping answer, JsonNode asked)
            throws InterruptedException {
        // The client's own time-out ends with the headers; a body that never ends must not keep a lane's place either.
        var response = http.sendAsync(request(account, request, asked), ANSWER);
        try {
            var said = response.get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
            return answer(answer, asked, said.statusCode(), said.body());
        } catch (TimeoutException e) {
            response.cancel(true);
            return new Answer(Outcome.FAILED, "no answer within %d s".formatted(ANSWER_MAX.toSeconds()));
        } catch (ExecutionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            return new Answer(Outcome.FAILED, cause.getClass().getSimpleName());
        }
    }

    private HttpRequest request(OpenAccount account, Adapter.Request request, JsonNode asked) {
        var values = new HashMap<>(account.texts());
        values.put("timestamp", Long.toString(clock.instant().getEpochSecond()));
        var url = Template.fill(request.url(), values);
        var query = new TreeMap<String, String>();
        request.query().forEach((name, value) -> query.put(name, Template.fill(value, values)));
        var mapped = request.body().apply(asked);
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
        var headers = new HashMap<String, String>();
        request.headers().forEach((name, value) -> headers.put(name, Template.fill(value, values)));
        request.signature().ifPresent(signature -> {
            var signed = new TreeMap<>(form);
            signed.putAll(query);
            var text = signature
                    .scheme()
                    .sign(
                            new SignatureScheme.Signed(url, signed, body, account.withoutSecrets()),
                            account.text(signature.secret()));
            signature.header().ifPresent(name -> headers.put(name, text));
            signature.parameter().ifPresent(name -> query.put(name, text));
        });
        var builder = HttpRequest.newBuilder(URI.create(query.isEmpty() ? url : url + "?" + encoded(query)))
                .timeout(ANSWER_MAX)
                .header(
                        "Content-Type",
                        request.transport() == Adapter.Transport.JSON
                                ? "application/json"
                                : "application/x-www-form-urlencoded;charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(builder::header);
        return builder.build();
    }

    private static Answer answer(Adapter.Mapping answer, JsonNode asked, int status, byte[] body) {
        JsonNode json;
        try {
            json = MessageJson.read(body);
        } catch (IOException e) {
            json = MessageJson.tree(Map.of());
        }
        var said = answer.apply(MessageJson.tree(Map.of("status", status, "body", json, "asked", asked)));
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
