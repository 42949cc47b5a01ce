package dev.tributary.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Plays a platform's door that is told stock, spoken to by the adapter file's rules and within its budget. */
final class StockDoor implements AutoCloseable {

    private static final int LISTINGS_A_CALL = 1_000;

    /** One call, with what is left to sell by the code of the SKU, which is its name on the channel too. */
    record Told(long arrivedMicros, Map<String, Long> availableBySku) {}

    private final StockDialect dialect;
    private final Duration answersAfter;
    private final Receiver receiver;
    private final Queue<Told> calls = new ConcurrentLinkedQueue<>();
    private final Map<String, Long> latest = new ConcurrentHashMap<>();

    private StockDoor(StockDialect dialect, Duration answersAfter) throws IOException {
        this.dialect = dialect;
        this.answersAfter = answersAfter;
        receiver = Receiver.start(this::hear);
    }

    /** Opens the channel and lists these SKUs on it; returns when the hub has told all of them once. */
    static StockDoor open(Office office, StockDialect dialect, List<String> skus) throws Exception {
        var door = new StockDoor(dialect, Duration.ZERO);
        connect(office, dialect.adapter(), dialect, door.receiver.address());
        list(office, dialect.adapter(), skus);
        var told = Duration.ofSeconds(60 + 2 * Math.round(skus.size() / dialect.skusPerSecond()));
        if (!Retry.until(told, () -> door.latest.keySet().containsAll(skus))) {
            throw new IllegalStateException(
                    "%s was told %d of %d SKUs".formatted(dialect, door.latest.size(), skus.size()));
        }
        return door;
    }

    /** A platform that is there and takes its time: whoever waits for it hears thanks at last. */
    static StockDoor slow(StockDialect dialect, Duration answersAfter) throws IOException {
        return new StockDoor(dialect, answersAfter);
    }

    static void connect(Office office, String code, StockDialect dialect, String address) throws Exception {
        office.put(
                "/v1/channels/" + code,
                Map.of(
                        "name",
                        code,
                        "adapter",
                        dialect.adapter(),
                        "nodes",
                        List.of(Shop.NODE_CODE),
                        "account",
                        dialect.account(address)));
    }

    static void list(Office office, String code, List<String> skus) throws Exception {
        for (int from = 0; from < skus.size(); from += LISTINGS_A_CALL) {
            var listings = skus.subList(from, Math.min(skus.size(), from + LISTINGS_A_CALL)).stream()
                    .map(sku -> Map.of("channelSku", sku, "sku", sku))
                    .toList();
            office.post("/v1/channels/%s/listings:batch".formatted(code), Map.of("listings", listings));
        }
    }

    private Receiver.Reply hear(Receiver.Call call) {
        Map<String, Long> available = dialect.read(call.body());
        calls.add(new Told(call.arrivedMicros(), available));
        latest.putAll(available);
        if (answersAfter.isPositive()) {
            try {
                Thread.sleep(answersAfter);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return new Receiver.Reply(200, dialect.thanks());
    }

    String address() {
        return receiver.address();
    }

    StockDialect dialect() {
        return dialect;
    }

    /** All calls so far, as they arrived. */
    List<Told> calls() {
        return new ArrayList<>(calls);
    }

    /** Those so far are not looked at again. */
    void forget() {
        calls.clear();
    }

    @Override
    public void close() {
        receiver.close();
    }
}
