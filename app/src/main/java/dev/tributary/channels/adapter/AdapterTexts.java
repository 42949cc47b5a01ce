package dev.tributary.channels.adapter;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads files that people write. */
public final class AdapterTexts {

    private static final int FILE_BYTES_MAX = 1 << 20;

    private AdapterTexts() {}

    /** @throws AdapterFileException when there is no text of UTF-8 to read */
    public static String read(Path file) {
        var name = file.getFileName().toString();
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw new AdapterFileException(name, 1, "the file has more than %d bytes".formatted(FILE_BYTES_MAX));
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new AdapterFileException(name, 1, "there is no such file");
        } catch (CharacterCodingException e) {
            throw new AdapterFileException(name, 1, "the file is not UTF-8");
        } catch (IOException e) {
            throw new AdapterFileException(name, 1, "the file cannot be read: " + e.getMessage());
        }
    }
}
