package dev.tributary.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.ToolProvider;

/**
 * A hub with one mistake, to see that a proof would notice it: one source file of the app is changed in a scratch copy,
 * compiled, and put before the hub's own classes.
 */
enum Mutant {
    /** Two batches may work on one stock row at the same time. */
    LOCK("StockStore.java", "               for no key update of stock\n", ""),
    /** An ERP's number is written as it stands. */
    SNAPSHOT("SnapshotStore.java", "line.onHand() + added : onHand", "line.onHand() : onHand"),
    /** What a channel gives back is not there for it again. */
    QUOTA("quotas/BatchQuotas.java", "shared(order, key, share -> share.released(row, units));", ""),
    /** What comes back is put on hand twice. */
    RETURN(
            "StockBatch.java",
            "        cause = Cause.of(order, what);\n        engine.takeBack(row(key), units);\n",
            "        cause = Cause.of(order, what);\n        engine.takeBack(row(key), units);\n        engine.takeBack(row(key), units);\n");

    private static final Path SOURCES = Path.of("app/src/main/java/dev/tributary/inventory");

    private final String file;
    private final String right;
    private final String mistaken;

    Mutant(String file, String right, String mistaken) {
        this.file = file;
        this.right = right;
        this.mistaken = mistaken;
    }

    static Mutant of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
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
