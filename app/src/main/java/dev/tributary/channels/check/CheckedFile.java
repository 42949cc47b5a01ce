package dev.tributary.channels.check;

import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.AdapterFiles;
import dev.tributary.channels.adapter.AdapterReader;
import dev.tributary.channels.adapter.AdapterTexts;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;

/**
 * An adapter file that somebody named: by a path, or by its name among those of a directory and of the jar.
 *
 * @param place to show people
 * @param directory it lies in
 */
record CheckedFile(Adapter adapter, String place, Optional<Path> directory) {

    /** @param workingDirectory what a relative path starts from */
    static CheckedFile find(String named, Path workingDirectory, Path own) {
        if (named.endsWith(".yaml")) {
            var file = workingDirectory.resolve(named);
            if (!Files.isRegularFile(file)) {
                throw new UsageException("there is no file " + file);
            }
            return of(file);
        }
        var file = own.resolve(named + ".yaml");
        if (Files.isRegularFile(file)) {
            return of(file);
        }
        var builtIn = new AdapterFiles();
        return builtIn.find(named)
                .map(adapter -> new CheckedFile(adapter, "built in", Optional.of(own)))
                .orElseThrow(() -> new UsageException(
                        "there is no adapter '%s' in %s, and built in are %s; name one of them, or a file that ends in .yaml"
                                .formatted(
                                        named, own, new TreeSet<>(builtIn.all().keySet()))));
    }

    private static CheckedFile of(Path file) {
        var adapter = AdapterReader.read(file.getFileName().toString(), new StringReader(AdapterTexts.read(file)));
        return new CheckedFile(
                adapter,
                file.toString(),
                Optional.ofNullable(file.toAbsolutePath().getParent()));
    }

    AdapterCheck check(Optional<SampleFiles.Text> samples) {
        return samples.map(found -> AdapterCheck.of(adapter, "samples/" + found.file(), found.text()))
                .orElseGet(() -> AdapterCheck.withoutSamples(adapter));
    }
}
