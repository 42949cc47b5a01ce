package dev.tributary.channels.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.channels.adapter.AdapterTexts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where samples lie: beside the adapter files of a directory, else in the jar. */
public final class SampleFiles {

    private static final String FOLDER = "samples";

    private SampleFiles() {}

    /** @param place to show people */
    public record Text(String file, String place, String text) {}

    /** Those of a directory of adapter files; when it has none, those of the jar. */
    public static Optional<Text> find(Optional<Path> directory, String adapter) {
        return directory
                .map(own -> own.resolve(FOLDER).resolve(adapter + ".yaml"))
                .filter(Files::exists)
                .map(SampleFiles::read)
                .or(() -> builtIn(adapter));
    }

    public static Text read(Path file) {
        return new Text(file.getFileName().toString(), file.toString(), AdapterTexts.read(file));
    }

    private static Optional<Text> builtIn(String adapter) {
        var name = adapter + ".yaml";
        try (var stream = SampleFiles.class.getResourceAsStream("/adapters/" + FOLDER + "/" + name)) {
            return stream == null
                    ? Optional.empty()
                    : Optional.of(new Text(name, "built in", new String(stream.readAllBytes(), UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
