package dev.tributary.openapi.availability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.access.Scope;
import dev.tributary.channels.Eventually;
import dev.tributary.testing.Api;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.Shop;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StreamDoorTest {

    private static final String BOTH = "/v1/availability/stream?skus=BREAD,MILK-1L";

    private static HubUnderTest hub;
    private static Shop shop;
    private static String token;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start(
                "server.tomcat.connection-timeout=1s",
                "tributary.availability.stream-heartbeat=PT0.5S",
                "tributary.availability.streams-of-client=3");
        shop = Shop.open(hub, "acme");
        token = EventReader.token(hub, shop.merchant());
        var api = shop.api(Scope.STOCK_READ);
        Eventually.yes(
                "the answer knows the stock",
                () -> api.get("/v1/availability?skus=BREAD,MILK-1L")
                                .json()
                                .path("items")
                                .size()
                        == 2);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void beginsWithAllAndTellsEachChangeAlone() {
        var tabs = Shop.open(hub, "changes");
        try (var reader = new EventReader(hub, EventReader.token(hub, tabs.merchant()), BOTH)) {
            assertThat(reader.contentType()).startsWith("text/event-stream");
            var state = reader.next();
            assertThat(state.name()).isEqualTo("state");
            // What is on its way to this node's memory comes as a change.
            int told = state.data().path("items").size();
            while (told < 2) {
                told += reader.next().data().path("items").size();
            }
            long before = System.nanoTime();
            tabs.receive("wh-1", "BREAD", 4);
            var change = reader.next();
            assertThat(System.nanoTime() - before).isLessThan(5_000_000_000L);
            assertThat(change.name()).isEqualTo("change");
            assertThat(change.data().path("ageMillis").asLong()).isNotNegative();
            assertThat(change.data().path("items").toString())
                    .isEqualTo("[{\"sku\":\"BREAD\",\"node\":\"wh-1\",\"available\":14}]");
            assertThat(change.data().path("totals").toString()).isEqualTo("[{\"sku\":\"BREAD\",\"available\":14}]");
        }
    }

    @Test
    void saysWhatRanOutAndCameBack() {
        var few = Shop.open(hub, "few");
        var api = few.api(Scope.STOCK_WRITE);
        try (var reader = new EventReader(hub, EventReader.token(hub, few.merchant()), BOTH)) {
            int told = reader.next().data().path("items").size();
            while (told < 2) {
                told += reader.next().data().path("items").size();
            }
            count(api, 0);
            var out = reader.next().data();
            assertThat(out.path("out").toString()).isEqualTo("[\"BREAD\"]");
            assertThat(out.has("back")).isFalse();
            count(api, 3);
            assertThat(reader.next().data().path("back").toString()).isEqualTo("[\"BREAD\"]");
        }
    }

    private static void count(Api api, int units) {
        var answer = api.post(
                "/v1/stock:batch",
                "{\"lines\": [{\"node\": \"wh-1\", \"sku\": \"BREAD\", \"kind\": \"COUNT\", \"units\": %d, \"cause\": \"x\"}]}"
                        .formatted(units),
                "Idempotency-Key",
                "count-" + units);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void gathersManyChangesIntoFewEventsAndEndsWithTheLast() {
        var busy = Shop.open(hub, "busy");
        try (var reader = new EventReader(hub, EventReader.token(hub, busy.merchant()), BOTH)) {
            reader.next();
            long start = System.nanoTime();
            for (int i = 0; i < 50; i++) {
                busy.receive("wh-1", "BREAD", 1);
            }
            long tenths = 2 + (System.nanoTime() - start) / 100_000_000;
            int events = 0;
            long last = 0;
            while (last != 60) {
                last = reader.next().data().at("/totals/0/available").asLong();
                events++;
            }
            assertThat(events).isLessThanOrEqualTo((int) tenths + 2);
        }
    }

    @Test
    void tellsNothingTwiceAndNothingOfOthers() throws InterruptedException {
        var other = Shop.open(hub, "other");
        try (var reader = new EventReader(hub, token, BOTH + "&nodes=wh-1")) {
            // The shop's first stock may be on its way to the memory still, and arrives SKU by SKU then.
            var told = new HashSet<String>();
            while (told.size() < 2) {
                reader.next()
                        .data()
                        .path("items")
                        .forEach(item -> told.add(item.path("sku").asString()));
            }
            shop.receive("store-3", "BREAD", 1);
            other.receive("wh-1", "BREAD", 1);
            assertThat(reader.nextWithin(700)).isEmpty();
            assertThat(reader.nextComment()).isEqualTo(":");
        }
    }

    @Test
    void aChannelHearsOfWhatItListsAtItsNodes() {
        var listing = Shop.open(hub, "lists");
        var api = listing.api(Scope.SETUP_WRITE);
        assertThat(api.post(
                                "/v1/channels/app/listings:batch",
                                "{\"listings\": [{\"channelSku\": \"brot\", \"sku\": \"BREAD\"}]}")
                        .status())
                .isEqualTo(200);
        listing.receive("store-3", "BREAD", 7);
        try (var reader = new EventReader(
                hub, EventReader.token(hub, listing.merchant()), "/v1/availability/stream?channel=app")) {
            var told = reader.next();
            while (told.data().path("items").isEmpty()) {
                told = reader.next();
            }
            assertThat(told.data().path("items").toString())
                    .isEqualTo("[{\"sku\":\"BREAD\",\"node\":\"wh-1\",\"available\":10}]");
        }
    }

    @Test
    void refusesWhatItDoesNotKnowAndOneStreamTooMany() {
        assertThat(refusal("/v1/availability/stream")).startsWith("400").contains("\"required\"");
        assertThat(refusal("/v1/availability/stream?skus=BREAD,NONE&nodes=moon&channel=none"))
                .startsWith("400")
                .contains("unknown_sku", "unknown_node", "unknown_channel");
        assertThat(refusal("/v1/availability/stream?channel=app"))
                .startsWith("400")
                .contains("\"required\"");
        String many = IntStream.range(0, 101).mapToObj(Integer::toString).collect(Collectors.joining(","));
        assertThat(refusal("/v1/availability/stream?skus=" + many)).startsWith("400");
        String mine = EventReader.token(hub, shop.merchant());
        try (var one = new EventReader(hub, mine, BOTH);
                var two = new EventReader(hub, mine, BOTH);
                var three = new EventReader(hub, mine, BOTH);
                var four = new EventReader(hub, mine, BOTH)) {
            assertThat(three.status()).isEqualTo(200);
            assertThat(four.status()).isEqualTo(429);
            one.close();
            Eventually.yes("a stream that hung up makes room", () -> {
                try (var five = new EventReader(hub, mine, BOTH)) {
                    return five.status() == 200;
                }
            });
            assertThat(two.status()).isEqualTo(200);
        }
    }

    @Test
    void aStreamEndsWithItsToken() {
        try (var short_ = HubUnderTest.start("tributary.availability.stream-life=PT0.3S");
                var reader = new EventReader(
                        short_,
                        EventReader.token(short_, Shop.open(short_, "acme").merchant()),
                        BOTH)) {
            Shop.open(short_, "acme").receive("wh-1", "BREAD", 1);
            var told = reader.next();
            while (!told.name().equals("end")) {
                Shop.open(short_, "acme").receive("wh-1", "BREAD", 1);
                told = reader.next();
            }
            assertThat(told.data().path("reason").asString()).isEqualTo("RENEW");
        }
    }

    @Test
    void whoDoesNotReadIsDroppedAndHoldsNobodyUp() throws IOException {
        var slow = Shop.open(hub, "slow");
        var api = slow.api(Scope.STOCK_WRITE, Scope.SETUP_WRITE);
        String products = IntStream.range(0, 200)
                .mapToObj(i ->
                        "{\"code\": \"%s-%d\", \"name\": \"x\", \"price\": {\"amount\": 100, \"currency\": \"CNY\"}}"
                                .formatted("X".repeat(50), i))
                .collect(Collectors.joining(","));
        assertThat(api.post(
                                "/v1/products:batch",
                                "{\"products\": [{\"code\": \"P-X\", \"name\": \"x\", \"skus\": [" + products + "]}]}")
                        .body())
                .contains("\"created\":200");
        String listings = IntStream.range(0, 200)
                .mapToObj(i -> "{\"channelSku\": \"c%d\", \"sku\": \"%s-%d\"}".formatted(i, "X".repeat(50), i))
                .collect(Collectors.joining(","));
        api.post("/v1/channels/app/listings:batch", "{\"listings\": [" + listings + "]}");
        String slowToken = EventReader.token(hub, slow.merchant());
        double before = dropped();
        try (var socket = new Socket();
                var reader = new EventReader(hub, slowToken, "/v1/availability/stream?channel=app")) {
            socket.setReceiveBufferSize(1_024);
            socket.connect(new InetSocketAddress("127.0.0.1", hub.url("/").getPort()));
            socket.getOutputStream()
                    .write(
                            "GET /v1/availability/stream?channel=app HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n"
                                    .formatted(slowToken)
                                    .getBytes(StandardCharsets.UTF_8));
            long deadline = System.nanoTime() + 120_000_000_000L;
            for (int round = 0; dropped() == before && System.nanoTime() < deadline; round++) {
                String lines = IntStream.range(0, 200)
                        .mapToObj(i ->
                                "{\"node\": \"wh-1\", \"sku\": \"%s-%d\", \"kind\": \"RECEIVE\", \"units\": 1, \"cause\": \"r\"}"
                                        .formatted("X".repeat(50), i))
                        .collect(Collectors.joining(","));
                api.post("/v1/stock:batch", "{\"lines\": [" + lines + "]}", "Idempotency-Key", "r" + round);
            }
            assertThat(dropped()).isEqualTo(before + 1);
            // The other reader of the same news was held up by nothing.
            slow.receive("wh-1", "X".repeat(50) + "-0", 100_000);
            long last = 0;
            while (last < 100_000) {
                for (var total : reader.next().data().path("totals")) {
                    last = Math.max(last, total.path("available").asLong());
                }
            }
        }
    }

    @Test
    void theHubsStopIsSaidAndWaitsForNoStream() {
        var stopping = HubUnderTest.start();
        var token = EventReader.token(stopping, Shop.open(stopping, "acme").merchant());
        try (var reader = new EventReader(stopping, token, BOTH)) {
            reader.next();
            long before = System.nanoTime();
            stopping.close();
            assertThat(System.nanoTime() - before).isLessThan(15_000_000_000L);
            var told = reader.next();
            while (told.name().equals("change")) {
                told = reader.next();
            }
            assertThat(told.name()).isEqualTo("end");
            assertThat(told.data().path("reason").asString()).isEqualTo("STOPPING");
            assertThat(reader.next().name()).isEqualTo("closed");
        }
    }

    private static double dropped() {
        var counter = hub.bean(MeterRegistry.class)
                .find("tributary.availability.streams.ended")
                .tag("reason", "TOO_SLOW")
                .counter();
        return counter == null ? 0 : counter.count();
    }

    private static String refusal(String path) {
        try (var reader = new EventReader(hub, token, path)) {
            return reader.status() + " " + reader.body();
        }
    }
}
