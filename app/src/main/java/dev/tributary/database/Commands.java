package dev.tributary.database;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/** What the launcher asks of the hub's jar besides running: work on the books of a hub, running or not. */
public final class Commands {

    private static final Set<String> NAMES = Set.of("verify");

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
            case "verify" -> verify();
            default -> throw new IllegalArgumentException(command);
        };
    }

    private int verify() {
        var verification = Verification.ofEveryModule(out);
        if (settings.embedded() && DataDirectory.inUse(settings.directory())) {
            return verification.run(urlOfTheRunningHub()) == 0 ? 0 : 1;
        }
        if (settings.embedded() && !Files.exists(settings.directory().resolve("postgres/data"))) {
            throw new StartRefused("there is no hub's data in " + settings.directory() + ".");
        }
        try (Database database = Database.open(settings)) {
            return verification.run(database.url()) == 0 ? 0 : 1;
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
