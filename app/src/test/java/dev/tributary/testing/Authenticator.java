package dev.tributary.testing;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The app on an operator's phone: RFC 6238, written apart from the hub's own. It never shows a code twice, so the second
 * one is of the step to come, which the hub takes too.
 */
public final class Authenticator {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final byte[] key;
    private long step;

    /** @param secret in base 32, a multiple of eight letters long */
    public Authenticator(String secret) {
        var bits = BigInteger.ONE; // So that no leading zero is lost.
        for (char one : secret.toCharArray()) {
            bits = bits.shiftLeft(5).or(BigInteger.valueOf(ALPHABET.indexOf(one)));
        }
        byte[] bytes = bits.toByteArray();
        this.key = java.util.Arrays.copyOfRange(bytes, 1, bytes.length);
    }

    public String nextCode() {
        step = Math.max(step + 1, System.currentTimeMillis() / 30_000);
        return code(step);
    }

    /** The right length, and never a code of now. */
    public String wrongCode() {
        int wrong = 0;
        long now = System.currentTimeMillis() / 30_000;
        for (long near = now - 3; near <= now + 3; near++) {
            wrong = Math.max(wrong, Integer.parseInt(code(near)));
        }
        return "%06d".formatted((wrong + 1) % 1_000_000);
    }

    private String code(long counter) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(counter).array());
            int offset = hash[19] & 15;
            return "%06d".formatted((ByteBuffer.wrap(hash, offset, 4).getInt() & 0x7fffffff) % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
