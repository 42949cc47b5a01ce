package dev.tributary.vault;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM with a random nonce in front of the cipher text. */
final class AesGcm {

    static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private AesGcm() {}

    static byte[] randomKey() {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        return key;
    }

    static SecretKey key(byte[] bytes) {
        return new SecretKeySpec(bytes, "AES");
    }

    /** @param context bound to the cipher text: it opens under the same context only */
    static byte[] seal(SecretKey key, byte[] clear, byte[] context) {
        // Random, not counted: a restored backup would count the same numbers again under the same key.
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, context);
            byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + cipher.getOutputSize(clear.length));
            cipher.doFinal(clear, 0, clear.length, sealed, NONCE_BYTES);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not encrypt", e);
        }
    }

    static byte[] open(SecretKey key, byte[] sealed, byte[] context) {
        return open(key, sealed, 0, context);
    }

    static byte[] open(SecretKey key, byte[] sealed, int offset, byte[] context) {
        int cipherAt = offset + NONCE_BYTES;
        if (sealed.length < cipherAt) {
            throw new IllegalArgumentException("too short to be sealed by the vault");
        }
        try {
            byte[] nonce = Arrays.copyOfRange(sealed, offset, cipherAt);
            return cipher(Cipher.DECRYPT_MODE, key, nonce, context).doFinal(sealed, cipherAt, sealed.length - cipherAt);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the cipher text, its key and its place do not belong together", e);
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, byte[] context)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context);
        return cipher;
    }
}
