package dev.tributary.bench;

import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.AdapterFiles;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.databind.JsonNode;

/** Plays the door of Meituan that is told stock, spoken to by the adapter file's rules and within its budget. */
final class StockDoor implements AutoCloseable {

    private static final String ADAPTER = "meituan";
    private static final String STORE = "poi-1";
    private static final int LISTINGS_A_CALL = 1_000;
    private static final Duration FIRST_TOLD_MAX = Duration.ofMinutes(2);

    /** One call, with what is left to sell by the code of the SKU, which is its name on the channel too. */
    record Told(long arrivedMicros, Map<String, Long> availableBySku) {}

    private final Receiver receiver;
    private final Queue<Told> calls = new ConcurrentLinkedQueue<>();
    private final Set<String> heardOf = ConcurrentHashMap.newKeySet();

    private StockDoor() throws IOException {
        receiver = Receiver.start(this::hear);
    }

    static Adapter.Budget budget() {
        return new AdapterFiles().of(ADAPTER).stock().orElseThrow().budget();
    }

    /** Opens the channel and lists these SKUs on it; returns when the hub has told all of them once. */
    static StockDoor open(Office office, List<String> skus) throws Exception {
        var door = new StockDoor();
        office.put(
                "/v1/channels/" + ADAPTER,
                Map.of(
                        "name",
                        "Meituan",
                        "adapter",
                        ADAPTER,
                        "nodes",
                        List.of(Shop.NODE_CODE),
                        "account",
                        Map.of(
                                "appId",
                                "1001",
                                "appSecret",
                                "secret-of-the-bench",
                                "apiBaseUrl",
                                door.receiver.address(),
                                "stores",
                                Map.of(STORE, Shop.NODE_CODE))));
        for (int from = 0; from < skus.size(); from += LISTINGS_A_CALL) {
            var listings = skus.subList(from, Math.min(skus.size(), from + LISTINGS_A_CALL)).stream()
                    .map(sku -> Map.of("channelSku", sku, "sku", sku))
                    .toList();
            office.post("/v1/channels/%s/listings:batch".formatted(ADAPTER), Map.of("listings", listings));
        }
        if (!Retry.until(FIRST_TOLD_MAX, () -> door.heardOf.containsAll(skus))) {
            throw new IllegalStateException(
                    "the channel was told %d of %d SKUs".formatted(door.heardOf.size(), skus.size()));
        }
        return door;
    }

    private Receiver.Reply hear(Receiver.Call call) {
        Map<String, Long> available = new ConcurrentHashMap<>();
        for (String parameter : call.body().split("&")) {
            if (parameter.startsWith("food_data=")) {
                String data = URLDecoder.decode(parameter.substring("food_data=".length()), StandardCharsets.UTF_8);
                for (JsonNode food : Office.JSON.readTree(data)) {
                    JsonNode sku = food.path("skus").path(0);
                    available.put(
                            sku.path("sku_id").stringValue(),
                            Long.parseLong(sku.path("stock").stringValue()));
                }
            }
        }
        calls.add(new Told(call.arrivedMicros(), available));
        heardOf.addAll(available.keySet());
        return new Receiver.Reply(200, "{\"data\":\"ok\"}");
    }

    /** All calls so far, as they arrived. */
    List<Told> calls() {
        return new ArrayList<>(calls);
    }

    @Override
    public void close() {
        receiver.close();
    }
}
