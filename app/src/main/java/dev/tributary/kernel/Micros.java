package dev.tributary.kernel;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Moments as the database and the journal count them: whole microseconds since 1970. */
public final class Micros {

    private Micros() {}

    public static long of(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
