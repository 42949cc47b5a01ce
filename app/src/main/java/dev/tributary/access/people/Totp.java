package dev.tributary.access.people;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One-time codes by the clock, RFC 6238, in the one form that every authenticator app makes: SHA-1, six digits, 30 s. */
final class Totp {

    /** RFC 4226 recommends the length of the hash. */
    static final int SECRET_BYTES = 20;

    static final int DIGITS = 6;

    private static final int STEP_SECONDS = 30;
    private static final int MODULUS = 1_000_000;
    /** A code of one step earlier or later is good too: phones' clocks differ, and typing takes time. */
    private static final int STEPS_AROUND = 1;

    private Totp() {}

    static long step(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), STEP_SECONDS);
    }

    static String code(byte[] secret, long step) {
        byte[] hash = hash(secret, step);
        int offset = hash[hash.length - 1] & 0xf;
        int truncated = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
        return "%06d".formatted(truncated % MODULUS);
    }

    /** The step a code is of, when that is now or one around it; the latest, should two have the same code. */
    static OptionalLong step(byte[] secret, String code, Instant now) {
        var given = code.getBytes(StandardCharsets.UTF_8);
        var found = OptionalLong.empty();
        for (long step = step(now) - STEPS_AROUND; step <= step(now) + STEPS_AROUND; step++) {
            if (MessageDigest.isEqual(code(secret, step).getBytes(StandardCharsets.UTF_8), given)) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    private static byte[] hash(byte[] secret, long step) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            return mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
