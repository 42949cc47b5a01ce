package dev.tributary.oracles;

import java.util.List;
import java.util.Random;

/** Texts that may stand in calls, by a seed: with what must be escaped, and with letters of several bytes. */
final class Chance {

    private static final String[] PIECES = {
        "a", "Z", "7", "_", "-", ".", " ", "&", "=", "+", "%", "%20", "\"", "\\", "/", "<", "茶", "杭州市", "é", "🍵", "{}",
        "\n"
    };
    private static final String ASCII = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private final Random random;

    Chance(long seed) {
        random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    long number() {
        return 1 + random.nextLong(4_000_000_000_000_000_000L);
    }

    /** Never blank. */
    String text() {
        var text = new StringBuilder("t");
        for (int i = below(12); i >= 0; i--) {
            text.append(PIECES[below(PIECES.length)]);
        }
        return text.toString();
    }

    /** One in three is empty or blank. */
    String textOrBlank() {
        return below(3) > 0 ? text() : List.of("", " ", "\n \t").get(below(3));
    }

    String letters(int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(ASCII.charAt(below(ASCII.length())));
        }
        return text.toString();
    }

    /** The text with another letter in one place. */
    String changed(String text) {
        int at = below(text.length());
        return text.substring(0, at) + (text.charAt(at) == '1' ? '2' : '1') + text.substring(at + 1);
    }
}
