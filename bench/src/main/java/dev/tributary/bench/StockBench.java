package dev.tributary.bench;

import dev.tributary.access.IssuedClient;
import dev.tributary.orders.OrderIntake;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What keeping stock right costs: orders against an earlier revision, snapshots, the ledger of one busy row. */
final class StockBench {

    private static final int CONNECTIONS = 64;
    private static final String MERCHANT_OF_SNAPSHOTS = "wide";

    private final Lengths lengths;
    private final Rows rows;

    StockBench(Lengths lengths, Rows rows) {
        this.lengths = lengths;
        this.rows = rows;
    }

    Figures run() throws Exception {
        try (Place place = Place.make("bench")) {
            Shop shop;
            Shop wide;
            Shop busy = null;
            Shop carts = null;
            Shop features = null;
            LedgerBench.Span filled = null;
            try (LocalHub hub = LocalHub.start(place)) {
                shop = Shop.open(
                        hub.context(), ShopOpener.CODE, ShopOpener.SKUS, ShopOpener.UNITS_EACH, ShopOpener.HOLD);
                wide = rows.wants("snapshot.")
                        ? Shop.open(
                                hub.context(),
                                MERCHANT_OF_SNAPSHOTS,
                                lengths.snapshotLines(),
                                SnapshotBench.UNITS_EACH,
                                ShopOpener.HOLD)
                        : shop;
                if (rows.wants("placing.withFeatures")) {
                    features = FeatureShop.open(hub.context());
                }
                if (rows.wants("carts.")) {
                    carts = CartBench.open(hub.context());
                }
                if (rows.wants("ledger.")) {
                    busy = Shop.open(hub.context(), "busy", 1, ShopOpener.UNITS_EACH, ShopOpener.HOLD);
                    filled = LedgerBench.fill(hub.bean(OrderIntake.class), busy, lengths.ledgerMovements());
                }
            }
            try (HubProcess hub = HubProcess.start(place)) {
                warmUp(hub, plain(hub, shop.client()));
                if (rows.wants("placing.")) {
                    againstEarlier(hub, shop, features);
                }
                if (carts != null) {
                    new CartBench(hub, carts, lengths).run(rows);
                }
                if (busy != null && filled != null) {
                    new LedgerBench(hub, busy, lengths).run(filled, rows);
                }
                if (rows.wants("snapshot.")) {
                    new SnapshotBench(hub, shop, wide, lengths).run(rows);
                }
                rows.add(Row.of("hub.memory")
                        .with("heapUsedMegabytes", hub.heapMegabytes())
                        .with("heapMaxMegabytes", 512)
                        .with("residentPeakMegabytes", hub.peakMemoryMegabytes()));
            }
            return rows.figures("");
        }
    }

    /**
     * Plain orders there against plain ones here, then against orders that each meet a quota, lots or a bundle. The hub
     * that is not measured stands still; its database has nothing to do then.
     */
    private void againstEarlier(HubProcess hub, Shop shop, @Nullable Shop features) throws Exception {
        EarlierRevision revision = EarlierRevision.built(EarlierRevision.BEFORE_STOCK_FEATURES);
        try (Place place = Place.make("bench-earlier")) {
            IssuedClient client = revision.openShop(place);
            try (HubProcess earlier = HubProcess.start(place, revision.directory())) {
                hub.pause();
                try {
                    warmUp(earlier, plain(earlier, client));
                    earlier.pause();
                    if (rows.wants("placing.againstEarlier")) {
                        rows.add(Pairs.measure(
                                        lengths.pairs(),
                                        () -> rate(earlier, plain(earlier, client)),
                                        () -> rate(hub, plain(hub, shop.client())))
                                .in(Row.of("placing.againstEarlier")));
                    }
                    if (features != null) {
                        hub.resume();
                        warmUp(hub, featured(hub, features));
                        hub.pause();
                        rows.add(Pairs.measure(
                                        lengths.pairs(),
                                        () -> rate(earlier, plain(earlier, client)),
                                        () -> rate(hub, featured(hub, features)))
                                .in(Row.of("placing.withFeatures")));
                    }
                } finally {
                    earlier.resume();
                    hub.resume();
                }
            }
        }
    }

    /** Scripts are made while the hub runs, for they fetch a token. */
    private interface Scripts {
        HttpLoad.Script make() throws Exception;
    }

    private static Scripts plain(HubProcess hub, IssuedClient client) {
        return () -> Requests.to(hub.port(), client)
                .place(() -> ThreadLocalRandom.current().nextInt(ShopOpener.SKUS));
    }

    private static Scripts featured(HubProcess hub, Shop shop) {
        return () -> Requests.to(hub.port(), shop.client()).place(FeatureShop::any);
    }

    private double rate(HubProcess hub, Scripts scripts) throws Exception {
        hub.resume();
        try (var load = new HttpLoad(hub.port(), CONNECTIONS, scripts.make())) {
            return load.closed(lengths.warmUp(), lengths.time()).rate();
        } finally {
            hub.pause();
        }
    }

    private void warmUp(HubProcess hub, Scripts scripts) throws Exception {
        Bench.say("warming up over HTTP");
        try (var load = new HttpLoad(hub.port(), CONNECTIONS, scripts.make())) {
            load.closed(lengths.httpWarmUp(), lengths.warmUp());
        }
    }

    static HttpLoad orders(HubProcess hub, IssuedClient client) throws Exception {
        return new HttpLoad(hub.port(), CONNECTIONS, plain(hub, client).make());
    }
}
