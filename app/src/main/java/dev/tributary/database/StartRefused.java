package dev.tributary.database;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

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

    public static boolean isCauseOf(Throwable failure) {
        return in(failure).isPresent();
    }

    static Optional<StartRefused> in(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(StartRefused.class::isInstance)
                .map(StartRefused.class::cast)
                .findFirst();
    }
}
