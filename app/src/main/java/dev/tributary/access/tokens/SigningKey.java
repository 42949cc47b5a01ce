package dev.tributary.access.tokens;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The key that signs tokens, in the directory of keys that lies outside the data directory and is shared by all nodes:
 * tokens outlive a restart and are good at every node. Deleting the file and restarting makes a new key.
 */
@Component
class SigningKey {

    private static final int KEY_BYTES = 32;
    private static final String FILE = "access-token-signing.key";

    private final byte[] key;

    SigningKey(@Value("${tributary.vault.keys:var/keys}") Path directory) {
        try {
            this.key = readOrCreate(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("the key that signs tokens cannot be read in " + directory, e);
        }
    }

    byte[] bytes() {
        return key.clone();
    }

    private static byte[] readOrCreate(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            create(directory, file);
        }
        byte[] key = Files.readAllBytes(file);
        if (key.length != KEY_BYTES) {
            throw new IllegalStateException("%s must hold %d bytes, not %d".formatted(file, KEY_BYTES, key.length));
        }
        return key;
    }

    /** Written whole under another name first: two nodes that start at once agree on the first one's key. */
    private static void create(Path directory, Path file) throws IOException {
        Files.createDirectories(directory);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Path draft = Files.createTempFile(directory, FILE, ".tmp", ownerOnly);
        try {
            var key = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(key);
            Files.write(draft, key);
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // Another node was faster; its key is the one.
        } finally {
            Files.delete(draft);
        }
    }
}
