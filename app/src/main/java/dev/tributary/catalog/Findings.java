package dev.tributary.catalog;

import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Collects everything wrong with a draft, so that one answer names it all. */
final class Findings {

    static final int NAME_MAX = CatalogSetup.NAME_MAX;
    /** Codes stand in addresses and comma lists, so they have neither slash, comma nor space. */
    private static final Pattern CODE =
            Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}._:+#-]{0,%d}".formatted(CatalogSetup.CODE_MAX - 1));

    private static final Pattern HANDLE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,39}");

    private final List<Violation> violations = new ArrayList<>();

    void add(String pointer, String code, String detail) {
        violations.add(new Violation(pointer, code, detail));
    }

    /** The merchant's own code of a product or SKU. */
    void code(String pointer, String text) {
        if (!CODE.matcher(text).matches()) {
            add(
                    pointer,
                    "bad_code",
                    "1 to 64 letters and digits of any script, or . _ : + # - after the first; no spaces");
        }
    }

    /** The code of a merchant or channel, which people type and addresses carry. */
    void handle(String pointer, String text) {
        if (!HANDLE.matcher(text).matches()) {
            add(pointer, "bad_code", "1 to 40 of A-Z a-z 0-9, and - or _ after the first");
        }
    }

    void text(String pointer, String text, int charactersMax) {
        if (text.isBlank()) {
            add(pointer, "required", "say what it is called");
        } else if (text.length() > charactersMax) {
            add(pointer, "too_long", "at most %d characters".formatted(charactersMax));
        } else if (text.chars().anyMatch(Character::isISOControl)) {
            add(pointer, "control_character", "control characters such as NUL or line breaks are not text");
        }
    }

    boolean none() {
        return violations.isEmpty();
    }

    List<Violation> all() {
        return List.copyOf(violations);
    }

    void raise() {
        if (!none()) {
            throw ProblemException.invalid(violations);
        }
    }
}
