package dev.tributary.bench;

/** What a command was acknowledged with. */
record Acknowledged(Kind kind, String name, long order, long units, String outcome) {
    enum Kind {
        PLACED,
        REFUSED,
        SOLD,
        PAID,
        CANCELLED,
        SHIPPED,
        RECEIVED,
        TOLD_CANCELLED,
        /** A line that waited has its goods. */
        WENT_ON,
        PARKED
    }
}
