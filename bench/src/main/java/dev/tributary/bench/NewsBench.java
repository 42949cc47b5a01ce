package dev.tributary.bench;

import dev.tributary.catalog.Sku;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * How soon news arrives while orders run at half of the highest rate: stock at a channel's door, and till sales at an ERP
 * and a CRM. All receivers are in this process; what was sent and what arrived is counted, piece by piece.
 */
final class NewsBench {

    private static final int SALES_PER_SECOND = 20;
    private static final int TILLS = 8;
    private static final int CONNECTIONS = 256;
    /** Of the channel's budget, so that a moment's delay does not already overflow it. */
    private static final double BUDGET_SHARE = 0.5;

    private static final int STOCK_TARGET_MILLIS = 500;
    private static final int TILL_TARGET_MILLIS = 2_000;
    private static final Duration ARRIVAL_MAX = Duration.ofSeconds(30);

    private final Place place;
    private final HubProcess hub;
    private final Shop shop;
    private final Shop chain;
    private final Lengths lengths;
    private final Rows rows;

    /**
     * @param chain whose tills sell and whose ERP and CRM listen: a merchant of its own, or these would be called for each
     *     of the thousands of orders too, which is another measurement
     */
    NewsBench(Place place, HubProcess hub, Shop shop, Shop chain, Lengths lengths, Rows rows) {
        this.place = place;
        this.hub = hub;
        this.shop = shop;
        this.chain = chain;
        this.lengths = lengths;
        this.rows = rows;
    }

    /** @param measured the time that counts, in microseconds since 1970 */
    private record Load(double ordersPerSecond, Window measured) {}

    private record Window(long fromMicros, long toMicros) {
        boolean holds(long micros) {
            return fromMicros <= micros && micros < toMicros;
        }

        double seconds() {
            return (toMicros - fromMicros) / 1e6;
        }
    }

    void run(HttpLoad.Script orders, double perSecond) throws Exception {
        var listed = listed(perSecond);
        var sales = new TillSales(Requests.to(hub.port(), chain.office()), chain);
        try (var office = new Office(hub.port(), shop.office());
                var chainOffice = new Office(hub.port(), chain.office());
                var erp = OrderListener.subscribe(chainOffice);
                var crm = OrderListener.subscribe(chainOffice);
                var door = StockDoor.open(office, StockDialect.MEITUAN, List.copyOf(listed.values()));
                var tills = new HttpLoad(hub.port(), TILLS, sales)) {
            tills.open(SALES_PER_SECOND, Duration.ZERO, Duration.ofSeconds(1));
            if (!Retry.until(ARRIVAL_MAX, () -> missing(sales.answeredMicros(), erp, crm) == 0)) {
                throw new IllegalStateException("the first sales did not arrive");
            }
            var changes = StockChanges.fromNow(place);
            Load load = load(orders, perSecond, tills);
            rows.add(stockRow(load, changes, listed, door));
            rows.add(tillRow(load, sales, erp, crm));
        }
    }

    /** As many SKUs, code by id, as change at this load within the channel's budget. */
    private Map<Long, String> listed(double perSecond) {
        var budget = StockDialect.MEITUAN.budget();
        double changesPerSecondEach = perSecond / shop.skus().size();
        long skus = (long) (BUDGET_SHARE * budget.callsPerSecond() * budget.skusPerCall() / changesPerSecondEach);
        return shop.skus().stream()
                .limit(Math.max(1, skus))
                .collect(Collectors.toMap(sku -> sku.id().value(), Sku::code));
    }

    private Load load(HttpLoad.Script orders, double perSecond, HttpLoad tills) throws Exception {
        try (var load = new HttpLoad(hub.port(), CONNECTIONS, orders);
                var threads = Executors.newSingleThreadExecutor()) {
            long from = Micros.now() + lengths.warmUp().toNanos() / 1_000;
            var measured = new Window(from, from + lengths.newsTime().toNanos() / 1_000);
            var selling = threads.submit(() -> tills.open(SALES_PER_SECOND, lengths.warmUp(), lengths.newsTime()));
            var placed = load.open(perSecond, lengths.warmUp(), lengths.newsTime());
            selling.get();
            return new Load(placed.rate(), measured);
        }
    }

    private Row stockRow(Load load, StockChanges journal, Map<Long, String> listed, StockDoor door) throws Exception {
        var changes = journal.of(shop.merchant().value(), listed).stream()
                .filter(change -> load.measured().holds(change.occurredMicros()))
                .toList();
        Retry.until(ARRIVAL_MAX, () -> Arrivals.of(changes, door.calls()).missing() == 0);
        var arrivals = Arrivals.of(changes, door.calls());
        var calls = door.calls().stream()
                .filter(call -> load.measured().holds(call.arrivedMicros()))
                .toList();
        var budget = StockDialect.MEITUAN.budget();
        return Row.of("news.stock.halfLoad")
                .with("ordersPerSecond", load.ordersPerSecond())
                .with("budgetCallsPerSecond", budget.callsPerSecond())
                .with("skusPerCall", budget.skusPerCall())
                .with("skusListed", listed.size())
                .with("changes", changes.size())
                .with("callsPerSecond", calls.size() / load.measured().seconds())
                .with(
                        "skusInCall",
                        calls.stream()
                                .mapToInt(call -> call.availableBySku().size())
                                .average()
                                .orElse(0))
                .with("missing", arrivals.missing())
                .withLatency(arrivals.micros())
                .with("targetP99Millis", STOCK_TARGET_MILLIS);
    }

    private static Row tillRow(Load load, TillSales sales, OrderListener erp, OrderListener crm) throws Exception {
        var answered = sales.answeredMicros().entrySet().stream()
                .filter(sale -> load.measured().holds(sale.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Retry.until(ARRIVAL_MAX, () -> missing(answered, erp, crm) == 0);
        Histogram micros = Arrivals.histogram();
        answered.forEach((number, since) -> {
            Long atErp = erp.heardMicros().get(number);
            Long atCrm = crm.heardMicros().get(number);
            if (atErp != null && atCrm != null) {
                Arrivals.record(micros, Math.max(atErp, atCrm) - since);
            }
        });
        return Row.of("news.till.halfLoad")
                .with("ordersPerSecond", load.ordersPerSecond())
                .with("salesPerSecond", answered.size() / load.measured().seconds())
                .with("sales", answered.size())
                .with("missing", missing(answered, erp, crm))
                .withLatency(micros)
                .with("targetP99Millis", TILL_TARGET_MILLIS);
    }

    private static long missing(Map<String, Long> answered, OrderListener erp, OrderListener crm) {
        return answered.keySet().stream()
                .filter(number -> !erp.heardMicros().containsKey(number)
                        || !crm.heardMicros().containsKey(number))
                .count();
    }
}
