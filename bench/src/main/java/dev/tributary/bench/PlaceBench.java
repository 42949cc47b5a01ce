package dev.tributary.bench;

import dev.tributary.kernel.SkuId;
import dev.tributary.orders.OrderIntake;
import dev.tributary.orders.Outcome;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How fast orders are placed: beside the ceiling, in process, over HTTP. */
final class PlaceBench {

    private static final int SKUS = 10_000;
    /** The tills' chain sells in stores: fewer goods, and a merchant of its own. */
    private static final int CHAIN_SKUS = 100;

    private static final long UNITS_EACH = 100_000_000;
    private static final Duration HOLD = Duration.ofHours(2);

    private final Lengths lengths;
    private final Rows rows;

    PlaceBench(Lengths lengths, Rows rows) {
        this.lengths = lengths;
        this.rows = rows;
    }

    Figures run() throws Exception {
        try (Place place = Place.make("bench")) {
            Shop shop;
            Shop chain;
            String shape;
            try (LocalHub hub = LocalHub.start(place)) {
                shop = Shop.open(hub.context(), "bench", SKUS, UNITS_EACH, HOLD);
                chain = Shop.open(hub.context(), "chain", CHAIN_SKUS, UNITS_EACH, HOLD);
                var intake = hub.bean(OrderIntake.class);
                var drafts = new Drafts(shop, HOLD);
                shape = ceilings(place, intake, drafts, shop);
                if (rows.wants("inProcess.")) {
                    inProcess(intake, drafts, shop);
                }
                if (rows.wants("cancelAndExpire.")) {
                    rows.add(EndBench.run(intake, shop, lengths.endedOrders()));
                }
            }
            new HttpBench(place, shop, chain, lengths, rows).run();
            return rows.figures(shape);
        }
    }

    /** Measures the ceilings that rows are compared with. @return what an order of theirs writes */
    private String ceilings(Place place, OrderIntake intake, Drafts drafts, Shop shop) throws Exception {
        boolean uniform = rows.needs(Rows.Against.UNIFORM);
        boolean hot = rows.needs(Rows.Against.HOT);
        if (!uniform && !hot) {
            return "";
        }
        warmUp(intake, drafts, shop);
        long order = placed(intake.decide(drafts.place(shop.sku(0))));
        var ceiling = Ceiling.like(place, order, SKUS, lengths.time().dividedBy(5), lengths.repetitions());
        Bench.say("one order writes " + ceiling.shape());
        if (uniform) {
            rows.compare(Rows.Against.UNIFORM, ceiling.measure(false));
        }
        if (hot) {
            rows.compare(Rows.Against.HOT, ceiling.measure(true));
        }
        ceiling.dropDatabase();
        return ceiling.shape();
    }

    private void inProcess(OrderIntake intake, Drafts drafts, Shop shop) {
        inProcess("inProcess.uniform.", () -> placed(intake.decide(drafts.place(any(shop)))));
        inProcess("inProcess.hot.", () -> placed(intake.decide(drafts.place(shop.sku(0)))));
    }

    private void inProcess(String name, Runnable order) {
        for (int callers : Rows.CALLERS) {
            if (rows.wants(name + callers)) {
                rows.add(ClosedLoop.run(
                        name + callers, callers, lengths.warmUp(), lengths.time(), caller -> order.run()));
            }
        }
    }

    private void warmUp(OrderIntake intake, Drafts drafts, Shop shop) {
        Bench.say("warming up");
        ClosedLoop.run(
                "warm-up",
                256,
                lengths.firstWarmUp(),
                lengths.time(),
                caller -> placed(intake.decide(drafts.place(any(shop)))));
    }

    private static SkuId any(Shop shop) {
        return shop.sku(ThreadLocalRandom.current().nextInt(SKUS));
    }

    private static long placed(Outcome outcome) {
        if (outcome instanceof Outcome.Placed placed) {
            return placed.order().value();
        }
        throw new IllegalStateException("not placed: " + outcome);
    }
}
