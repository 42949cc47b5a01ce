package dev.tributary.sandbox.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerTest {

    private static final String LONG_AGO = "Mon, 01 Jan 2024 00:00:00 GMT";

    private final CompletableFuture<Call> heard = new CompletableFuture<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private Optional<Server> server = Optional.empty();

    private URI says(Reply reply) {
        server = Optional.of(Server.start(call -> {
            heard.complete(call);
            return reply;
        }));
        return server.get().address().resolve("/a%20b?c=%20d");
    }

    @AfterEach
    void close() {
        http.close();
        server.ifPresent(Server::close);
    }

    private HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(address)
                        .timeout(Duration.ofSeconds(10))
                        .header("X-Sign", "s")
                        .POST(HttpRequest.BodyPublishers.ofString("body"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aClockThatIsWrongIsHeard() throws Exception {
        var answer = get(says(Reply.json(200, Map.of("a", 1)).with("Date", LONG_AGO)));
        assertThat(answer.headers().allValues("date")).containsExactly(LONG_AGO);
        assertThat(answer.body()).isEqualTo("{\"a\":1}");
        var call = heard.join();
        assertThat(call.header("x-SIGN")).isEqualTo("s");
        assertThat(call.path()).isEqualTo("/a b");
        assertThat(call.query()).isEqualTo("c=%20d");
        assertThat(call.url()).isEqualTo(server.orElseThrow().address() + "/a b");
        assertThat(call.body()).asString().isEqualTo("body");
    }

    @Test
    void nothingIsSaidWhereThereIsNoBody() throws Exception {
        assertThat(get(says(Reply.empty(204))).statusCode()).isEqualTo(204);
    }

    @Test
    void whatIsCutIsNoAnswer() {
        var address = says(Reply.json(200, Map.of("a", "0123456789")).cut());
        assertThatThrownBy(() -> get(address))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void aBodyThatIsTooLongIsRefused() throws Exception {
        var address = says(Reply.empty(200));
        var answer = http.send(
                HttpRequest.newBuilder(address)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[(8 << 20) + 1]))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        assertThat(answer.statusCode()).isEqualTo(413);
    }
}
