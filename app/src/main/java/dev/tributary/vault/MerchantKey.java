package dev.tributary.vault;

import dev.tributary.kernel.MerchantId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What is derived from one merchant's key file: a key that wraps other keys, one that hashes what is searched for, and
 * a fingerprint that may be shown.
 */
final class MerchantKey {

    static final int TOKEN_BYTES = 16;

    /** What a wrapped key is for; a key wrapped for one use does not open for another. Never renumber. */
    enum Use {
        PERSON(1),
        RECORD(2),
        INBOX_DAY(3),
        INBOX_BYTES(4);

        private final byte code;

        Use(int code) {
            this.code = (byte) code;
        }
    }

    private final MerchantId merchant;
    private final SecretKey wrapping;
    private final SecretKey search;
    private final byte[] fingerprint;

    MerchantKey(MerchantId merchant, byte[] secret) {
        this.merchant = merchant;
        this.wrapping = AesGcm.key(derive(secret, "tributary vault wrapping", AesGcm.KEY_BYTES));
        this.search = new SecretKeySpec(derive(secret, "tributary vault search", AesGcm.KEY_BYTES), "HmacSHA256");
        this.fingerprint = derive(secret, "tributary vault fingerprint", TOKEN_BYTES);
    }

    MerchantId merchant() {
        return merchant;
    }

    byte[] fingerprint() {
        return fingerprint.clone();
    }

    byte[] wrap(byte[] key, Use use, long name) {
        return AesGcm.seal(wrapping, key, context(use, name, 0));
    }

    SecretKey unwrap(byte[] wrapped, Use use, long name) {
        return AesGcm.key(AesGcm.open(wrapping, wrapped, context(use, name, 0)));
    }

    /** Binds a cipher text to this merchant, its use and its names. */
    byte[] context(Use use, long name, long secondName) {
        return ByteBuffer.allocate(25)
                .put(use.code)
                .putLong(merchant.value())
                .putLong(name)
                .putLong(secondName)
                .array();
    }

    /** The keyed hash people are found by; without the key nobody can try all phone numbers. */
    byte[] token(String kind, String normalised) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(search);
            mac.update(kind.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Arrays.copyOf(mac.doFinal(normalised.getBytes(StandardCharsets.UTF_8)), TOKEN_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not hash", e);
        }
    }

    private static byte[] derive(byte[] secret, String label, int length) {
        try {
            var spec = HKDFParameterSpec.ofExtract()
                    .addIKM(secret)
                    .thenExpand(label.getBytes(StandardCharsets.UTF_8), length);
            return KDF.getInstance("HKDF-SHA256").deriveData(spec);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not derive a key", e);
        }
    }
}
