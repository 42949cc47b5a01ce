package dev.tributary.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Kills hub and PostgreSQL at random moments under load of all commands, then looks whether anything was lost or done twice. */
final class CrashProof {

    private static final int BUYERS = 64;
    private static final int SKUS = 20;
    private static final int UNITS_EACH = 400;

    /** The hub of this moment: a killed one gets a successor. */
    private static final class Current {
        private volatile NodeProcess process;

        Current(NodeProcess process) {
            this.process = process;
        }

        NodeProcess process() {
            return process;
        }
    }

    private final int rounds;
    private final long seed;

    CrashProof(int rounds, long seed) {
        this.rounds = rounds;
        this.seed = seed;
    }

    boolean run() throws Exception {
        try (Place place = Place.make("prove-crash")) {
            Shop shop = ProofShop.open(place, SKUS + BUYERS);
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            List<Long> skus = shop.skus().stream().map(sku -> sku.id().value()).toList();
            var node = new Current(NodeProcess.start(place, shop));
            var client = new HonestClient(node::process);
            var buyers = new Buyers(client, seed, skus.subList(0, SKUS), skus.subList(SKUS, skus.size()));
            try {
                for (long sku : skus.subList(0, SKUS)) {
                    ProofShop.stock(client, sku, UNITS_EACH);
                }
                for (int round = 1; round <= rounds; round++) {
                    var stop = new AtomicBoolean();
                    List<Thread> threads = buyers.start(BUYERS, stop);
                    String killed = crash(place, shop, node, random);
                    Thread.sleep(200 + random.nextInt(800));
                    stop.set(true);
                    buyers.await(threads);
                    List<String> wrong = check(place, client);
                    Bench.say("round %d: killed %s; %,d commands so far, %,d sent again, %,d waiting orders went on: %s"
                            .formatted(
                                    round,
                                    killed,
                                    client.commands(),
                                    client.resent(),
                                    client.count(Acknowledged.Kind.WENT_ON),
                                    wrong.isEmpty() ? "well" : "WRONG"));
                    if (!wrong.isEmpty()) {
                        wrong.stream().limit(20).forEach(Bench::say);
                        return false;
                    }
                }
            } finally {
                node.process().stop();
            }
            Bench.say("%,d acknowledged effects, each there exactly once"
                    .formatted(client.acknowledged().size()));
            return true;
        }
    }

    private static String crash(Place place, Shop shop, Current node, RandomGenerator random) throws Exception {
        List<String> killed = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            Thread.sleep(300 + random.nextInt(2_500));
            int dice = random.nextInt(5);
            if (dice <= 1 || dice == 4) {
                killPostgres(place);
                killed.add("PostgreSQL");
            }
            if (dice >= 2) {
                node.process().kill();
                killed.add("hub");
                node.process = NodeProcess.start(place, shop);
            }
        }
        return String.join(", ", killed);
    }

    /** The server of this very directory, by its own lock file. */
    private static void killPostgres(Place place) throws IOException {
        Path lock = place.directory().resolve("postgres/data/postmaster.pid");
        if (!Files.exists(lock)) {
            return;
        }
        List<String> lines = Files.readAllLines(lock);
        if (lines.size() > 1 && lines.get(1).startsWith(place.directory().toString())) {
            ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    static List<String> check(Place place, HonestClient client) throws Exception {
        try (Connection books = Retry.connect(place, Duration.ofSeconds(60))) {
            var checker = new BooksChecker(books);
            checker.awaitConsumer();
            return checker.check(client.acknowledged());
        }
    }
}
