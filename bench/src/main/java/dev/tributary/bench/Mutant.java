package dev.tributary.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.tools.ToolProvider;

/**
 * A hub with one mistake, to see that a proof would notice it: one source file of the app is changed in a scratch copy,
 * compiled, and put before the hub's own classes.
 */
enum Mutant {
    /** Two batches may work on one stock row at the same time. */
    LOCK("inventory/StockStore.java", "               for no key update of stock\n", "", Proof.STOCK, Proof.RACE),
    /** An ERP's number is written as it stands. */
    SNAPSHOT("inventory/SnapshotStore.java", "line.onHand() + added : onHand", "line.onHand() : onHand", Proof.STOCK),
    /** What a channel gives back is not there for it again. */
    QUOTA(
            "inventory/quotas/BatchQuotas.java",
            "shared(order, key, share -> share.released(row, units));",
            "",
            Proof.STOCK),
    /** What comes back is put on hand twice. */
    RETURN(
            "inventory/StockBatch.java",
            "        cause = Cause.of(order, what);\n        engine.takeBack(row(key), units);\n",
            "        cause = Cause.of(order, what);\n        engine.takeBack(row(key), units);\n        engine.takeBack(row(key), units);\n",
            Proof.STOCK),
    /** An order that is told again is placed again. */
    DEDUPE(
            "orders/Repeating.java",
            "            if (seen == null) {\n                continue;\n            }\n            boolean early",
            "            if (seen == null || seen.orderId() != pending.orderId()) {\n                continue;\n            }\n            boolean early",
            Proof.RACE),
    /** The journal is read up to the next transaction, also past those that are still open. */
    WINDOW(
            "journal/EventStore.java",
            "            select pg_snapshot_xmin(snapshot)",
            "            select pg_snapshot_xmax(snapshot)",
            Proof.RACE),
    /** A value that the database refuses takes its whole batch with it. */
    BISECT(
            "orders/BatchRunner.java",
            "            run(commands.subList(0, middle), deferred);\n            run(commands.subList(middle, commands.size()), deferred);\n",
            "            commands.forEach(one -> one.answer().complete(new Outcome.Rejected(Outcome.Why.PARKED, \"\")));\n",
            Proof.RACE);

    enum Proof {
        STOCK,
        RACE
    }

    private static final Path SOURCES = Path.of("app/src/main/java/dev/tributary");

    private final String file;
    private final String right;
    private final String mistaken;
    private final Set<Proof> proofs;

    Mutant(String file, String right, String mistaken, Proof... proofs) {
        this.file = file;
        this.right = right;
        this.mistaken = mistaken;
        this.proofs = Set.of(proofs);
    }

    /** Empty when that proof plays no such mistake. */
    static Optional<Mutant> of(String name, String proof) {
        return Arrays.stream(values())
                .filter(mutant -> mutant.name().toLowerCase(Locale.ROOT).equals(name))
                .filter(mutant -> mutant.proofs.stream()
                        .anyMatch(known -> known.name().toLowerCase(Locale.ROOT).equals(proof)))
                .findFirst();
    }

    /** What a proof against it comes to: true when it was caught. */
    boolean caught(boolean proven) {
        Bench.say("the mutant %s was %s"
                .formatted(this, proven ? "NOT CAUGHT" : "caught: it is the proof that is proven"));
        return !proven;
    }

    /** Its source with the mistake. @param root of the project */
    String source(Path root) throws IOException {
        String source = Files.readString(root.resolve(SOURCES).resolve(file));
        int at = source.indexOf(right);
        if (at < 0 || source.indexOf(right, at + 1) >= 0) {
            throw new IllegalStateException("%s no longer has, once: %s".formatted(file, right));
        }
        return source.replace(right, mistaken);
    }

    /** @return the directory of its classes */
    Path build(Place place) throws IOException {
        Path copy = place.directory().resolve("mutant").resolve(file);
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, source(Path.of("")));
        Path classes = Files.createDirectories(place.directory().resolve("mutant/classes"));
        var compiler = ToolProvider.getSystemJavaCompiler();
        boolean compiled = compiler.getTask(
                        null,
                        null,
                        null,
                        List.of(
                                "-proc:none",
                                "-nowarn",
                                "-parameters",
                                "-d",
                                classes.toString(),
                                "-cp",
                                System.getProperty("java.class.path")),
                        null,
                        compiler.getStandardFileManager(null, null, null).getJavaFileObjects(copy))
                .call();
        if (!compiled) {
            throw new IllegalStateException("the mutant %s does not compile".formatted(this));
        }
        return classes;
    }
}
