package dev.tributary.vault;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One spelling for what people write in many, so that the same phone or name gives the same hash. */
final class Normal {

    private static final Pattern SEPARATORS = Pattern.compile("[\\s\\p{Pd}().·]+");
    private static final Pattern CHINA = Pattern.compile("(?:\\+|00)?86(1\\d{10})");
    private static final Pattern NUMBER = Pattern.compile("\\+?\\d{5,20}");
    /** A platform's privacy number with its extension: lent to one order, then to someone else. */
    private static final Pattern LENT_NUMBER = Pattern.compile("\\+?\\d{5,20}[_,#xX]\\d{1,8}");

    private static final Pattern IN_ONE_PIECE = Pattern.compile("\\+?\\d{5,20}(?:[_,#xX]\\d{1,8})?");
    private static final Pattern IN_GROUPS = Pattern.compile("\\+?\\d{2,}(?:[ -]\\d{2,}){1,5}");

    private Normal() {}

    /** Digits, with a plus before a foreign country's code; empty for anything that is no whole phone number. */
    static Optional<String> phone(String text) {
        String compact = compactPhone(text);
        if (NUMBER.matcher(compact).matches() || LENT_NUMBER.matcher(compact).matches()) {
            return Optional.of(compact);
        }
        return Optional.empty();
    }

    /** The text itself, and what looks like numbers in it, in one piece or in groups of digits. */
    static Stream<String> phonesIn(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC);
        var found = new LinkedHashSet<String>();
        phone(text).ifPresent(found::add);
        for (Pattern form : List.of(IN_ONE_PIECE, IN_GROUPS)) {
            form.matcher(plain).results().forEach(match -> phone(match.group()).ifPresent(found::add));
        }
        return found.stream();
    }

    /** Whether the number names a person: a masked or lent one does not. */
    static boolean namesAPerson(String normalisedPhone) {
        return NUMBER.matcher(normalisedPhone).matches();
    }

    static Optional<String> name(String text) {
        String name = SEPARATORS
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    private static String compactPhone(String text) {
        // NFKC turns full-width digits and signs into plain ones.
        String plain = SEPARATORS
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                .replaceAll("");
        var china = CHINA.matcher(plain);
        if (china.lookingAt()) {
            return china.group(1) + plain.substring(china.end());
        }
        return plain.startsWith("00") ? "+" + plain.substring(2) : plain;
    }
}
