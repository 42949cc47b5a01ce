package dev.tributary.channels.adapter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where people put adapter files of their own. It need not exist. */
final class AdapterDirectory {

    private static final int FILES_MAX = 500;
    private static final String END = ".yaml";

    private final Path path;

    AdapterDirectory(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** By the name of their adapter. */
    SortedMap<String, Path> files() throws IOException {
        var files = new TreeMap<String, Path>();
        if (!Files.isDirectory(path)) {
            return files;
        }
        try (var found = Files.newDirectoryStream(path, "*" + END)) {
            for (var file : found) {
                var name = file.getFileName().toString();
                // Editors keep what they have not yet saved in hidden files beside.
                if (!name.startsWith(".") && Files.isRegularFile(file)) {
                    files.put(name.substring(0, name.length() - END.length()), file);
                }
            }
        }
        if (files.size() > FILES_MAX) {
            throw new IOException("it holds %d files, of which at most %d are read".formatted(files.size(), FILES_MAX));
        }
        return files;
    }
}
