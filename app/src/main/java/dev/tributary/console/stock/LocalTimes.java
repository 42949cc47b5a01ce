package dev.tributary.console.stock;

import dev.tributary.kernel.ProblemException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;

/** Moments as people type them, in the merchant's zone. */
final class LocalTimes {

    private LocalTimes() {}

    /** As a browser's field for date and time has it, with or without seconds. */
    static Instant instant(String text, ZoneId zone) {
        try {
            return LocalDateTime.parse(text).atZone(zone).toInstant();
        } catch (DateTimeParseException e) {
            throw ProblemException.invalid("at", "invalid_value", "a date and time, such as 2026-11-22T10:00:00");
        }
    }
}
