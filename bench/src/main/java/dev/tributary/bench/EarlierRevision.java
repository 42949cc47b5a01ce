package dev.tributary.bench;

import dev.tributary.access.IssuedClient;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Another revision of this project, taken from the history of this clone and built beside it, so that both can be
 * measured in one run. What was built stays under {@code target/earlier} for the next time.
 */
record EarlierRevision(Path directory) {

    /** The last one before stock had snapshots, leases and all that followed. */
    static final String BEFORE_STOCK_FEATURES = "3d5cff349fc3ab4efff56450e20739177631535d";

    static EarlierRevision built(String revision) throws IOException, InterruptedException {
        Path directory = Path.of("target", "earlier", revision.substring(0, 12)).toAbsolutePath();
        var earlier = new EarlierRevision(directory);
        if (!Files.exists(earlier.hubClasses())) {
            Bench.say("building %s beside this revision, once".formatted(revision.substring(0, 12)));
            Files.createDirectories(directory);
            Path archive = directory.resolveSibling(revision + ".tar");
            run(Path.of("").toAbsolutePath(), "git", "archive", "--format=tar", "-o", archive.toString(), revision);
            run(directory, "tar", "-xf", archive.toString());
            Files.delete(archive);
            // It builds before it looks at what it was asked, and there is no such bench.
            var build = started(directory, List.of("./tributary", "bench", "nothing"), directory.resolve("build.log"));
            build.waitFor();
            if (!Files.exists(earlier.hubClasses())) {
                throw new IOException("%s was not built: see %s".formatted(revision, directory.resolve("build.log")));
            }
        }
        return earlier;
    }

    private Path hubClasses() {
        return directory.resolve("target/run/app/main.jar");
    }

    /** Opens the shop on an empty place with the classes of that revision, whose tables and modules may be others. */
    IssuedClient openShop(Place place) throws IOException, InterruptedException {
        Path log = place.directory().resolve("open-shop.log");
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                "target/run/bench/main.jar:target/run/bench/lib/*:" + classesOf(ShopOpener.class),
                ShopOpener.class.getName(),
                place.directory().toString()));
        int code = started(directory, command, log).waitFor();
        Optional<String> answer = Files.readAllLines(log).stream()
                .filter(line -> line.startsWith(ShopOpener.ANSWER))
                .findFirst();
        if (code != 0 || answer.isEmpty()) {
            throw new IOException("the earlier revision opened no shop (code %d): see %s".formatted(code, log));
        }
        String[] words = answer.get().substring(ShopOpener.ANSWER.length()).split(" ");
        return new IssuedClient(words[0], words[1], List.of());
    }

    private static Path classesOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(Path where, String... command) throws IOException, InterruptedException {
        Path log = Files.createTempFile("earlier", ".log");
        int code = started(where, List.of(command), log).waitFor();
        String said = Files.readString(log);
        Files.delete(log);
        if (code != 0) {
            throw new IOException("%s ended with %d: %s. A clone without its history has no earlier revision."
                    .formatted(String.join(" ", command), code, said.strip()));
        }
    }

    private static Process started(Path where, List<String> command, Path log) throws IOException {
        return new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }
}
