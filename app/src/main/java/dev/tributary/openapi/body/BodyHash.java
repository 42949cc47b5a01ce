package dev.tributary.openapi.body;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Tells a repetition from a reuse of a key: the first 16 bytes of SHA-256 over the bytes as they came. */
public final class BodyHash {

    private static final int LENGTH = 16;

    private BodyHash() {}

    public static byte[] of(byte[] body, int from, int to) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(body, from, to - from);
            return Arrays.copyOf(digest.digest(), LENGTH);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
