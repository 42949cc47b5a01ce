package dev.tributary.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.tributary.sandbox.platform.Marketplaces;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/**
 * Platforms sell through their own doors and lists, in trouble of every kind, while the hub is killed; when all is quiet
 * each platform's own books must be the hub's, order by order and unit by unit.
 */
final class ChannelsProof {

    private static final Duration QUIET_MAX = Duration.ofMinutes(8);
    private static final int KILL_SECONDS_LEAST = 15;
    private static final int KILL_SECONDS_MORE = 30;
    /** Those who subscribe to news are on this machine. */
    private static final String NEAR = "--tributary.subscriptions.private-addresses=true";

    private static final Pattern TOKEN = Pattern.compile("[?&]token=([^&\\s]+)");

    private final int seconds;
    private final long seed;
    private final List<String> only;
    private final boolean losing;
    private int killed;

    /** @param losing whether each platform that is certified loses an order, which the hub must name */
    ChannelsProof(int seconds, long seed, List<String> only, boolean losing) {
        this.seconds = seconds;
        this.seed = seed;
        this.only = only.isEmpty()
                ? Marketplaces.names().stream().filter(ChannelsProof::builtIn).toList()
                : only;
        this.losing = losing;
    }

    boolean run() throws Exception {
        // Each platform's server would tell of its start and its end.
        ((Logger) LoggerFactory.getLogger("org.eclipse.jetty")).setLevel(Level.WARN);
        try (Place place = Place.make("prove-channels")) {
            HubProcess hub = HubProcess.start(place, NEAR);
            try (Marketplaces markets = Marketplaces.connect(
                    URI.create("http://127.0.0.1:" + hub.port()), token(place), only, seed, Bench::say)) {
                markets.open();
                hub = harm(place, hub);
                if (losing) {
                    markets.loseOneEach();
                }
                markets.shut();
                Bench.say("hub killed %d times".formatted(killed));
                if (!markets.awaitQuiet(QUIET_MAX)) {
                    Bench.say("NOT QUIET after %d s".formatted(QUIET_MAX.toSeconds()));
                }
                boolean holds = markets.check().holds();
                boolean named = !losing || markets.check().namesTheLost();
                return holds & named & booksBalance(place);
            } finally {
                hub.close();
            }
        }
    }

    private static boolean builtIn(String adapter) {
        return ChannelsProof.class.getResource("/adapters/" + adapter + ".yaml") != null;
    }

    private static String token(Place place) throws IOException {
        var link = TOKEN.matcher(Files.readString(place.directory().resolve("first-operator-link")));
        if (!link.find()) {
            throw new IllegalStateException("the hub left no one-time link");
        }
        return link.group(1);
    }

    /** Kills the hub as a machine would lose it, again and again; returns the one that runs at last. */
    private HubProcess harm(Place place, HubProcess first) throws InterruptedException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        HubProcess hub = first;
        while (true) {
            long pause = TimeUnit.SECONDS.toNanos(KILL_SECONDS_LEAST + random.nextInt(KILL_SECONDS_MORE));
            long left = end - System.nanoTime();
            TimeUnit.NANOSECONDS.sleep(Math.min(pause, Math.max(0, left)));
            if (pause >= left) {
                return hub;
            }
            hub.kill();
            killed++;
            hub = HubProcess.start(place, Optional.empty(), hub.port(), NEAR);
        }
    }

    private static boolean booksBalance(Place place) throws IOException, InterruptedException {
        int code = HubProcess.verify(place);
        Bench.say("verify: " + (code == 0 ? "the books balance" : "WRONG, exit code " + code));
        return code == 0;
    }
}
