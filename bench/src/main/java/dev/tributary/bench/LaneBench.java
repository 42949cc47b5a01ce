package dev.tributary.bench;

import dev.tributary.catalog.Sku;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How soon channels hear of stock: beside one that answers after ten seconds and one that is not there, and when all
 * goods change at once. The hub is a process of its own; the platforms are in this one, on loopback.
 */
final class LaneBench {

    private static final String TROUBLE = "lanes.trouble.";
    private static final String AT_ONCE = "lanes.atOnce.";

    private static final int ORDERS_PER_SECOND = 100;
    private static final int CONNECTIONS = 16;
    private static final int SKUS_SELLING = 1_000;
    /** Of a channel's budget, as it is used from day to day. */
    private static final double BUDGET_SHARE = 0.5;

    private static final Duration ANSWERS_AFTER = Duration.ofSeconds(10);
    private static final Duration SETTLED_AFTER = Duration.ofSeconds(3);
    private static final Duration ARRIVAL_MAX = Duration.ofSeconds(30);
    private static final List<String> TROUBLED = List.of("slow", "dead");
    private static final double P99_RATIO_DUE = 1.2;

    private static final long UNITS_AT_ONCE = 1_000;
    private static final int LINES_A_CALL = 1_000;
    private static final double TIME_RATIO_DUE = 1.05;

    private final Lengths lengths;
    private final Rows rows;
    private final int skusAtOnce;

    LaneBench(Lengths lengths, Rows rows) {
        this.lengths = lengths;
        this.rows = rows;
        this.skusAtOnce = lengths.skusAtOnce();
    }

    static List<String> names() {
        return Stream.of(TROUBLE, AT_ONCE)
                .flatMap(kind -> Stream.of(StockDialect.values()).map(dialect -> kind + dialect.adapter()))
                .toList();
    }

    void run() throws Exception {
        if (!rows.wants(TROUBLE, AT_ONCE)) {
            return;
        }
        try (Place place = Place.make("bench-lanes")) {
            Shop selling;
            Shop sudden;
            try (LocalHub hub = LocalHub.start(place)) {
                selling = Shop.open(hub.context(), "selling", SKUS_SELLING, ShopOpener.UNITS_EACH, ShopOpener.HOLD);
                sudden = Shop.open(hub.context(), "sudden", skusAtOnce, UNITS_AT_ONCE, ShopOpener.HOLD);
            }
            try (HubProcess hub = HubProcess.start(place)) {
                if (rows.wants(TROUBLE)) {
                    besideTrouble(place, hub, selling);
                }
                if (rows.wants(AT_ONCE)) {
                    allAtOnce(place, hub, sudden);
                }
            }
        }
    }

    // Beside trouble.

    private void besideTrouble(Place place, HubProcess hub, Shop shop) throws Exception {
        List<Healthy> healthy = new ArrayList<>();
        try (var office = new Office(hub.port(), shop.office());
                var slow = StockDoor.slow(StockDialect.MEITUAN, ANSWERS_AFTER);
                var load = new HttpLoad(
                        hub.port(),
                        CONNECTIONS,
                        Requests.to(hub.port(), shop.client())
                                .place(() -> ThreadLocalRandom.current().nextInt(SKUS_SELLING)))) {
            var leases = new StockLeases(office);
            open(office, shop, slow);
            leases.keep(TROUBLED);
            for (var dialect : StockDialect.values()) {
                healthy.add(new Healthy(
                        StockDoor.open(office, dialect, codes(listed(shop, dialect))), listed(shop, dialect)));
            }
            load.open(ORDERS_PER_SECOND, Duration.ZERO, lengths.firstWarmUp());
            for (int i = 0; i < lengths.snapshotPairs(); i++) {
                Map<StockDialect, Arrivals> without;
                Map<StockDialect, Arrivals> with;
                if (i % 2 == 0) {
                    without = stretch(place, shop, load, healthy);
                    leases.end();
                    with = stretch(place, shop, load, healthy);
                    leases.keep(TROUBLED);
                } else {
                    leases.end();
                    with = stretch(place, shop, load, healthy);
                    leases.keep(TROUBLED);
                    without = stretch(place, shop, load, healthy);
                }
                healthy.forEach(channel -> channel.add(without, with));
            }
            healthy.forEach(channel -> rows.add(channel.row()));
        } finally {
            healthy.forEach(channel -> channel.door.close());
        }
    }

    private static void open(Office office, Shop shop, StockDoor slow) throws Exception {
        List<String> codes = codes(shop.skus());
        StockDoor.connect(office, "slow", slow.dialect(), slow.address());
        StockDoor.connect(office, "dead", StockDialect.MEITUAN, "http://127.0.0.1:" + Place.freePort());
        for (String code : TROUBLED) {
            StockDoor.list(office, code, codes);
        }
    }

    /** As many SKUs as change within the channel's share of its budget. */
    private static List<Sku> listed(Shop shop, StockDialect dialect) {
        double changesPerSecondEach = (double) ORDERS_PER_SECOND / SKUS_SELLING;
        long skus = (long) (BUDGET_SHARE * dialect.skusPerSecond() / changesPerSecondEach);
        return shop.skus().stream().limit(skus).toList();
    }

    private static List<String> codes(List<Sku> skus) {
        return skus.stream().map(Sku::code).toList();
    }

    /** Orders for a while, and how soon each healthy channel heard of what they took. */
    private Map<StockDialect, Arrivals> stretch(Place place, Shop shop, HttpLoad load, List<Healthy> healthy)
            throws Exception {
        // The end of a lease makes all its news at once, which is this bench's doing and not the troubled channels'.
        load.open(ORDERS_PER_SECOND, Duration.ZERO, SETTLED_AFTER);
        healthy.forEach(channel -> channel.door.forget());
        var journal = StockChanges.fromNow(place);
        load.open(ORDERS_PER_SECOND, Duration.ZERO, lengths.time().multipliedBy(2));
        Map<StockDialect, Arrivals> found = new EnumMap<>(StockDialect.class);
        for (var channel : healthy) {
            var changes = journal.of(shop.merchant().value(), channel.listed);
            Retry.until(
                    ARRIVAL_MAX,
                    () -> Arrivals.of(changes, channel.door.calls()).missing() == 0);
            found.put(channel.door.dialect(), Arrivals.of(changes, channel.door.calls()));
        }
        return found;
    }

    private static final class Healthy {
        private final StockDoor door;
        private final Map<Long, String> listed;
        private final Pairs medians = new Pairs();
        private final Pairs highs = new Pairs();
        private long changes;
        private long missing;

        Healthy(StockDoor door, List<Sku> listed) {
            this.door = door;
            this.listed =
                    listed.stream().collect(Collectors.toMap(sku -> sku.id().value(), Sku::code));
        }

        void add(Map<StockDialect, Arrivals> without, Map<StockDialect, Arrivals> with) {
            Arrivals before = without.getOrDefault(door.dialect(), Arrivals.NONE);
            Arrivals after = with.getOrDefault(door.dialect(), Arrivals.NONE);
            medians.add(millis(before, 50), millis(after, 50));
            highs.add(millis(before, 99), millis(after, 99));
            changes += before.micros().getTotalCount() + after.micros().getTotalCount();
            missing += before.missing() + after.missing();
            Bench.say(String.format(
                    Locale.ROOT,
                    "%s: p50 %.0f ms, p99 %.0f ms; beside a slow and a dead channel %.0f ms, %.0f ms",
                    door.dialect().adapter(),
                    millis(before, 50),
                    millis(before, 99),
                    millis(after, 50),
                    millis(after, 99)));
        }

        private static double millis(Arrivals arrivals, int percentile) {
            return arrivals.micros().getValueAtPercentile(percentile) / 1_000.0;
        }

        Row row() {
            var row =
                    medians.in(Row.of(TROUBLE + door.dialect().adapter()), "p50Millis", "p50MillisWithout", "p50Ratio");
            highs.in(row, "p99Millis", "p99MillisWithout", "p99Ratio")
                    .with("skusListed", listed.size())
                    .with("changes", changes)
                    .with("missing", missing);
            return judged(row, "p99Ratio", P99_RATIO_DUE, missing == 0);
        }
    }

    // All at once.

    private void allAtOnce(Place place, HubProcess hub, Shop shop) throws Exception {
        List<StockDoor> doors = new ArrayList<>();
        try (var office = new Office(hub.port(), shop.office())) {
            List<String> codes = codes(shop.skus());
            for (var dialect : StockDialect.values()) {
                doors.add(StockDoor.open(office, dialect, codes));
            }
            // Buckets are full again, as after any quiet minute, and what was told is written.
            Thread.sleep(lengths.time());
            doors.forEach(StockDoor::forget);
            var journal = StockChanges.fromNow(place);
            receive(office, codes);
            var changes = journal.of(
                    shop.merchant().value(),
                    shop.skus().stream()
                            .collect(Collectors.toMap(sku -> sku.id().value(), Sku::code)));
            for (var door : doors) {
                rows.add(row(door, changes));
            }
        } finally {
            doors.forEach(StockDoor::close);
        }
    }

    /** One piece of each, a thousand SKUs a call, all calls at once. */
    private static void receive(Office office, List<String> codes) throws Exception {
        int calls = (codes.size() + LINES_A_CALL - 1) / LINES_A_CALL;
        List<Callable<Void>> received = IntStream.range(0, calls)
                .<Callable<Void>>mapToObj(call -> () -> {
                    var lines = codes.subList(call * LINES_A_CALL, Math.min(codes.size(), (call + 1) * LINES_A_CALL));
                    office.postOnce("/v1/stock:batch", lines(lines));
                    return null;
                })
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(received)) {
                done.get();
            }
        }
    }

    private static Map<String, ?> lines(List<String> skus) {
        return Map.of(
                "lines",
                skus.stream()
                        .map(sku -> Map.of(
                                "node",
                                Shop.NODE_CODE,
                                "sku",
                                sku,
                                "kind",
                                "RECEIVE",
                                "units",
                                1,
                                "cause",
                                "receipt/at-once"))
                        .toList());
    }

    private Row row(StockDoor door, List<StockChanges.Change> changes) throws Exception {
        double limitSeconds = skusAtOnce / door.dialect().skusPerSecond();
        var patience = Duration.ofMillis(Math.round(limitSeconds * 2_000)).plus(ARRIVAL_MAX);
        boolean all = Retry.until(patience, () -> firstNew(door).size() == skusAtOnce);
        long from = changes.stream()
                .mapToLong(StockChanges.Change::occurredMicros)
                .min()
                .orElseThrow();
        long to = changes.stream()
                .mapToLong(StockChanges.Change::occurredMicros)
                .max()
                .orElseThrow();
        var heard = firstNew(door);
        long last = heard.values().stream().mapToLong(Long::longValue).max().orElse(Long.MAX_VALUE);
        var budget = door.dialect().budget();
        var row = Row.of(AT_ONCE + door.dialect().adapter())
                .with("skus", skusAtOnce)
                .with("callsPerSecond", budget.callsPerSecond())
                .with("burst", budget.burst())
                .with("skusPerCall", budget.skusPerCall())
                .with("changedWithinMillis", (to - from) / 1_000.0)
                .with("calls", door.calls().size())
                .with("missing", skusAtOnce - heard.size())
                .with("limitSeconds", limitSeconds)
                .with("seconds", (last - from) / 1e6)
                .with("timeRatio", (last - from) / 1e6 / limitSeconds);
        return judged(row, "timeRatio", TIME_RATIO_DUE, all);
    }

    /** When each SKU's new figure came. */
    private static Map<String, Long> firstNew(StockDoor door) {
        return door.calls().stream()
                .flatMap(call -> call.availableBySku().entrySet().stream()
                        .filter(figure -> figure.getValue() == UNITS_AT_ONCE + 1)
                        .map(figure -> Map.entry(figure.getKey(), call.arrivedMicros())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Math::min));
    }

    private static Row judged(Row row, String figure, double due, boolean allArrived) {
        boolean holds = allArrived && row.figure(figure) <= due;
        Bench.say(String.format(
                Locale.ROOT,
                "%s: %s %.3f, due at most %.2f: %s",
                row.name(),
                figure,
                row.figure(figure),
                due,
                holds ? "HOLDS" : "DOES NOT HOLD"));
        return row.with("due", due).with("holds", holds ? 1 : 0);
    }

    /** Channels are told nothing while a lease of theirs lasts, as if they were not there. */
    private static final class StockLeases {
        private final Office office;
        private final List<String> open = new ArrayList<>();

        StockLeases(Office office) {
            this.office = office;
        }

        void keep(List<String> channels) throws IOException, InterruptedException {
            for (String channel : channels) {
                var made = office.post(
                        "/v1/leases",
                        Map.of(
                                "subject",
                                "STOCK_OUT",
                                "channel",
                                channel,
                                "owner",
                                "bench",
                                "reason",
                                "measured without it",
                                "expiresAt",
                                Instant.now().plus(Duration.ofHours(1)).toString(),
                                "atExpiry",
                                "APPLY"));
                open.add(made.path("id").asString());
            }
        }

        void end() throws IOException, InterruptedException {
            for (String lease : open) {
                office.post(
                        "/v1/leases/%s/end".formatted(lease), Map.of("drift", "APPLY", "reason", "measured with it"));
            }
            open.clear();
        }
    }
}
