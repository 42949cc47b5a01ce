package dev.tributary.openapi.erp;

import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.orders.Outcome;

/** What the ERP is told when a command had no effect. */
final class Rejections {

    private Rejections() {}

    static ProblemException of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Rejected(Outcome.Why why, String detail) -> new ProblemException(problem(why), detail);
            case Outcome.Ignored(String why) -> new ProblemException(Problem.CONFLICT, why);
            case Outcome.Placed placed -> throw unexpected(placed);
            case Outcome.Refused refused -> throw unexpected(refused);
            case Outcome.Done done -> throw unexpected(done);
            case Outcome.StockDone done -> throw unexpected(done);
        };
    }

    private static Problem problem(Outcome.Why why) {
        return switch (why) {
            case NOT_FOUND -> Problem.NOT_FOUND;
            case REUSED_KEY -> Problem.REUSED_KEY;
            case NOT_ALLOWED_IN_STATE -> Problem.CONFLICT;
            case PARKED -> Problem.REFUSED;
        };
    }

    private static IllegalStateException unexpected(Outcome outcome) {
        return new IllegalStateException("no answer to this command: " + outcome);
    }
}
