package dev.tributary.bench;

import dev.tributary.orders.OrderIntake;
import dev.tributary.orders.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** How fast orders are placed: beside the ceiling, in process, over HTTP. */
final class PlaceBench {

    private static final int SKUS = 10_000;
    private static final long UNITS_EACH = 100_000_000;
    private static final Duration HOLD = Duration.ofHours(2);
    private static final List<Integer> CALLERS = List.of(1, 64, 512);

    private final Duration warmUp;
    private final Duration time;
    private final int repetitions;
    private final int endedOrders;
    private final List<Row> rows = new ArrayList<>();

    PlaceBench(boolean quick) {
        warmUp = quick ? Duration.ofMillis(500) : Duration.ofSeconds(2);
        time = quick ? Duration.ofSeconds(1) : Duration.ofSeconds(5);
        repetitions = quick ? 1 : 5;
        endedOrders = quick ? 4_000 : 100_000;
    }

    Figures run() throws Exception {
        try (Place place = Place.make("bench")) {
            Ceiling.Best uniform;
            Ceiling.Best hot;
            String shape;
            Shop shop;
            try (LocalHub hub = LocalHub.start(place)) {
                shop = Shop.open(hub.context(), SKUS, UNITS_EACH, HOLD);
                var intake = hub.bean(OrderIntake.class);
                var drafts = new Drafts(shop, HOLD);
                warmUp(intake, drafts, shop);
                Ceiling ceiling = Ceiling.like(place, one(intake, drafts, shop), SKUS, time.dividedBy(5), repetitions);
                shape = ceiling.shape();
                Bench.say("one order writes " + shape);
                uniform = ceiling.measure(false);
                hot = ceiling.measure(true);
                ceiling.dropDatabase();
                inProcess(intake, drafts, shop, uniform, hot);
                add(EndBench.run(intake, shop, endedOrders), hot);
            }
            new HttpBench(place, shop, SKUS, warmUp, time, this).run(uniform, hot);
            return new Figures(uniform, hot, shape, List.copyOf(rows));
        }
    }

    private void inProcess(OrderIntake intake, Drafts drafts, Shop shop, Ceiling.Best uniform, Ceiling.Best hot) {
        for (int callers : CALLERS) {
            add(
                    ClosedLoop.run(
                            "inProcess.uniform." + callers,
                            callers,
                            warmUp,
                            time,
                            caller -> placed(intake.decide(drafts.place(
                                    shop.sku(ThreadLocalRandom.current().nextInt(SKUS)))))),
                    uniform);
        }
        for (int callers : CALLERS) {
            add(
                    ClosedLoop.run(
                            "inProcess.hot." + callers,
                            callers,
                            warmUp,
                            time,
                            caller -> placed(intake.decide(drafts.place(shop.sku(0))))),
                    hot);
        }
    }

    private void warmUp(OrderIntake intake, Drafts drafts, Shop shop) {
        Bench.say("warming up");
        ClosedLoop.run(
                "warm-up",
                256,
                warmUp.multipliedBy(2),
                time,
                caller -> placed(intake.decide(
                        drafts.place(shop.sku(ThreadLocalRandom.current().nextInt(SKUS))))));
    }

    private static long one(OrderIntake intake, Drafts drafts, Shop shop) {
        return placed(intake.decide(drafts.place(shop.sku(0))));
    }

    private static long placed(Outcome outcome) {
        if (outcome instanceof Outcome.Placed placed) {
            return placed.order().value();
        }
        throw new IllegalStateException("not placed: " + outcome);
    }

    void add(Row row, Ceiling.Best ceiling) {
        add(row.with("ratioToCeiling", row.figure("ordersPerSecond") / ceiling.ordersPerSecond()));
    }

    void add(Row row) {
        Bench.say(row.text());
        rows.add(row);
    }
}
