package dev.tributary.access;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts secrets that the hub itself must be able to use, with AES-256-GCM under the key of a {@link KeyFile}. Each
 * secret is bound to its owner: it does not open in another's row.
 */
public final class SecretBox {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;
    private final String file;

    public SecretBox(Path directory, String file) {
        this.key = new SecretKeySpec(KeyFile.bytes(directory, file), "AES");
        this.file = file;
    }

    public byte[] close(byte[] clear, long owner) {
        var nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        var cipher = run(Cipher.ENCRYPT_MODE, nonce, clear, owner);
        return ByteBuffer.allocate(NONCE_BYTES + cipher.length)
                .put(nonce)
                .put(cipher)
                .array();
    }

    public byte[] open(byte[] closed, long owner) {
        return run(
                Cipher.DECRYPT_MODE,
                Arrays.copyOf(closed, NONCE_BYTES),
                Arrays.copyOfRange(closed, NONCE_BYTES, closed.length),
                owner);
    }

    private byte[] run(int mode, byte[] nonce, byte[] bytes, long owner) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(ByteBuffer.allocate(Long.BYTES).putLong(owner).array());
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a secret does not fit the key in " + file, e);
        }
    }
}
