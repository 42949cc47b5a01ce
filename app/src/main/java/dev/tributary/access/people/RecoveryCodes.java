package dev.tributary.access.people;

import dev.tributary.access.SecondFactors;
import dev.tributary.kernel.Sha256;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.IntStream;

/** Codes that are good once each, for who has no app at hand: 80 random bits, so a fast hash keeps them. */
final class RecoveryCodes {

    static final int LENGTH = 16;

    private static final int BYTES = 10;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RecoveryCodes() {}

    /** In groups of four, as people copy them. */
    static List<String> make() {
        return IntStream.range(0, SecondFactors.RECOVERY_CODES)
                .mapToObj(number -> one().replaceAll("(.{4})(?=.)", "$1-"))
                .toList();
    }

    static byte[] hash(String code) {
        return Sha256.of(plain(code));
    }

    /** Without the blanks and hyphens that people type or leave out. */
    static String plain(String code) {
        return code.replaceAll("[\\s-]", "").toUpperCase(java.util.Locale.ROOT);
    }

    private static String one() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base32.encode(bytes);
    }
}
