package dev.tributary.openapi.body;

import dev.tributary.kernel.ProblemException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Times in bodies and parameters: RFC 3339, kept to the microsecond, and of this century. */
public final class Times {

    static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");
    static final String EXPECTED = "a time of RFC 3339 is expected, such as 2026-11-22T10:00:00Z";

    private static final String RANGE = "from %s to %s".formatted(EARLIEST, LATEST);

    private Times() {}

    /** Of a parameter, or the problem that names it. */
    public static Instant parameter(String name, String text) {
        try {
            var instant = parsed(text);
            if (kept(instant)) {
                return instant;
            }
            throw ProblemException.invalid(name, "out_of_range", RANGE);
        } catch (DateTimeParseException e) {
            throw ProblemException.invalid(name, "invalid_value", EXPECTED);
        }
    }

    /** Notes what is wrong with it, then answers nothing. */
    public static Optional<Instant> optional(Fields fields, String name) {
        return fields.optionalText(name, 40).flatMap(text -> {
            try {
                var instant = parsed(text);
                if (kept(instant)) {
                    return Optional.of(instant);
                }
                fields.wrong(name, "out_of_range", RANGE);
            } catch (DateTimeParseException e) {
                fields.wrong(name, "invalid_value", EXPECTED);
            }
            return Optional.empty();
        });
    }

    private static Instant parsed(String text) {
        return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
    }

    private static boolean kept(Instant instant) {
        return !instant.isBefore(EARLIEST) && !instant.isAfter(LATEST);
    }
}
