package dev.tributary.openapi.erp;

import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.orders.Outcome;

/** How the ERP's door says that a command was rejected. */
final class Rejections {

    private Rejections() {}

    static ProblemException problem(Outcome.Rejected rejected) {
        return new ProblemException(
                switch (rejected.why()) {
                    case NOT_FOUND -> Problem.NOT_FOUND;
                    case REUSED_KEY -> Problem.REUSED_KEY;
                    case NOT_ALLOWED_IN_STATE -> Problem.CONFLICT;
                    case PARKED -> Problem.REFUSED;
                },
                rejected.detail());
    }
}
