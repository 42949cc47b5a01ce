package dev.tributary.access.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.access.ClientDraft;
import dev.tributary.access.Clients;
import dev.tributary.access.Scope;
import dev.tributary.kernel.MerchantId;
import dev.tributary.testing.Api;
import dev.tributary.testing.HubUnderTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InFlightLimitTest {

    private static final int UNDER_WAY_MAX = 4;
    private static final int ASKING = 12;

    @Test
    void whatComesBeyondTheLimitIsRefusedAtOnceAndTheNextAfterItIsNot() throws Exception {
        try (var hub = HubUnderTest.start("tributary.access.requests-in-flight=" + UNDER_WAY_MAX)) {
            var client = hub.bean(Clients.class)
                    .create(
                            ClientDraft.of(
                                    new MerchantId(1),
                                    Optional.empty(),
                                    "test",
                                    Set.of(Scope.ORDERS_READ, Scope.ORDERS_WRITE)),
                            "test");
            String token = Api.token(hub, client);
            List<Socket> sockets = new ArrayList<>();
            for (int i = 0; i < ASKING; i++) {
                sockets.add(withoutTheLastByte(hub, token));
            }
            // The others can have none: they were not asked in full.
            await().atMost(Duration.ofSeconds(30)).until(() -> answered(sockets) >= ASKING - UNDER_WAY_MAX);

            assertThat(Api.stranger(hub).get("/livez").status()).isEqualTo(200); // who watches it is never refused

            List<String> answers = new ArrayList<>();
            for (var socket : sockets) {
                if (socket.getInputStream().available() == 0) {
                    socket.getOutputStream().write('}');
                }
                answers.add(head(socket.getInputStream()));
                socket.close();
            }

            assertThat(answers).anyMatch(it -> it.startsWith("HTTP/1.1 400")); // read in full, and found to be no order
            var refused =
                    answers.stream().filter(it -> it.startsWith("HTTP/1.1 429")).toList();
            assertThat(refused).hasSizeGreaterThanOrEqualTo(ASKING - UNDER_WAY_MAX);
            assertThat(refused).allMatch(it -> it.matches("(?s).*\r\nRetry-After: [123]\r\n.*"));
            var api = Api.stranger(hub).with(token);
            // The end of a connection counts too, for a moment.
            assertThat(IntStream.range(0, 1_000)
                            .map(i -> api.get("/v1/orders/1").status())
                            .anyMatch(it -> it == 404))
                    .isTrue();
        }
    }

    private static Socket withoutTheLastByte(HubUnderTest hub, String token) throws IOException {
        var address = hub.url("/v1/orders");
        var socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
        socket.getOutputStream().write("""
                POST /v1/orders HTTP/1.1\r
                Host: localhost\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Content-Length: 2\r
                \r
                {""".formatted(token).getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static int answered(List<Socket> sockets) throws IOException {
        int answered = 0;
        for (var socket : sockets) {
            answered += socket.getInputStream().available() > 0 ? 1 : 0;
        }
        return answered;
    }

    private static String head(InputStream answer) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) answer.read());
        }
        return head.toString();
    }
}
