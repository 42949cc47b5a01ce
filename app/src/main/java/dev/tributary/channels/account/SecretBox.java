package dev.tributary.channels.account;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Encrypts accounts' secrets with AES-256-GCM under one key of the hub, kept beside the vault's keys and so never in a
 * backup of the database. Each text is bound to its channel: it does not open in another's row.
 */
@Component
final class SecretBox {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    SecretBox(@Value("${tributary.vault.keys:var/keys}") Path directory) {
        try {
            this.key = new SecretKeySpec(readOrCreate(directory.toAbsolutePath()), "AES");
        } catch (IOException e) {
            throw new UncheckedIOException("could not read or create the channels' key in " + directory, e);
        }
    }

    byte[] close(byte[] clear, long channel) {
        var nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        var cipher = run(Cipher.ENCRYPT_MODE, nonce, clear, channel);
        return ByteBuffer.allocate(NONCE_BYTES + cipher.length)
                .put(nonce)
                .put(cipher)
                .array();
    }

    byte[] open(byte[] closed, long channel) {
        return run(
                Cipher.DECRYPT_MODE,
                Arrays.copyOf(closed, NONCE_BYTES),
                Arrays.copyOfRange(closed, NONCE_BYTES, closed.length),
                channel);
    }

    private byte[] run(int mode, byte[] nonce, byte[] bytes, long channel) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(ByteBuffer.allocate(Long.BYTES).putLong(channel).array());
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a channel's secrets do not fit the key in use", e);
        }
    }

    private static byte[] readOrCreate(Path directory) throws IOException {
        Files.createDirectories(directory);
        var file = directory.resolve("channels.key");
        if (!Files.exists(file)) {
            create(directory, file);
        }
        var key = Files.readAllBytes(file);
        if (key.length != KEY_BYTES) {
            throw new IOException("%s is not a key of %d bytes".formatted(file, KEY_BYTES));
        }
        return key;
    }

    private static void create(Path directory, Path file) throws IOException {
        var draft = Files.createTempFile(
                directory,
                "new-",
                ".key",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            var key = new byte[KEY_BYTES];
            RANDOM.nextBytes(key);
            Files.write(draft, key);
            // A link is made whole or not at all: of two hubs that start at once, both read the winner's key.
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // The other hub was first.
        } finally {
            Files.delete(draft);
        }
    }
}
