package dev.tributary.openapi.orders;

import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.orders.Outcome;

/** How the doors say that a command was rejected. */
public final class Outcomes {

    private Outcomes() {}

    public static ProblemException problem(Outcome.Rejected rejected) {
        return new ProblemException(
                switch (rejected.why()) {
                    case NOT_FOUND -> Problem.NOT_FOUND;
                    case REUSED_KEY -> Problem.REUSED_KEY;
                    case NOT_ALLOWED_IN_STATE -> Problem.CONFLICT;
                    case CHANGED_SINCE -> Problem.PRECONDITION_FAILED;
                    case PARKED -> Problem.REFUSED;
                },
                rejected.detail());
    }
}
