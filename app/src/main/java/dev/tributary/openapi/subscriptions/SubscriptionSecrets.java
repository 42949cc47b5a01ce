package dev.tributary.openapi.subscriptions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The signing secrets of subscriptions. None is stored, not even encrypted: each is derived from the subscription's salt
 * under a key that lies beside the vault's, outside the database and its backups.
 */
@Component
class SubscriptionSecrets {

    private static final int BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    SubscriptionSecrets(@Value("${tributary.vault.keys:var/keys}") Path directory) {
        try {
            this.key = new SecretKeySpec(readOrCreate(directory.toAbsolutePath()), ALGORITHM);
        } catch (IOException e) {
            throw new UncheckedIOException("could not read or create the subscriptions' key in " + directory, e);
        }
    }

    byte[] newSalt() {
        return random();
    }

    /** As a receiver configures it: {@code whsec_} and 32 bytes in Base64. */
    String shown(long merchant, byte[] salt) {
        return "whsec_" + Base64.getEncoder().encodeToString(secret(merchant, salt));
    }

    byte[] secret(long merchant, byte[] salt) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(ByteBuffer.allocate(Long.BYTES).putLong(merchant).array());
            return mac.doFinal(salt);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] readOrCreate(Path directory) throws IOException {
        Files.createDirectories(directory);
        var file = directory.resolve("subscriptions.key");
        if (!Files.exists(file)) {
            create(directory, file);
        }
        var key = Files.readAllBytes(file);
        if (key.length != BYTES) {
            throw new IOException("%s is not a key of %d bytes".formatted(file, BYTES));
        }
        return key;
    }

    private static void create(Path directory, Path file) throws IOException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var draft = Files.createTempFile(directory, "new-", ".key", ownerOnly);
        try {
            Files.write(draft, random());
            // A link is made whole or not at all: of two hubs that start at once, both read the winner's key.
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // The other hub was first.
        } finally {
            Files.delete(draft);
        }
    }

    private static byte[] random() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
