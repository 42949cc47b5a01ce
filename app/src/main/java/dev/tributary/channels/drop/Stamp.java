package dev.tributary.channels.drop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * What tells a file from the same one grown, and from another in its place.
 *
 * @param key of the file itself, whatever its name; the same for all where the file system has none
 */
record Stamp(long size, FileTime changed, String key) {

    /** Empty when there is no such file any more, or it is no plain file. */
    static Optional<Stamp> of(Path file) throws IOException {
        try {
            var is = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return is.isRegularFile()
                    ? Optional.of(new Stamp(is.size(), is.lastModifiedTime(), String.valueOf(is.fileKey())))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
