package dev.tributary.bench;

import dev.tributary.bench.history.Check;
import dev.tributary.sandbox.platform.Marketplaces;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code ./tributary prove NAME}: the slow proofs. Each ends in a verdict; exit code 0 means proven. */
public final class Prove {

    private static final String USAGE = """
            ./tributary prove crash [--rounds N]    kills hub and PostgreSQL under load of all commands, N times (10)
            ./tributary prove race                  two hubs, 2,000 buyers, 1,000 units, a failing database
                                                    --mutant lock|dedupe|window|bisect: hubs with that mistake must be caught
            ./tributary prove stock [--seeds N] [--seconds S]   three hubs killed and paused under every use of stock, for N
                                                    seeds (5) of S seconds (60); can any order explain the answers?
                                                    --mutant lock|snapshot|return|quota: a hub with that mistake must be caught
            ./tributary prove channels [--seconds S]   platforms sell through doors and lists in every kind of trouble (300 s),
                                                    the hub is killed; then their books must be the hub's
                                                    --only NAME,NAME: these platforms alone
                                                    --fault lost: an order that is only counted must be named as missing
            ./tributary prove check FILE            decides about a recorded history again
            ./tributary prove soak [--requests N]   so many requests over HTTP (10,000,000), hardly an error

              --seed S                              plays the same dice again
            """;
    private static final Set<String> OPTIONS = Set.of("--rounds", "--requests", "--seeds", "--seconds", "--seed");

    private Prove() {}

    public static void main(String[] arguments) {
        System.setOut(System.err);
        if (arguments.length == 2 && arguments[0].equals("check")) {
            System.exit(checked(Path.of(arguments[1])) ? 0 : 1);
        }
        Map<String, Long> options = new HashMap<>();
        Optional<Mutant> mutant = Optional.empty();
        List<String> only = List.of();
        boolean losing = false;
        for (int i = 1; i + 1 < arguments.length; i += 2) {
            if (arguments[i].equals("--mutant")) {
                mutant = Mutant.of(arguments[i + 1], arguments[0]);
                if (mutant.isEmpty()) {
                    exitWithUsage();
                }
                continue;
            }
            if (arguments[0].equals("channels") && arguments[i].equals("--only")) {
                only = List.of(arguments[i + 1].split(","));
                if (!Marketplaces.names().containsAll(only)) {
                    System.err.println("played are " + String.join(",", Marketplaces.names()));
                    exitWithUsage();
                }
                continue;
            }
            if (arguments[0].equals("channels") && arguments[i].equals("--fault") && arguments[i + 1].equals("lost")) {
                losing = true;
                continue;
            }
            if (!OPTIONS.contains(arguments[i]) || !arguments[i + 1].matches("\\d{1,18}")) {
                exitWithUsage();
            }
            options.put(arguments[i], Long.parseLong(arguments[i + 1]));
        }
        if (arguments.length % 2 == 0) {
            exitWithUsage();
        }
        long seed = options.getOrDefault("--seed", System.nanoTime() % 1_000_000_000);
        String name = arguments[0];
        long start = System.nanoTime();
        boolean proven = name.equals("channels")
                ? channels(Math.toIntExact(options.getOrDefault("--seconds", 300L)), seed, only, losing)
                : proven(name, seed, options, mutant);
        Bench.say("prove %s: %s (%d s, --seed %d)"
                .formatted(name, proven ? "PROVEN" : "REFUTED", (System.nanoTime() - start) / 1_000_000_000, seed));
        System.exit(proven ? 0 : 1);
    }

    private static boolean checked(Path history) {
        boolean explained = false;
        try {
            explained = Check.run(history);
        } catch (IOException | IllegalArgumentException e) {
            Bench.say("it cannot be read: " + e.getMessage());
        }
        Bench.say("prove check: " + (explained ? "PROVEN" : "REFUTED"));
        return explained;
    }

    private static boolean channels(int seconds, long seed, List<String> only, boolean losing) {
        try {
            return new ChannelsProof(seconds, seed, only, losing).run();
        } catch (Exception e) {
            e.printStackTrace(System.err);
            return false;
        }
    }

    private static boolean proven(String name, long seed, Map<String, Long> options, Optional<Mutant> mutant) {
        try {
            return switch (name) {
                case "crash" -> new CrashProof(Math.toIntExact(options.getOrDefault("--rounds", 10L)), seed).run();
                case "stock" ->
                    new StockProof(
                                    Math.toIntExact(options.getOrDefault("--seeds", 5L)),
                                    Math.toIntExact(options.getOrDefault("--seconds", 60L)),
                                    seed,
                                    mutant)
                            .run();
                case "race" -> new RaceProof(seed, mutant).run();
                case "soak" -> new SoakProof(options.getOrDefault("--requests", 10_000_000L)).run();
                default -> {
                    exitWithUsage();
                    yield false;
                }
            };
        } catch (Exception e) {
            // A buyer who gave up, a node that did not come back: that is a refutation too.
            e.printStackTrace(System.err);
            return false;
        }
    }

    private static void exitWithUsage() {
        System.err.print(USAGE);
        System.exit(64);
    }
}
