package dev.tributary.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Microseconds since 1970 on this machine's clock, which the hub and its database share. */
final class Micros {

    private Micros() {}

    static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
