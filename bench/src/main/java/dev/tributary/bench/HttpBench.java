package dev.tributary.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/** Placing over HTTP: the hub as a process of its own with 512 MB of heap, driver and database on the same machine. */
final class HttpBench {

    private static final List<Integer> CONNECTIONS = List.of(1, 64, 512);
    private static final int THROTTLED_TO = 1_000;
    private static final int WAITING = 5_000;

    private final Place place;
    private final Shop shop;
    private final int skus;
    private final Duration warmUp;
    private final Duration time;
    private final PlaceBench rows;

    HttpBench(Place place, Shop shop, int skus, Duration warmUp, Duration time, PlaceBench rows) {
        this.place = place;
        this.shop = shop;
        this.skus = skus;
        this.warmUp = warmUp;
        this.time = time;
        this.rows = rows;
    }

    void run(Ceiling.Best uniform, Ceiling.Best hot) throws Exception {
        IntSupplier any = () -> ThreadLocalRandom.current().nextInt(skus);
        IntSupplier one = () -> 0;
        try (HubProcess hub = HubProcess.start(place)) {
            rows.add(
                    Row.of("start.existingData").with("seconds", hub.startTime().toMillis() / 1_000.0));
            Requests requests = Requests.to(hub.port(), shop.client());
            Bench.say("warming up over HTTP");
            closed(hub, 64, requests.place(any), warmUp.multipliedBy(3));
            double highest = 0;
            for (int connections : CONNECTIONS) {
                var result = closed(hub, connections, requests.place(any), warmUp);
                highest = Math.max(highest, result.rate());
                rows.add(result.row("http.uniform." + connections), uniform);
            }
            for (int connections : CONNECTIONS) {
                rows.add(closed(hub, connections, requests.place(one), warmUp).row("http.hot." + connections), hot);
            }
            requests = Requests.to(hub.port(), shop.client());
            rows.add(closed(hub, 64, requests.full(any), warmUp).row("http.full.64"), uniform);
            try (var load = new HttpLoad(hub.port(), 256, requests.place(any))) {
                rows.add(load.open(highest / 2, warmUp, time).row("http.openLoop.half"), uniform);
            }
            rows.add(Row.of("availability.64")
                    .with(
                            "requestsPerSecond",
                            closed(hub, 64, requests.availability(20, any), warmUp)
                                    .rate()));
            waitingConnections(hub, requests, any, highest);
            rows.add(Row.of("hub.memory")
                    .with("heapUsedMegabytes", hub.heapMegabytes())
                    .with("heapMaxMegabytes", 512)
                    .with("residentPeakMegabytes", hub.peakMemoryMegabytes()));
        }
        throttled(any);
    }

    private HttpLoad.Result closed(HubProcess hub, int connections, HttpLoad.Script script, Duration warming)
            throws Exception {
        try (var load = new HttpLoad(hub.port(), connections, script)) {
            return load.closed(warming, time);
        }
    }

    /** Five thousand connections that all want an order at once; then the second after. */
    private void waitingConnections(HubProcess hub, Requests requests, IntSupplier any, double highest)
            throws Exception {
        var refused = new AtomicLong();
        try (var load = new HttpLoad(hub.port(), WAITING, Requests.underOverload(requests.place(any), refused))) {
            var result = load.closed(warmUp, time);
            rows.add(result.row("overload.connections5000")
                    .with("refused", refused.get())
                    .with("heapUsedMegabytes", hub.heapMegabytes()));
        }
        try (var load = new HttpLoad(hub.port(), 64, requests.place(any))) {
            var after = load.closed(Duration.ZERO, Duration.ofSeconds(1));
            rows.add(after.row("overload.secondAfter").with("ratioToHighest", after.rate() / highest));
        }
    }

    /** Writers throttled to R, ten times R offered: the refusals must be quick and the memory flat. */
    private void throttled(IntSupplier any) throws Exception {
        try (HubProcess hub = HubProcess.start(place, "--tributary.intake.commands-per-second=" + THROTTLED_TO)) {
            Requests requests = Requests.to(hub.port(), shop.client());
            var refusals = new Refusals(requests.place(any));
            // More connections than the queue has places, or none would ever be refused.
            try (var load = new HttpLoad(hub.port(), 4_600, refusals)) {
                load.open(THROTTLED_TO * 10, warmUp.multipliedBy(3), time);
            }
            rows.add(Row.of("overload.throttled")
                    .with("writersPerSecond", THROTTLED_TO)
                    .with("offeredPerSecond", THROTTLED_TO * 10)
                    .with("refused", refusals.count())
                    .with("refusalP50Millis", refusals.micros().getValueAtPercentile(50) / 1_000.0)
                    .with("refusalP99Millis", refusals.micros().getValueAtPercentile(99) / 1_000.0)
                    .with("heapUsedMegabytes", hub.heapMegabytes()));
        }
    }
}
