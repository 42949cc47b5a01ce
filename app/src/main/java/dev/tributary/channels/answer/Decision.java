package dev.tributary.channels.answer;

import dev.tributary.channels.adapter.Adapter.Tell;

/** What the hub has decided about an order, as far as its platform is concerned. What is further on is never taken back. */
enum Decision {
    /** A person looks at it first, or holds it. */
    OPEN,
    WAITING_MAPPING,
    WAITING_STOCK,
    CONFIRMED,
    CANCELLED;

    static Decision of(Tell tell) {
        return switch (tell) {
            case CONFIRMED -> CONFIRMED;
            case CANCELLED -> CANCELLED;
        };
    }

    static Decision of(int code) {
        return values()[code];
    }

    int code() {
        return ordinal();
    }

    boolean waits() {
        return this == WAITING_MAPPING || this == WAITING_STOCK;
    }

    /** What the platform has to hear; only of these two. */
    Tell tell() {
        return switch (this) {
            case CONFIRMED -> Tell.CONFIRMED;
            case CANCELLED -> Tell.CANCELLED;
            case OPEN, WAITING_MAPPING, WAITING_STOCK -> throw new IllegalStateException(this + " is not told");
        };
    }
}
