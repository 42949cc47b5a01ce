package dev.tributary.openapi.body;

import dev.tributary.kernel.ProblemException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Days in bodies, files and parameters: ISO 8601, of this century. */
public final class Days {

    static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
    static final LocalDate LATEST = LocalDate.of(2099, 12, 31);
    static final String EXPECTED = "a day of ISO 8601 is expected, such as 2026-11-22";

    private static final String RANGE = "from %s to %s".formatted(EARLIEST, LATEST);
    private static final int CHARACTERS_MAX = 10;

    private Days() {}

    /** Of a parameter, or the problem that names it. */
    public static LocalDate parameter(String name, String text) {
        var day = parsed(text).orElseThrow(() -> ProblemException.invalid(name, "invalid_value", EXPECTED));
        if (kept(day)) {
            return day;
        }
        throw ProblemException.invalid(name, "out_of_range", RANGE);
    }

    /** Notes what is wrong with it, then answers nothing. */
    public static Optional<LocalDate> optional(Fields fields, String name) {
        var text = fields.optionalText(name, CHARACTERS_MAX);
        return text.flatMap(some -> checked(some, (code, detail) -> fields.wrong(name, code, detail)));
    }

    /** Of a cell; notes what is wrong with it, then answers nothing. */
    public static Optional<LocalDate> optional(Cells cells, String column) {
        var text = cells.optionalText(column, CHARACTERS_MAX);
        return text.flatMap(
                some -> checked(some, (code, detail) -> cells.findings().add(column, code, detail)));
    }

    private interface Blame {
        void on(String code, String detail);
    }

    private static Optional<LocalDate> checked(String text, Blame blame) {
        var day = parsed(text);
        if (day.isEmpty()) {
            blame.on("invalid_value", EXPECTED);
        } else if (!kept(day.get())) {
            blame.on("out_of_range", RANGE);
            return Optional.empty();
        }
        return day;
    }

    private static Optional<LocalDate> parsed(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static boolean kept(LocalDate day) {
        return !day.isBefore(EARLIEST) && !day.isAfter(LATEST);
    }
}
