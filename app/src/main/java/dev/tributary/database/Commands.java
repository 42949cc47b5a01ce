package dev.tributary.database;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/** What the launcher asks of the hub's jar besides running: work on the books of a hub, running or not. */
public final class Commands {

    private static final Set<String> NAMES = Set.of("verify", "backup", "restore");

    private final DatabaseSettings settings;
    private final PrintStream out;

    private Commands(DatabaseSettings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    public static boolean handles(String... arguments) {
        return arguments.length > 0 && NAMES.contains(arguments[0]);
    }

    /** @return the exit code: 0 well, 1 the books are wrong, {@link StartRefused#EXIT_CODE} it could not begin */
    public static int run(Map<String, String> environment, String... arguments) {
        var directory = Path.of(environment.getOrDefault("TRIBUTARY_DIRECTORY", "var"));
        var settings = new DatabaseSettings(environment.get("TRIBUTARY_DATABASE_URL"), directory, 0, 128, 4);
        System.setProperty("logback.configurationFile", "logback-commands.xml");
        try {
            return new Commands(settings, System.out)
                    .run(arguments[0], Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (StartRefused refused) {
            System.err.println(arguments[0] + ": " + refused.getMessage());
            return StartRefused.EXIT_CODE;
        }
    }

    private int run(String command, String... arguments) {
        return switch (command) {
            case "verify" -> onTheHub(this::verify);
            case "backup" -> backup(arguments);
            case "restore" -> restore(arguments);
            default -> throw new IllegalArgumentException(command);
        };
    }

    private int backup(String... arguments) {
        if (arguments.length != 1) {
            throw new StartRefused("say where to: ./tributary backup DIR");
        }
        if (!settings.embedded()) {
            throw new StartRefused("a cluster given by TRIBUTARY_DATABASE_URL is backed up with its own tools.");
        }
        var backup = new Backup(Path.of(arguments[0]), out);
        return onTheHub(url -> {
            backup.take(url, settings.directory().toAbsolutePath().resolve("postgres"));
            return 0;
        });
    }

    private int restore(String... arguments) {
        if (arguments.length != 3 || !arguments[1].equals("--to")) {
            throw new StartRefused("say from where and to where: ./tributary restore DIR --to VAR");
        }
        var target = new DatabaseSettings(null, Path.of(arguments[2]), 0, settings.sharedBuffersMegabytes(), 4);
        try (var server = new Restore(Path.of(arguments[0]), target, out).start()) {
            return verify(server.url());
        }
    }

    private int verify(DatabaseUrl url) {
        return Verification.ofEveryModule(out).run(url) == 0 ? 0 : 1;
    }

    /** Beside a hub that runs; else on its database, started for as long as the work takes. */
    private int onTheHub(ToIntFunction<DatabaseUrl> work) {
        if (settings.embedded() && DataDirectory.inUse(settings.directory())) {
            return work.applyAsInt(urlOfTheRunningHub());
        }
        if (settings.embedded() && !Files.exists(settings.directory().resolve("postgres/data"))) {
            throw new StartRefused("there is no hub's data in " + settings.directory() + ".");
        }
        try (Database database = Database.open(settings)) {
            return work.applyAsInt(database.url());
        }
    }

    private DatabaseUrl urlOfTheRunningHub() {
        Path file = settings.directory().resolve("postgres/url");
        try {
            return DatabaseUrl.parse(Files.readString(file));
        } catch (IOException e) {
            throw new StartRefused("a hub runs on " + settings.directory() + " but " + file + " cannot be read.", e);
        }
    }
}
