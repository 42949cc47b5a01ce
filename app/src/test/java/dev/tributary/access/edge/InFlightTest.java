package dev.tributary.access.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.ClientDraft;
import dev.tributary.access.Clients;
import dev.tributary.access.Scope;
import dev.tributary.kernel.MerchantId;
import dev.tributary.testing.Api;
import dev.tributary.testing.HubUnderTest;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InFlightTest {

    @Test
    void whatComesBeyondTheLimitIsRefusedAtOnceAndTheNextAfterItIsNot() throws Exception {
        try (var hub = HubUnderTest.start("tributary.access.requests-in-flight=1")) {
            var client = hub.bean(Clients.class)
                    .create(
                            ClientDraft.of(new MerchantId(1), Optional.empty(), "test", Set.of(Scope.ORDERS_WRITE)),
                            "test");
            String token = Api.token(hub, client);
            var api = Api.stranger(hub).with(token);
            var address = hub.url("/v1/orders");

            try (var socket = new Socket(address.getHost(), address.getPort())) {
                socket.getOutputStream().write("""
                        POST /v1/orders HTTP/1.1\r
                        Host: localhost\r
                        Authorization: Bearer %s\r
                        Content-Type: application/json\r
                        Content-Length: 2\r
                        \r
                        {""".formatted(token).getBytes(StandardCharsets.US_ASCII));
                Api.Answer refused = api.get("/v1/orders/1");
                while (refused.status() != 429) { // the one in flight may not have arrived yet
                    refused = api.get("/v1/orders/1");
                }
                assertThat(refused.header("Retry-After")).contains("1");
                assertThat(refused.json().get("type").asString()).contains("overloaded");

                socket.getOutputStream().write('}');
                var answer = new BufferedReader(new InputStreamReader(socket.getInputStream())).readLine();
                assertThat(answer).contains(" 400");
            }
            assertThat(api.get("/v1/orders/1").status()).isNotEqualTo(429);
        }
    }
}
