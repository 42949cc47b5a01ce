package dev.tributary.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.DoubleAccumulator;

/** Another book's numbers for every SKU of a merchant: alone, and while another merchant's orders come in. */
final class SnapshotBench {

    /** What the rows begin with; every snapshot says another number, so that each line changes its row. */
    static final long UNITS_EACH = 1_000;

    private static final String APPLIED = "\"state\":\"APPLIED\"";

    private final HubProcess hub;
    private final Shop shop;
    private final Shop wide;
    private final Lengths lengths;
    private int sent;

    SnapshotBench(HubProcess hub, Shop shop, Shop wide, Lengths lengths) {
        this.hub = hub;
        this.shop = shop;
        this.wide = wide;
        this.lengths = lengths;
    }

    void run(Rows rows) throws Exception {
        double peakBefore = hub.peakMemoryMegabytes();
        rows.add(Row.of("snapshot.alone")
                .with("lines", wide.skus().size())
                .with("seconds", seconds())
                .with("heapUsedMegabytes", hub.heapMegabytes())
                .with("residentPeakGrewMegabytes", hub.peakMemoryMegabytes() - peakBefore));
        if (rows.wants("snapshot.besideOrders")) {
            rows.add(besideOrders());
        }
    }

    /**
     * Orders come at half of the highest rate of just before; their p99 without and with a snapshot beside them, in turns,
     * for a single stretch of seconds meets a collection or a vacuum, or none.
     */
    private Row besideOrders() throws Exception {
        try (var load = StockBench.orders(hub, shop.client())) {
            double half = load.closed(lengths.warmUp(), lengths.time()).rate() / 2;
            var slowest = new DoubleAccumulator(Math::max, 0);
            var pairs = Pairs.measure(lengths.snapshotPairs(), () -> p99(load, half), () -> {
                var snapshot = CompletableFuture.supplyAsync(this::checkedSeconds);
                double p99 = p99(load, half);
                slowest.accumulate(snapshot.join());
                return p99;
            });
            return pairs.in(Row.of("snapshot.besideOrders"), "p99Millis", "p99MillisWithout", "p99Ratio")
                    .with("ordersPerSecond", half)
                    .with("lines", wide.skus().size())
                    .with("secondsAtMost", slowest.get());
        }
    }

    private double p99(HttpLoad load, double rate) throws Exception {
        return load.open(rate, Duration.ZERO, lengths.time()).row("").figure("p99Millis");
    }

    private double checkedSeconds() {
        try {
            return seconds();
        } catch (IOException | InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    /** From the first byte sent to the answer that all is applied. */
    private double seconds() throws IOException, InterruptedException {
        byte[] body = body();
        String token = Token.of(hub.port(), wide.office());
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/v1/stock/snapshots".formatted(hub.port())))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            long begin = System.nanoTime();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (answer.statusCode() != 200
                    || !answer.body().contains(APPLIED)
                    || !answer.body().contains("\"changed\":" + wide.skus().size())) {
                throw new IOException("the snapshot was not applied: " + answer.body());
            }
            return seconds;
        }
    }

    private byte[] body() {
        sent++;
        var text = new StringBuilder(wide.skus().size() * 60)
                .append(
                        "{\"number\":\"NIGHT-%d\",\"asOf\":\"%s\",\"scope\":\"PARTIAL\",\"nodes\":[{\"node\":\"%s\"}],\"lines\":["
                                .formatted(sent, Instant.now(), Shop.NODE_CODE));
        for (int i = 0; i < wide.skus().size(); i++) {
            text.append(i == 0 ? "" : ",")
                    .append("{\"node\":\"%s\",\"sku\":\"%s\",\"onHand\":%d}"
                            .formatted(Shop.NODE_CODE, wide.skus().get(i).code(), UNITS_EACH + sent));
        }
        return text.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }
}
