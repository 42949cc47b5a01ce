package dev.tributary.channels.check;

/** A command that was called wrongly; the message says what to do. */
final class UsageException extends RuntimeException {

    UsageException(String whatToDo) {
        super(whatToDo, null, false, false);
    }
}
