package dev.tributary.channels.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads {@code application/x-www-form-urlencoded} bytes. */
public final class Forms {

    private static final int PARAMETERS_MAX = 500;
    /** Percent escapes among nothing but letters, digits and marks that stay as they are. */
    private static final Pattern ENCODED =
            Pattern.compile("(?:[\\w.*~+-]|%[0-9A-Fa-f]{2})*%[0-9A-Fa-f]{2}(?:[\\w.*~+-]|%[0-9A-Fa-f]{2})*");

    private Forms() {}

    /** Empty when the bytes are no form, or not UTF-8. */
    public static Optional<SortedMap<String, String>> read(byte[] bytes) {
        var parameters = new TreeMap<String, String>();
        try {
            for (var pair : text(bytes).split("&", PARAMETERS_MAX + 2)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
                } else if (!pair.isEmpty()) {
                    return Optional.empty();
                }
                if (parameters.size() > PARAMETERS_MAX) {
                    return Optional.empty();
                }
            }
            return Optional.of(parameters);
        } catch (CharacterCodingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Values that were encoded twice are decoded once more; others stay as they are. */
    public static SortedMap<String, String> decodedAgain(SortedMap<String, String> parameters) {
        var again = new TreeMap<String, String>();
        parameters.forEach(
                (name, value) -> again.put(name, ENCODED.matcher(value).matches() ? decode(value) : value));
        return again;
    }

    public static String text(byte[] bytes) throws CharacterCodingException {
        return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    private static String decode(String text) {
        var decoded = URLDecoder.decode(text, UTF_8);
        if (decoded.indexOf('\uFFFD') >= 0) {
            throw new IllegalArgumentException("not UTF-8");
        }
        return decoded;
    }
}
