package dev.tributary.database;

import org.springframework.boot.SpringBootExceptionReporter;

/** Prints the one sentence of a {@link StartRefused} in place of a stack trace. Found through spring.factories. */
class StartRefusedReporter implements SpringBootExceptionReporter {

    @Override
    public boolean reportException(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof StartRefused refused) {
                System.err.println("Tributary does not start: " + refused.getMessage());
                return true;
            }
        }
        return false;
    }
}
