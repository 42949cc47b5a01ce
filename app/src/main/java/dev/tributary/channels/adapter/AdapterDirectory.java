package dev.tributary.channels.adapter;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where people put adapter files of their own. It need not exist. */
final class AdapterDirectory {

    private static final int FILES_MAX = 500;
    private static final int FILE_BYTES_MAX = 1 << 20;
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

    /** @throws AdapterFileException when there is no text of UTF-8 to read */
    static String text(Path file) {
        var name = file.getFileName().toString();
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw new AdapterFileException(name, 1, "the file has more than %d bytes".formatted(FILE_BYTES_MAX));
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new AdapterFileException(name, 1, "the file is not UTF-8");
        } catch (IOException e) {
            throw new AdapterFileException(name, 1, "the file cannot be read: " + e.getMessage());
        }
    }
}
