package dev.tributary.channels.pull;

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

    PullFailure(Kind kind, String reason) {
        super(reason, null, false, false);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
