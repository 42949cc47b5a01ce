package dev.tributary.channels.lane;

import dev.tributary.channels.adapter.MessageJson;
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

    /** @param bytesMax of the answer's body */
    Reply send(Outgoing call, Duration answerMax, int bytesMax) throws CallFailure, InterruptedException {
        var body = HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), bytesMax);
        // The client's own time-out ends with the headers; a body that never ends must not keep a lane's place either.
        var response = http.sendAsync(call.http(answerMax), body);
        try {
            return reply(response.get(answerMax.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            response.cancel(true);
            throw new CallFailure("no answer within %d s".formatted(answerMax.toSeconds()));
        } catch (ExecutionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw new CallFailure(cause.getClass().getSimpleName());
        }
    }

    private static Reply reply(HttpResponse<byte[]> response) {
        var headers = new TreeMap<String, String>();
        response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
        try {
            return new Reply(response.statusCode(), headers, MessageJson.read(response.body()));
        } catch (IOException e) {
            return new Reply(response.statusCode(), headers, MessageJson.tree(Map.of()));
        }
    }
}
