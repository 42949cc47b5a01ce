package dev.tributary.database;

/** The hub cannot start, for a reason its operator can mend. The message is one sentence that says what to do. */
public final class StartRefused extends RuntimeException {

    /** What the process exits with: the operator's to mend, nothing was changed. */
    public static final int EXIT_CODE = 78;

    public StartRefused(String sentence) {
        super(sentence);
    }

    public StartRefused(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
