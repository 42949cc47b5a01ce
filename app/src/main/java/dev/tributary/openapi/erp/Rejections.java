package dev.tributary.openapi.erp;

import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.openapi.orders.Outcomes;
import dev.tributary.orders.Outcome;

/** What the ERP is told when a command had no effect. */
public final class Rejections {

    private Rejections() {}

    public static ProblemException of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Rejected rejected -> Outcomes.problem(rejected);
            case Outcome.Ignored(String why) -> new ProblemException(Problem.CONFLICT, why);
            case Outcome.Placed placed -> throw unexpected(placed);
            case Outcome.Refused refused -> throw unexpected(refused);
            case Outcome.Done done -> throw unexpected(done);
            case Outcome.Held held -> throw unexpected(held);
            case Outcome.StockDone done -> throw unexpected(done);
            case Outcome.SnapshotDone done -> throw unexpected(done);
            case Outcome.TakenBack taken -> throw unexpected(taken);
        };
    }

    private static IllegalStateException unexpected(Outcome outcome) {
        return new IllegalStateException("no answer to this command: " + outcome);
    }
}
