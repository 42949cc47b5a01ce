package dev.tributary.channels.adapter;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * How a platform writes moments: {@code seconds} or {@code millis} since 1970, {@code iso} in UTC, or a pattern such as
 * {@code yyyy-MM-dd HH:mm:ss} in a zone.
 */
public final class TimeFormat {

    static final TimeFormat SECONDS = new TimeFormat(Unit.SECONDS, Optional.empty());

    private enum Unit {
        SECONDS,
        MILLIS,
        ISO,
        PATTERN
    }

    private final Unit unit;
    private final Optional<DateTimeFormatter> pattern;

    private TimeFormat(Unit unit, Optional<DateTimeFormatter> pattern) {
        this.unit = unit;
        this.pattern = pattern;
    }

    static TimeFormat read(FileNode node) {
        node.only("format", "zone");
        var format = node.required("format");
        var zone = node.child("zone");
        var unit = switch (format.text()) {
            case "seconds" -> Unit.SECONDS;
            case "millis" -> Unit.MILLIS;
            case "iso" -> Unit.ISO;
            default -> Unit.PATTERN;
        };
        if (unit != Unit.PATTERN) {
            zone.ifPresent(given -> {
                throw given.wrong("'%s' has no zone: only a pattern has".formatted(format.text()));
            });
            return new TimeFormat(unit, Optional.empty());
        }
        return new TimeFormat(unit, Optional.of(pattern(format).withZone(zone(node.required("zone")))));
    }

    private static DateTimeFormatter pattern(FileNode format) {
        try {
            return DateTimeFormatter.ofPattern(format.text());
        } catch (IllegalArgumentException e) {
            throw format.wrong("expected seconds, millis, iso or a pattern such as yyyy-MM-dd HH:mm:ss");
        }
    }

    private static ZoneId zone(FileNode zone) {
        try {
            return ZoneId.of(zone.text());
        } catch (DateTimeException e) {
            throw zone.wrong("expected a zone such as Asia/Shanghai");
        }
    }

    /** Cut to what the format can say. */
    public String write(Instant instant) {
        return switch (unit) {
            case SECONDS -> Long.toString(instant.getEpochSecond());
            case MILLIS -> Long.toString(instant.toEpochMilli());
            case ISO ->
                instant.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString();
            case PATTERN -> pattern.orElseThrow().format(instant);
        };
    }
}
