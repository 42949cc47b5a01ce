package dev.tributary.channels.lane;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.tributary.channels.adapter.Adapter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A page that cannot be read is not an empty page: the window it was of would pass for read, and its orders be lost. */
class PlatformHttpTest {

    private static final PlatformHttp.Wish ASKED = new PlatformHttp.Wish(Duration.ofSeconds(5), 1_024, true);
    private static final PlatformHttp.Wish TOLD = new PlatformHttp.Wish(Duration.ofSeconds(5), 1_024, false);

    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final PlatformHttp http = new PlatformHttp();

    PlatformHttpTest() throws IOException {
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private Reply answered(int status, String body, PlatformHttp.Wish wish) throws Exception {
        server.createContext("/" + body.hashCode(), exchange -> {
            try (exchange) {
                var bytes = body.getBytes(UTF_8);
                exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        return http.send(
                new Outgoing(
                        Adapter.Request.Method.GET,
                        "http://127.0.0.1:%d/%d".formatted(server.getAddress().getPort(), body.hashCode()),
                        new TreeMap<>(),
                        new TreeMap<>(),
                        new byte[0]),
                wish);
    }

    @Test
    void halfOfAPageIsAFailedCall() {
        assertThatThrownBy(() -> answered(200, "{\"orders\": [{\"id\": \"1\"", ASKED))
                .isInstanceOf(CallFailure.class);
    }

    @Test
    void anotherServersPageInPlaceOfAListIsAFailedCall() {
        assertThatThrownBy(() -> answered(200, "<html>log in</html>", ASKED)).isInstanceOf(CallFailure.class);
    }

    @Test
    void halfOfWhatComesOfATellingIsAFailedCall() {
        assertThatThrownBy(() -> answered(200, " {\"data\": \"o", TOLD)).isInstanceOf(CallFailure.class);
    }

    @Test
    void whatIsToldMayBeAnsweredWithAWord() throws Exception {
        assertThat(answered(200, "success", TOLD).body()).isEmpty();
    }

    @Test
    void anErrorMaySayWhatItLikes() throws Exception {
        assertThat(answered(502, "<html>Bad Gateway</html>", ASKED).status()).isEqualTo(502);
    }

    @Test
    void aWholePageIsRead() throws Exception {
        assertThat(answered(200, "{\"orders\": []}", ASKED)
                        .body()
                        .path("orders")
                        .isArray())
                .isTrue();
    }

    @Test
    void aSecretThatNoHeaderMayHoldIsNotQuoted() {
        var headers = new TreeMap<>(Map.of("Authorization", "Bearer hush\u200b"));
        var call =
                new Outgoing(Adapter.Request.Method.GET, "http://127.0.0.1:9", new TreeMap<>(), headers, new byte[0]);

        assertThatThrownBy(() -> http.send(call, ASKED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessage("a setting holds a character that no address or header may hold");
    }
}
