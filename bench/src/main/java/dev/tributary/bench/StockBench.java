package dev.tributary.bench;

import dev.tributary.access.IssuedClient;
import dev.tributary.orders.OrderIntake;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;

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
                if (rows.wants("carts.")) {
                    carts = CartBench.open(hub.context());
                }
                if (rows.wants("ledger.")) {
                    busy = Shop.open(hub.context(), "busy", 1, ShopOpener.UNITS_EACH, ShopOpener.HOLD);
                    filled = LedgerBench.fill(hub.bean(OrderIntake.class), busy, lengths.ledgerMovements());
                }
            }
            try (HubProcess hub = HubProcess.start(place)) {
                warmUp(hub, shop.client());
                if (rows.wants("placing.againstEarlier")) {
                    rows.add(againstEarlier(hub, shop.client()));
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

    /** The one that is not measured stands still; its database has nothing to do then. */
    private Row againstEarlier(HubProcess hub, IssuedClient client) throws Exception {
        EarlierRevision revision = EarlierRevision.built(EarlierRevision.BEFORE_STOCK_FEATURES);
        try (Place place = Place.make("bench-earlier")) {
            IssuedClient earlierClient = revision.openShop(place);
            try (HubProcess earlier = HubProcess.start(place, revision.directory())) {
                hub.pause();
                try {
                    warmUp(earlier, earlierClient);
                    earlier.pause();
                    return Pairs.measure(lengths.pairs(), () -> rate(earlier, earlierClient), () -> rate(hub, client))
                            .in(Row.of("placing.againstEarlier"));
                } finally {
                    earlier.resume();
                    hub.resume();
                }
            }
        }
    }

    private double rate(HubProcess hub, IssuedClient client) throws Exception {
        hub.resume();
        try (var load = orders(hub, client)) {
            return load.closed(lengths.warmUp(), lengths.time()).rate();
        } finally {
            hub.pause();
        }
    }

    private void warmUp(HubProcess hub, IssuedClient client) throws Exception {
        Bench.say("warming up over HTTP");
        try (var load = orders(hub, client)) {
            load.closed(lengths.httpWarmUp(), lengths.warmUp());
        }
    }

    static HttpLoad orders(HubProcess hub, IssuedClient client) throws IOException, InterruptedException {
        return new HttpLoad(
                hub.port(),
                CONNECTIONS,
                Requests.to(hub.port(), client)
                        .place(() -> ThreadLocalRandom.current().nextInt(ShopOpener.SKUS)));
    }
}
