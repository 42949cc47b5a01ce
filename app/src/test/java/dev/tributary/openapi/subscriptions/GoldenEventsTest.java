package dev.tributary.openapi.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.catalog.Sku;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Region;
import dev.tributary.kernel.SkuId;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events live longer than the code that wrote them. One file for each version ever written, never changed once released:
 * today's code must read it and pass every field of it on.
 */
class GoldenEventsTest {

    private static final Path EVENTS = Path.of("src/test/resources/events");
    private static final Path CONTRACT = Path.of("../docs/http-v1.md");
    private static final Pattern TYPE = Pattern.compile("`((?:order|stock|lease|quota|catalog)\\.[a-z-]+\\.v[0-9]+)`");
    private static final MerchantId MERCHANT = new MerchantId(7);

    private final JsonMapper json = new JsonMapper();
    private final Envelope envelope = new Envelope(json, catalog(), nodes());

    @Test
    void theContractTheCodeAndTheFilesNameTheSameTypes() throws IOException {
        var contract = Files.readString(CONTRACT);
        var catalogue = TYPE.matcher(contract.substring(contract.indexOf("Event types:")))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        assertThat(new TreeSet<>(catalogue)).isEqualTo(new TreeSet<>(EventTypes.ALL));
        assertThat(files()).isEqualTo(new TreeSet<>(EventTypes.ALL));
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyVersionIsReadAndPassedOnWithoutLoss(String type) throws IOException {
        var golden = json.readTree(Files.readString(EVENTS.resolve(type + ".json")));
        var told = json.readTree(envelope.body(MERCHANT, delivery(type, golden)));

        assertThat(told.get("type").asString()).isEqualTo(type);
        assertThat(told.get("timestamp").asString()).isEqualTo("2026-11-22T10:00:01Z");
        assertThat(withoutCodes(told.get("data"))).isEqualTo(golden);
        assertThat(told.get("data").findValuesAsString("sku")).allMatch("MILK-1L"::equals);
        assertThat(told.get("data").findValues("sku")).hasSameSizeAs(golden.findValues("skuId"));
        assertThat(told.get("data").findValues("node")).hasSameSizeAs(golden.findValues("nodeId"));
        assertThat(told.get("data").findValues("channel")).hasSameSizeAs(golden.findValues("channelId"));
    }

    static Set<String> files() throws IOException {
        try (var paths = Files.list(EVENTS)) {
            var names = new TreeSet<String>();
            paths.forEach(path -> names.add(path.getFileName().toString().replace(".json", "")));
            return names;
        }
    }

    private Delivery delivery(String type, JsonNode payload) {
        var at = Instant.parse("2026-11-22T10:00:01Z");
        return new Delivery(1, 2, type, "key/1", at, at, json.writeValueAsString(payload), 0);
    }

    private static JsonNode withoutCodes(JsonNode data) {
        var copy = (ObjectNode) data.deepCopy();
        copy.remove(List.of("sku", "node", "channel", "from", "to"));
        copy.path("lines").forEach(line -> ((ObjectNode) line).remove(List.of("sku", "node")));
        return copy;
    }

    private static Catalog catalog() {
        var sku = new Sku(
                MERCHANT,
                new SkuId(42),
                "MILK",
                "MILK-1L",
                "Milk",
                Optional.empty(),
                Sku.BaseUnit.PIECE,
                Money.of(1290, "CNY"));
        var channel = new SalesChannel(
                MERCHANT,
                new ChannelId(41),
                "app",
                "App",
                "app",
                false,
                List.of(),
                Duration.ofMinutes(30),
                Duration.ofHours(2));
        return answering(Catalog.class, Optional.of(sku), Optional.of(channel));
    }

    private static Nodes nodes() {
        var node = new Node(
                MERCHANT,
                new NodeId(43),
                "wh-1",
                "Warehouse",
                Node.Kind.WAREHOUSE,
                new Region("CN", "310101"),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                0);
        return answering(Nodes.class, Optional.of(node));
    }

    /** Knows exactly one of each kind, and answers {@code sku}, {@code channel} and {@code node} with it. */
    private static <T> T answering(Class<T> type, Optional<?>... answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "sku", "node" -> answers[0];
                    case "channel" -> answers[1];
                    default -> throw new UnsupportedOperationException(method.getName());
                }));
    }
}
