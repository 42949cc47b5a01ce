package dev.tributary.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/**
 * A key of the hub in a file that only its own user can read, in the directory of keys that lies outside the data
 * directory, is shared by all nodes and is never in a backup of the database.
 */
public final class KeyFile {

    private static final int KEY_BYTES = 32;

    private KeyFile() {}

    /** The 32 bytes of the file; the first start makes them. */
    public static byte[] bytes(Path directory, String name) {
        try {
            return readOrCreate(directory.toAbsolutePath(), name);
        } catch (IOException e) {
            throw new UncheckedIOException("could not read or create %s in %s".formatted(name, directory), e);
        }
    }

    private static byte[] readOrCreate(Path directory, String name) throws IOException {
        Path file = directory.resolve(name);
        if (!Files.exists(file)) {
            create(directory, file);
        }
        byte[] key = Files.readAllBytes(file);
        if (key.length != KEY_BYTES) {
            throw new IllegalStateException("%s must hold %d bytes, not %d".formatted(file, KEY_BYTES, key.length));
        }
        return key;
    }

    private static void create(Path directory, Path file) throws IOException {
        Files.createDirectories(directory);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Path draft = Files.createTempFile(directory, "new-", ".key", ownerOnly);
        try {
            var key = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(key);
            Files.write(draft, key);
            // A link is made whole or not at all: of two nodes that start at once, both read the winner's key.
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // Another node was faster; its key is the one.
        } finally {
            Files.delete(draft);
        }
    }
}
