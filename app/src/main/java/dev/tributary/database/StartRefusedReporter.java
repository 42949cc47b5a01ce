package dev.tributary.database;

import java.util.Optional;
import org.springframework.boot.SpringBootExceptionReporter;

/** Prints the one sentence of a {@link StartRefused} in place of a stack trace. Found through spring.factories. */
class StartRefusedReporter implements SpringBootExceptionReporter {

    @Override
    public boolean reportException(Throwable failure) {
        Optional<StartRefused> refused = StartRefused.in(failure);
        refused.ifPresent(it -> System.err.println("Tributary does not start: " + it.getMessage()));
        return refused.isPresent();
    }
}
