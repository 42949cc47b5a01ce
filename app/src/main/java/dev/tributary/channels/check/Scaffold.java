package dev.tributary.channels.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The beginning of an adapter file and of its samples, which pass as they are. */
final class Scaffold {

    private final Path directory;
    private final Path schema;

    /** @param schema what editors check adapter files by */
    Scaffold(Path directory, Path schema) {
        this.directory = directory;
        this.schema = schema;
    }

    enum Transport {
        JSON,
        FORM,
        /** No platform: people bring files of orders. */
        DROP
    }

    Path file(String name) {
        return directory.resolve(name + ".yaml");
    }

    Path samples(String name) {
        return directory.resolve("samples").resolve(name + ".yaml");
    }

    /** Neither is written when one of them is there. */
    void write(String name, Transport transport) throws IOException {
        Files.createDirectories(directory.resolve("samples"));
        var template = transport.name().toLowerCase(Locale.ROOT) + ".yaml";
        for (var file : List.of(file(name), samples(name))) {
            if (Files.exists(file)) {
                throw new IOException(file + " is there already");
            }
        }
        write(file(name), filled(template, name));
        write(samples(name), filled("samples/" + template, name));
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private String filled(String template, String name) {
        var from = directory.toAbsolutePath().normalize();
        return text(template)
                .replace("%NAME%", name)
                .replace("%FILE%", file(name).toString())
                .replace(
                        "%SCHEMA%",
                        from.relativize(schema.toAbsolutePath().normalize()).toString());
    }

    private static String text(String template) {
        try (var stream = Scaffold.class.getResourceAsStream("/adapters/scaffold/" + template)) {
            return new String(Objects.requireNonNull(stream, template).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
