package dev.tributary.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntSupplier;

/** Placing over HTTP: the hub as a process of its own with 512 MB of heap, driver and database on the same machine. */
final class HttpBench {

    /** Ten times this is still less than the hub can read and refuse on two cores. */
    private static final int THROTTLED_TO = 500;

    /** More than the queue and a batch of each writer hold, or none would ever be refused. */
    private static final int THROTTLED_CONNECTIONS = 7_000;

    private static final int WAITING = 5_000;
    private static final int AVAILABILITY_SKUS = 20;

    private final Place place;
    private final Shop shop;
    private final Shop chain;
    private final Lengths lengths;
    private final Rows rows;
    private final IntSupplier any;

    HttpBench(Place place, Shop shop, Shop chain, Lengths lengths, Rows rows) {
        this.place = place;
        this.shop = shop;
        this.chain = chain;
        this.lengths = lengths;
        this.rows = rows;
        this.any = () -> ThreadLocalRandom.current().nextInt(shop.skus().size());
    }

    void run() throws Exception {
        if (rows.wants(
                "start.", "http.", "availability.", "news.", "overload.connections", "overload.second", "hub.")) {
            // Its receivers of news are on this very machine.
            try (HubProcess hub = HubProcess.start(place, "--tributary.subscriptions.private-addresses=true")) {
                rows.add(Row.of("start.existingData")
                        .with("seconds", hub.startTime().toMillis() / 1_000.0));
                warmUp(hub);
                var highest = orders(hub);
                others(hub, highest);
                rows.add(Row.of("hub.memory")
                        .with("heapUsedMegabytes", hub.heapMegabytes())
                        .with("heapMaxMegabytes", 512)
                        .with("residentPeakMegabytes", hub.peakMemoryMegabytes()));
            }
        }
        if (rows.wants("overload.throttled")) {
            throttled();
        }
    }

    private void warmUp(HubProcess hub) throws Exception {
        Bench.say("warming up over HTTP");
        Requests requests = Requests.to(hub.port(), shop.client());
        var tills = new TillSales(Requests.to(hub.port(), chain.office()), chain);
        var mix = new Mixed(
                requests.place(any),
                requests.full(any),
                requests.place(() -> 0),
                requests.availability(AVAILABILITY_SKUS, any),
                tills);
        try (var load = new HttpLoad(hub.port(), 64, mix)) {
            load.closed(lengths.httpWarmUp(), Duration.ZERO);
        }
    }

    private record Highest(double rate, int connections) {}

    /** @return the highest rate of orders for any SKU; other rows are measured at a share of it */
    private Highest orders(HubProcess hub) throws Exception {
        Requests requests = Requests.to(hub.port(), shop.client());
        var highest = new Highest(0, 64);
        if (rows.wants("http.uniform.", "http.openLoop.", "news.", "overload.second")) {
            for (int connections : Rows.CALLERS) {
                var result = closed(hub, connections, requests.place(any));
                highest = result.rate() > highest.rate ? new Highest(result.rate(), connections) : highest;
                rows.add(result.row("http.uniform." + connections));
            }
        }
        for (int connections : Rows.CALLERS) {
            String name = "http.hot." + connections;
            if (rows.wants(name)) {
                rows.add(closed(hub, connections, requests.place(() -> 0)).row(name));
            }
        }
        return highest;
    }

    private void others(HubProcess hub, Highest highest) throws Exception {
        Requests requests = Requests.to(hub.port(), shop.client());
        if (rows.wants("http.full.64")) {
            rows.add(closed(hub, 64, requests.full(any)).row("http.full.64"));
        }
        if (rows.wants("http.openLoop.half")) {
            try (var load = new HttpLoad(hub.port(), 256, requests.place(any))) {
                rows.add(load.open(highest.rate / 2, lengths.warmUp(), lengths.time())
                        .row("http.openLoop.half"));
            }
        }
        if (rows.wants("availability.64")) {
            rows.add(Row.of("availability.64")
                    .with(
                            "requestsPerSecond",
                            closed(hub, 64, requests.availability(AVAILABILITY_SKUS, any))
                                    .rate()));
        }
        if (rows.wants("news.")) {
            new NewsBench(place, hub, shop, chain, lengths, rows).run(requests.place(any), highest.rate / 2);
        }
        if (rows.wants("overload.connections", "overload.second")) {
            waitingConnections(hub, requests, highest);
        }
    }

    private HttpLoad.Result closed(HubProcess hub, int connections, HttpLoad.Script script) throws IOException {
        try (var load = new HttpLoad(hub.port(), connections, script)) {
            return load.closed(lengths.warmUp(), lengths.time());
        }
    }

    /** Five thousand connections that all want an order at once; then the speed a second after they are gone. */
    private void waitingConnections(HubProcess hub, Requests requests, Highest highest) throws IOException {
        var refusals = new Refusals(requests.place(any));
        HttpLoad.Result result;
        try (var load = new HttpLoad(hub.port(), WAITING, refusals)) {
            load.closed(lengths.warmUp(), Duration.ZERO);
            refusals.reset();
            result = load.closed(Duration.ZERO, lengths.time());
        }
        rows.add(refusals.in(Row.of("overload.connections5000"))
                .with("answersPerSecond", result.rate())
                .with("heapUsedMegabytes", hub.heapMegabytes()));
        try (var load = new HttpLoad(hub.port(), highest.connections, requests.place(any))) {
            var first = load.closed(Duration.ZERO, Duration.ofSeconds(1));
            var after = load.closed(Duration.ZERO, Duration.ofSeconds(1));
            rows.add(after.row("overload.secondAfter")
                    .with("connections", highest.connections)
                    .with("ratioToHighest", after.rate() / highest.rate)
                    .with("firstSecondRatioToHighest", first.rate() / highest.rate));
        }
    }

    /** Writers throttled to R, ten times R offered: the refusals must be quick and the memory flat. */
    private void throttled() throws Exception {
        try (HubProcess hub = HubProcess.start(place, "--tributary.intake.commands-per-second=" + THROTTLED_TO)) {
            Requests requests = Requests.to(hub.port(), shop.client());
            var refusals = new Refusals(requests.place(any));
            try (var load = new HttpLoad(hub.port(), THROTTLED_CONNECTIONS, refusals)) {
                load.open(THROTTLED_TO * 10, lengths.httpWarmUp(), Duration.ZERO);
                refusals.reset();
                load.open(THROTTLED_TO * 10, Duration.ZERO, lengths.time());
            }
            rows.add(refusals.in(Row.of("overload.throttled")
                            .with("writersPerSecond", THROTTLED_TO)
                            .with("offeredPerSecond", THROTTLED_TO * 10))
                    .with("heapUsedMegabytes", hub.heapMegabytes()));
        }
    }
}
