package dev.tributary.bench;

import dev.tributary.bench.history.History;
import dev.tributary.bench.history.Line;
import dev.tributary.bench.history.Recorder;
import dev.tributary.bench.history.Verdict;
import dev.tributary.bench.storm.Stage;
import dev.tributary.bench.storm.Storm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Plays a merchant's day on several nodes while nodes and PostgreSQL are killed and paused, records every call and answer,
 * and lets a checker that shares no code with the hub decide whether any order of the operations explains them.
 */
final class StockProof {

    private static final int NODES = 3;
    private static final long UNITS_EACH = 12;
    private static final long HOLD_MILLIS = 2_000;
    /** After this, with every node up, holds have ended and what waits has been tried. */
    private static final long QUIET_MILLIS = 4_000;

    private static final int WRONG_SHOWN = 30;

    private final int seeds;
    private final int seconds;
    private final long seed;
    private final Optional<Mutant> mutant;
    private long calls;
    private long operations;
    private long unknown;
    private long checks;
    private long doubled;
    private long late;

    /** @param mutant a mistake that the hub's nodes make */
    StockProof(int seeds, int seconds, long seed, Optional<Mutant> mutant) {
        this.seeds = seeds;
        this.seconds = seconds;
        this.seed = seed;
        this.mutant = mutant;
    }

    boolean run() throws Exception {
        boolean proven = true;
        try (Place place = Place.make("prove-stock")) {
            List<StormShop> shops = StormShop.open(place, seeds, HOLD_MILLIS);
            Optional<Path> mistaken =
                    mutant.isPresent() ? Optional.of(mutant.get().build(place)) : Optional.empty();
            try (Fleet fleet = Fleet.start(place, mistaken, NODES)) {
                for (int i = 0; i < seeds && (proven || mutant.isEmpty()); i++) {
                    proven &= play(place, fleet, shops.get(i), seed + i, i + 1);
                }
                Bench.say(
                        "%,d calls of %,d operations (%,d twice at once, %,d late once more), %,d never answered; %s; %,d checks"
                                .formatted(calls, operations, doubled, late, unknown, fleet.harm(), checks));
            }
        }
        return mutant.isPresent() ? mutant.get().caught(proven) : proven;
    }

    private boolean play(Place place, Fleet fleet, StormShop shop, long dice, int round) throws Exception {
        Path file = place.directory().resolve("history-%d.txt".formatted(dice));
        long since = System.nanoTime();
        try (var recorder = new Recorder(
                file, Line.of("history", "seed", dice, "seconds", seconds, "nodes", NODES, "day", LocalDate.now()))) {
            record(fleet, shop, dice, recorder);
        }
        var history = History.read(file);
        var verdict = Verdict.of(history);
        calls += history.calls();
        operations += history.operations();
        unknown += history.unknown();
        checks += verdict.checks();
        Bench.say("seed %d (%d of %d, %d s): %,d calls, %,d never answered, %s, %,d checks: %s"
                .formatted(
                        dice,
                        round,
                        seeds,
                        (System.nanoTime() - since) / 1_000_000_000,
                        history.calls(),
                        history.unknown(),
                        fleet.harm(),
                        verdict.checks(),
                        verdict.explained() ? "explained" : "NOT EXPLAINED"));
        if (verdict.explained()) {
            Files.delete(file);
            return true;
        }
        verdict.wrong().stream().limit(WRONG_SHOWN).forEach(Bench::say);
        Path kept = Path.of("target", file.getFileName().toString());
        Files.move(file, kept, StandardCopyOption.REPLACE_EXISTING);
        Bench.say(
                "its history: ./tributary prove check %s; played again: ./tributary prove stock --seeds 1 --seconds %d --seed %d"
                        .formatted(kept, seconds, dice));
        return false;
    }

    private void record(Fleet fleet, StormShop shop, long dice, Recorder recorder) throws Exception {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(dice);
        var stage = new Stage(
                fleet.addresses(),
                shop.token(fleet),
                shop.skuCodes(),
                shop.places(),
                HOLD_MILLIS,
                LocalDate.now().toString());
        try (var storm = new Storm(stage, recorder, dice)) {
            storm.begin(UNITS_EACH);
            fleet.harm(random, System.nanoTime() + seconds * 1_000_000_000L);
            fleet.mend();
            storm.end();
            Thread.sleep(QUIET_MILLIS);
            recorder.note(Line.of("quiet", "at", recorder.now()));
            storm.readAll();
            StormBooks.write(fleet.place(), shop, recorder);
            doubled += storm.doubled();
            late += storm.late();
        }
    }
}
