package dev.tributary.openapi.body;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Times in bodies: RFC 3339, kept to the microsecond, and of this century. */
public final class Times {

    static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");
    static final String EXPECTED = "a time of RFC 3339 is expected, such as 2026-11-22T10:00:00Z";

    private Times() {}

    /** Notes what is wrong with it, then answers nothing. */
    public static Optional<Instant> optional(Fields fields, String name) {
        return fields.optionalText(name, 40).flatMap(text -> {
            try {
                var instant = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
                if (!instant.isBefore(EARLIEST) && !instant.isAfter(LATEST)) {
                    return Optional.of(instant);
                }
                fields.wrong(name, "out_of_range", "from %s to %s".formatted(EARLIEST, LATEST));
            } catch (DateTimeParseException e) {
                fields.wrong(name, "invalid_value", EXPECTED);
            }
            return Optional.empty();
        });
    }
}
