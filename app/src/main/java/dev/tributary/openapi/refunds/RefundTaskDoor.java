package dev.tributary.openapi.refunds;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Shape;
import dev.tributary.openapi.Callers;
import dev.tributary.openapi.body.Fields;
import dev.tributary.openapi.body.Paging;
import dev.tributary.openapi.body.PathIds;
import dev.tributary.openapi.idempotency.KeyedWrites;
import dev.tributary.openapi.orders.Outcomes;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderIntake;
import dev.tributary.orders.Outcome;
import dev.tributary.orders.RefundTask;
import dev.tributary.orders.RefundTasks;
import java.time.Instant;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Money that must go back. The reference of the refund is the key: told twice, it has one effect. */
@RestController
@RequestMapping("/v1/refund-tasks")
class RefundTaskDoor {

    private static final int TEXT_MAX = 64;

    private final RefundTasks tasks;
    private final OrderIntake intake;
    private final KeyedWrites keys;

    RefundTaskDoor(RefundTasks tasks, OrderIntake intake, KeyedWrites keys) {
        this.tasks = tasks;
        this.intake = intake;
        this.keys = keys;
    }

    @Shape("RefundTask")
    record Shown(
            String id,
            String order,
            @Member(says = "Of the order.") String number,

            @Member(
                    says =
                            "`PAID_LATE`: its goods were gone; `PAID_AFTER_CANCEL`; `OVERPAID`; `CANCELLED`: it was paid; `EXPIRED`: paid in part.")
            RefundTask.Why why,

            Money amount,

            @Member(says = "`WITHDRAWN`: the order lives again, and keeps it.")
            RefundTask.State state,

            Instant raisedAt,
            Optional<Instant> doneAt,
            Optional<String> doneBy,

            @Member(says = "The payer's number of the refund.")
            Optional<String> reference) {}

    @Shape("RefundDone")
    record Done(
            @Member(charactersMin = 1, charactersMax = TEXT_MAX, says = "The payer's number of the refund.")
            String reference,

            @Member(charactersMin = 1, charactersMax = TEXT_MAX)
            String method) {}

    @Contract(id = "listRefundTasks", says = "Money that must go back, the oldest first.")
    @GetMapping
    @Needs(Scope.ORDERS_READ)
    Page<Shown> list(
            Caller caller,
            @RequestParam @Member(says = "All, where absent.") Optional<RefundTask.State> state,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> cursor) {
        var paging = Paging.of(limit, cursor);
        return Paging.shown(
                tasks.list(Callers.merchant(caller), state, paging.after(), paging.limit()), RefundTaskDoor::shown);
    }

    @Contract(
            id = "settleRefundTask",
            says = "The money went back, with its payer's number. The order's `refunded` grows by it, once.",
            body = Done.class,
            key = Contract.Key.OPTIONAL,
            answer = Shown.class,
            refusals = {Problem.NOT_FOUND, Problem.CONFLICT, Problem.REFUSED, Problem.OVERLOADED})
    @PostMapping("/{id}/done")
    @Needs(Scope.ORDERS_WRITE)
    ResponseEntity<Object> done(
            Caller caller,
            @RequestHeader("Idempotency-Key") Optional<String> key,
            @PathVariable @Member(pattern = PathIds.PATTERN) String id,
            @RequestBody JsonNode body) {
        var merchant = Callers.merchant(caller);
        var fields = Fields.of(body);
        String reference = fields.text("reference", TEXT_MAX);
        String method = fields.text("method", TEXT_MAX);
        fields.finish();
        var task = find(caller, id);
        key.ifPresent(given -> keys.bind(caller, given, "POST /v1/refund-tasks/%s/done %s".formatted(id, body)));
        var wish = new Command.SettleRefund(
                merchant, task.order(), task.id(), reference, method, "client:" + caller.clientId());
        return switch (intake.decide(wish)) {
            case Outcome.Done done -> {
                var answer = ResponseEntity.ok();
                if (done.replayed()) {
                    answer.header("Idempotent-Replayed", "true");
                }
                yield answer.body(shown(find(caller, id)));
            }
            case Outcome.Rejected rejected -> throw Outcomes.problem(rejected);
            case Outcome other -> throw new IllegalStateException("a refund task was answered by " + other);
        };
    }

    private RefundTask find(Caller caller, String id) {
        return tasks.find(Callers.merchant(caller), PathIds.of(id, RefundTaskDoor::unknown))
                .orElseThrow(RefundTaskDoor::unknown);
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("there is no such refund task");
    }

    private static Shown shown(RefundTask task) {
        return new Shown(
                Long.toString(task.id()),
                task.order().toString(),
                task.number(),
                task.why(),
                task.amount(),
                task.state(),
                task.raisedAt(),
                task.doneAt(),
                Optional.of(task.doneBy()).filter(by -> !by.isEmpty()),
                Optional.of(task.reference()).filter(text -> !text.isEmpty()));
    }
}
