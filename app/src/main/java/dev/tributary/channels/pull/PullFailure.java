package dev.tributary.channels.pull;

import java.time.Duration;
import java.util.Optional;

/** A list or an item could not be read now. What was read before is stored, and the mark stays where it is. */
final class PullFailure extends Exception {

    enum Kind {
        /** The platform has had enough for now. */
        SLOW_DOWN,
        /** Time may heal it. */
        FAILED,
        /** A person must look at it; tried again all the same. */
        REFUSED,
        /** The window holds more than can be paged through, or changed faster than it could be read: a shorter one is. */
        TOO_MUCH
    }

    private final Kind kind;
    private final Optional<Duration> retryAfter;

    PullFailure(Kind kind, String reason) {
        this(kind, reason, Optional.empty());
    }

    private PullFailure(Kind kind, String reason, Optional<Duration> retryAfter) {
        super(reason, null, false, false);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    static PullFailure slowDown(String reason, Optional<Duration> retryAfter) {
        return new PullFailure(Kind.SLOW_DOWN, reason, retryAfter);
    }

    /** How long the platform wants to be left alone, where it says. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }

    Kind kind() {
        return kind;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
