package dev.tributary.console.stock;

import dev.tributary.console.Desk;
import dev.tributary.kernel.ProblemException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the forms of these rooms have in common: how a field is read, and what was wrong with which. */
final class Forms {

    private Forms() {}

    static String text(Map<String, String> form, String name) {
        return form.getOrDefault(name, "").strip();
    }

    /** In the merchant's zone. */
    static Instant time(Desk desk, String text, String field) {
        try {
            return LocalTimes.instant(text, desk.merchant().zone());
        } catch (ProblemException wrong) {
            throw ProblemException.invalid("/" + field, "invalid_value", "Give a day and a time.");
        }
    }

    /** By field, the first of each; under the empty name what is wrong with the whole. */
    static Map<String, String> problems(ProblemException wrong) {
        var problems = new LinkedHashMap<String, String>();
        wrong.violations()
                .forEach(violation ->
                        problems.putIfAbsent(violation.pointer().replaceFirst("^.*/", ""), violation.detail()));
        return problems.isEmpty() ? Map.of("", String.valueOf(wrong.getMessage())) : problems;
    }

    /** All that was wrong, in one line. */
    static String said(ProblemException wrong) {
        return String.join("; ", problems(wrong).values());
    }
}
