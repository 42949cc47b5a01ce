package dev.tributary.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.testing.Api;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.Shop;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What holds at every address of {@code /v1}: pace, networks, needs, sizes. */
class EveryDoorTest {

    private static HubUnderTest hub;
    private static Shop shop;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.shared();
        shop = Shop.open(hub, "acme-doors");
    }

    /** Says nothing of who may call it. Nested in a test it is found by no scan: a hub has it only when told so. */
    @RestController
    static class SilentDoor {

        @GetMapping("/v1/silent")
        String answer() {
            return "whoever you are";
        }
    }

    @Test
    void aHandlerThatSaysNothingOfItsCallersKeepsTheHubFromStarting() {
        assertThatThrownBy(() -> HubUnderTest.start("spring.main.sources=" + SilentDoor.class.getName()))
                .hasMessageContaining("@Needs")
                .hasMessageContaining("/v1/silent");
    }

    @Test
    void aClientThatCallsTooOftenIsAskedToWaitAndNobodyElseIs() {
        var hasty = client(List.of(), OptionalInt.of(1));
        var refused = IntStream.range(0, 100)
                .mapToObj(call -> hasty.get("/v1/nodes"))
                .filter(answer -> answer.status() != 200)
                .findFirst()
                .orElseThrow();

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().get("type").asString()).endsWith("/too-many-requests");
        assertThat(refused.header("Retry-After"))
                .hasValueSatisfying(wait -> assertThat(Integer.parseInt(wait)).isPositive());
        assertThat(client(List.of(), OptionalInt.empty()).get("/v1/nodes").status())
                .isEqualTo(200);
    }

    @Test
    void aClientCallsFromItsOwnNetworksOnly() {
        var afar = issued(List.of("10.9.0.0/16", "2001:db8::/32"), OptionalInt.empty());
        var far = Api.stranger(hub).with(Api.token(hub, afar));
        var near = client(List.of("10.9.0.0/16", "127.0.0.0/8", "::1"), OptionalInt.empty());

        assertThat(near.get("/v1/nodes").status()).isEqualTo(200);
        var refused = far.get("/v1/nodes");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).doesNotContain("wh-1");
        assertThat(hub.bean(JdbcClient.class)
                        .sql("select count(*) from access.audit where kind = 'network-refused' and actor = :actor")
                        .param("actor", afar.clientId())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    /** One door reads a stream, one is handed a tree, one takes a file. */
    @ParameterizedTest
    @CsvSource({"/v1/orders, 1", "/v1/orders/1/cancel, 1", "/v1/products:batch, 8"})
    void aBodyOfUnstatedLengthIsReadNoFurtherThanAllowed(String path, int mebibytesMax) throws Exception {
        byte[] endless = new byte[mebibytesMax * 1024 * 1024 + 1];
        Arrays.fill(endless, (byte) ' ');
        var before = shop.rows();
        var answer = HttpClient.newHttpClient()
                .send(
                        request(path)
                                .header("Content-Type", "application/json")
                                .header("Idempotency-Key", "endless")
                                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(endless)))
                                .build(),
                        BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("/body-too-large");
        assertThat(shop.rows()).isEqualTo(before);
    }

    @Test
    void longAnswersAreCompressedForWhoAsksForIt() throws Exception {
        for (int node = 0; node < 20; node++) {
            shop.api(Scope.SETUP_WRITE).put("/v1/nodes/far-" + node, """
                    {"name": "Far away", "kind": "STORE", "region": {"country": "CN", "code": "310101"}, "abilities": ["SHIP"]}
                    """);
        }
        var plain = read("/v1/nodes", "identity");
        var packed = read("/v1/nodes", "gzip");

        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(packed.body().length).isLessThan(plain.body().length / 2);
        assertThat(unpacked(packed.body())).isEqualTo(plain.body());
        assertThat(read("/v1/nodes?limit=1", "gzip").headers().firstValue("Content-Encoding"))
                .isEmpty();
    }

    private static HttpResponse<byte[]> read(String path, String encoding) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(request(path).header("Accept-Encoding", encoding).build(), BodyHandlers.ofByteArray());
    }

    private static byte[] unpacked(byte[] gzip) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        }
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(hub.url(path))
                .header("Authorization", "Bearer " + Api.token(hub, issued(List.of(), OptionalInt.empty())));
    }

    private static Api client(List<String> networks, OptionalInt requestsPerSecond) {
        return Api.stranger(hub).with(Api.token(hub, issued(networks, requestsPerSecond)));
    }

    private static IssuedClient issued(List<String> networks, OptionalInt requestsPerSecond) {
        var scopes = Set.of(Scope.SETUP_READ, Scope.SETUP_WRITE, Scope.ORDERS_WRITE);
        return hub.bean(Clients.class)
                .create(
                        new ClientDraft(
                                Optional.of(shop.merchant()),
                                Optional.empty(),
                                "erp",
                                scopes,
                                networks,
                                requestsPerSecond),
                        "test");
    }
}
