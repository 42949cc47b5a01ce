package dev.tributary.sandbox.world;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Wall clock time in microseconds: hub and sandbox run on one machine here, so their clocks agree. */
final class Micros {

    private Micros() {}

    static long now() {
        return of(Instant.now());
    }

    static long of(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
