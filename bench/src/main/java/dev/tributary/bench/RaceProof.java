package dev.tributary.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two hubs on one database: 2,000 buyers for 1,000 units of one SKU, some of whom cancel, pay, ship or let their hold
 * expire, while tills sell the same SKU; with failures injected into the database all the while.
 */
final class RaceProof {

    private static final int BUYERS = 2_000;
    private static final int UNITS = 1_000;
    private static final int OTHERS = 32;
    private static final int SKUS = 10;

    private final long seed;
    private final Optional<Mutant> mutant;

    /** @param mutant a mistake that both nodes make */
    RaceProof(long seed, Optional<Mutant> mutant) {
        this.seed = seed;
        this.mutant = mutant;
    }

    boolean run() throws Exception {
        try (Place place = Place.make("prove-race")) {
            Shop shop = ProofShop.open(place, SKUS + OTHERS);
            Optional<Path> mistaken =
                    mutant.isPresent() ? Optional.of(mutant.get().build(place)) : Optional.empty();
            NodeProcess first = NodeProcess.start(place, mistaken, shop);
            NodeProcess second =
                    NodeProcess.start(place, mistaken, shop, "--tributary.database.url=" + place.databaseUrl());
            var turn = new AtomicInteger();
            var client = new HonestClient(() -> turn.getAndIncrement() % 2 == 0 ? first : second);
            var buyers = new Buyers(
                    client,
                    seed,
                    shop.skus().stream()
                            .limit(SKUS)
                            .skip(1)
                            .map(sku -> sku.id().value())
                            .toList(),
                    shop.skus().stream().skip(SKUS).map(sku -> sku.id().value()).toList());
            try {
                boolean well = raceOrGiveUp(place, shop, client, buyers);
                Bench.say("%,d commands on two hubs, %,d sent again, %,d acknowledged effects"
                        .formatted(
                                client.commands(),
                                client.resent(),
                                client.acknowledged().size()));
                return mutant.isPresent() ? mutant.get().caught(well) : well;
            } finally {
                second.stop();
                first.stop();
            }
        }
    }

    /** A mutant may be noticed by buyers before the books are looked at. */
    private boolean raceOrGiveUp(Place place, Shop shop, HonestClient client, Buyers buyers) throws Exception {
        try {
            return race(place, shop, client, buyers);
        } catch (Exception e) {
            if (mutant.isEmpty()) {
                throw e;
            }
            Bench.say("gave up: " + e);
            return false;
        }
    }

    private boolean race(Place place, Shop shop, HonestClient client, Buyers buyers) throws Exception {
        long hot = shop.sku(0).value();
        ProofShop.stock(client, hot, UNITS);
        for (int i = 1; i < SKUS; i++) {
            ProofShop.stock(client, shop.sku(i).value(), 500);
        }
        try (Connection books = place.connect()) {
            Injections.install(books);
        }
        var stop = new AtomicBoolean();
        Thread cuts = Injections.cutConnections(place, stop);
        List<Thread> others = buyers.start(OTHERS, stop);
        List<Thread> rush = buyers.rush(BUYERS, hot, true);
        buyers.await(rush);
        Thread.sleep(5_000);
        stop.set(true);
        buyers.await(others);
        cuts.join();
        try (Connection books = place.connect()) {
            Injections.remove(books);
        }
        long parked = client.count(Acknowledged.Kind.PARKED);
        List<String> wrong = CrashProof.check(place, client);
        wrong.stream().limit(20).forEach(Bench::say);
        if (parked == 0) {
            Bench.say("no poisoned value was parked: the injection did not work");
        }
        return wrong.isEmpty() && parked > 0;
    }
}
