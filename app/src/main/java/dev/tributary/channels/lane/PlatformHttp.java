package dev.tributary.channels.lane;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.channels.adapter.MessageJson;
import dev.tributary.channels.adapter.MessageXml;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/** Carries calls to platforms. Never inside a transaction; waits for the end of an answer for a stated time at most. */
@Component
class PlatformHttp {

    private static final Duration CONNECT_MAX = Duration.ofSeconds(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_MAX)
            .build();

    /**
     * What kind of answer is waited for.
     *
     * @param bytesMax of its body
     * @param whole whether a good answer that cannot be read says nothing: such a page is not an empty one
     */
    record Wish(Duration answerMax, int bytesMax, boolean whole) {}

    Reply send(Outgoing call, Wish wish) throws CallFailure, InterruptedException {
        var answerMax = wish.answerMax();
        var body = HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), wish.bytesMax());
        // The client's own time-out ends with the headers; a body that never ends must not keep a lane's place either.
        var response = http.sendAsync(call.http(answerMax), body);
        try {
            return reply(response.get(answerMax.toMillis(), TimeUnit.MILLISECONDS), wish);
        } catch (TimeoutException e) {
            response.cancel(true);
            throw new CallFailure("no answer within %d s".formatted(answerMax.toSeconds()));
        } catch (ExecutionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw new CallFailure(cause.getClass().getSimpleName());
        }
    }

    private static Reply reply(HttpResponse<byte[]> response, Wish wish) throws CallFailure {
        var headers = new TreeMap<String, String>();
        response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
        try {
            return new Reply(response.statusCode(), headers, Reply.body(headers, response.body()));
        } catch (IOException e) {
            boolean good = response.statusCode() >= 200 && response.statusCode() < 300;
            if (good && (wish.whole() || begins(response.body(), headers))) {
                throw new CallFailure("an answer that is neither whole JSON nor whole XML");
            }
            return new Reply(response.statusCode(), headers, MessageJson.tree(Map.of()));
        }
    }

    /** Then it broke off, and nobody knows what the rest would have said. */
    private static boolean begins(byte[] body, Map<String, String> headers) {
        var text = new String(body, UTF_8).stripLeading();
        return text.startsWith("{")
                || text.startsWith("[")
                || (!text.isEmpty() && MessageXml.is(headers.getOrDefault("content-type", "")));
    }
}
