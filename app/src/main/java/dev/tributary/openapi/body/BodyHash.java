package dev.tributary.openapi.body;

import dev.tributary.kernel.Sha256;
import java.util.Arrays;

/** Tells a repetition from a reuse of a key: the first 16 bytes of SHA-256 over the bytes as they came. */
public final class BodyHash {

    private static final int LENGTH = 16;

    private BodyHash() {}

    public static byte[] of(byte[] body, int from, int to) {
        var digest = Sha256.begin();
        digest.update(body, from, to - from);
        return Arrays.copyOf(digest.digest(), LENGTH);
    }
}
