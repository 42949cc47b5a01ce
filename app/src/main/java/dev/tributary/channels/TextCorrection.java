package dev.tributary.channels;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.kernel.ProblemException;
import java.util.Optional;

/** One text in the place of another, wherever a body has it, letter by letter. The rest keeps its bytes, whatever they encode. */
public record TextCorrection(String find, String put) {

    public static final int CHARACTERS_MAX = 200;

    public TextCorrection {
        if (find.isBlank() || find.length() > CHARACTERS_MAX) {
            throw ProblemException.invalid("/find", "length", "give 1 to %d characters".formatted(CHARACTERS_MAX));
        }
        if (put.length() > CHARACTERS_MAX) {
            throw ProblemException.invalid("/put", "length", "give at most %d characters".formatted(CHARACTERS_MAX));
        }
    }

    /**
     * What came of it.
     *
     * @param left had the text and are as they were, for they would be too long
     * @param closed could not be looked into: their bytes are kept no more
     */
    public record Done(int corrected, int left, int closed) {

        public static final Done NONE = new Done(0, 0, 0);

        public Done and(Done other) {
            return new Done(corrected + other.corrected, left + other.left, closed + other.closed);
        }
    }

    /** How many bytes the body has once it is corrected: known before any of them is made. */
    public long lengthIn(byte[] body) {
        var text = new String(body, ISO_8859_1);
        var from = bytewise(find);
        long length = body.length;
        for (int at = text.indexOf(from); at >= 0; at = text.indexOf(from, at + from.length())) {
            length += bytewise(put).length() - from.length();
        }
        return length;
    }

    /** Empty when the body does not have the text. */
    public Optional<byte[]> in(byte[] body) {
        var before = new String(body, ISO_8859_1);
        var after = before.replace(bytewise(find), bytewise(put));
        return before.equals(after) ? Optional.empty() : Optional.of(after.getBytes(ISO_8859_1));
    }

    private static String bytewise(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }
}
