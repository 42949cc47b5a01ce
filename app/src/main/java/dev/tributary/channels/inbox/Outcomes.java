package dev.tributary.channels.inbox;

import dev.tributary.channels.inbox.Understanding.Result;
import dev.tributary.kernel.ProblemException;
import dev.tributary.orders.Outcome;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an outcome of the orders means for the message that caused it. */
public final class Outcomes {

    private Outcomes() {}

    public static Result result(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Placed placed -> Result.processed(Optional.of(placed.order()));
            case Outcome.Done done -> Result.processed(Optional.of(done.order()));
            case Outcome.Held held -> Result.processed(Optional.of(held.order()));
            case Outcome.StockDone done -> Result.processed(Optional.empty());
            case Outcome.SnapshotDone done -> Result.processed(Optional.empty());
            case Outcome.TakenBack taken -> takenBack(taken);
            case Outcome.Ignored ignored -> Result.ignored(ignored.why());
            case Outcome.Refused refused ->
                Result.parked(
                        "refused",
                        "the order was refused: " + refused.reason(),
                        "facts are never refused: report this");
            case Outcome.Rejected rejected -> rejected(rejected);
        };
    }

    private static Result takenBack(Outcome.TakenBack taken) {
        return taken.waitingLines().isEmpty()
                ? Result.processed(taken.order())
                : Result.parked(
                        "unknown_item",
                        "the money is booked; goods of its lines %s wait for their mapping"
                                .formatted(taken.waitingLines()),
                        "list the items: their goods are put back then, by themselves; drop this message when they are");
    }

    private static Result rejected(Outcome.Rejected rejected) {
        var code = rejected.why().name().toLowerCase(Locale.ROOT);
        return switch (rejected.why()) {
            case NOT_FOUND ->
                Result.early(
                        code,
                        rejected.detail(),
                        "wait: it goes on by itself when the order comes; where it should have come, look for it on the platform");
            case REUSED_KEY ->
                Result.parked(
                        code,
                        rejected.detail(),
                        "the same version came before with other content: compare both on the platform");
            case CHANGED_SINCE -> Result.parked(code, rejected.detail(), "replay");
            case NOT_ALLOWED_IN_STATE ->
                Result.parked(code, rejected.detail(), "settle it with the customer by hand, then drop this message");
            case PARKED -> Result.parked(code, rejected.detail(), "correct the values, then replay");
        };
    }

    static Result refused(ProblemException problem) {
        var violations = problem.violations().stream()
                .map(violation -> violation.pointer() + " " + violation.detail())
                .collect(Collectors.joining("; "));
        return Result.parked(
                "invalid",
                violations.isEmpty() ? String.valueOf(problem.getMessage()) : violations,
                "correct the body");
    }
}
