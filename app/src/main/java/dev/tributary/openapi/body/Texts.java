package dev.tributary.openapi.body;

import java.util.Optional;

/** What may pass for text: PostgreSQL stores no NUL, and half a surrogate pair is no character. */
final class Texts {

    private Texts() {}

    static Optional<String> fault(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (Character.isISOControl(character)) {
                return Optional.of("control characters such as NUL or line breaks are not taken here");
            }
            if (Character.isHighSurrogate(character)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(character)) {
                return Optional.of("half of a surrogate pair is no character");
            }
        }
        return Optional.empty();
    }
}
