package dev.tributary.openapi.tills;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.Shape;
import dev.tributary.openapi.body.Fields;
import dev.tributary.openapi.orders.Outcomes;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderIntake;
import dev.tributary.orders.Outcome;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Returns and voids of tills: facts, answered after their batch has committed and never refused. */
@RestController
class ReturnDoor {

    static final int REASON_MAX = 200;

    private final ReturnDrafts drafts;
    private final TillPlaces places;
    private final OrderIntake intake;

    ReturnDoor(ReturnDrafts drafts, TillPlaces places, OrderIntake intake) {
        this.drafts = drafts;
        this.places = places;
        this.intake = intake;
    }

    /** @param waitingLines whose SKU, or unit of sale, nobody has mapped; once it is, their goods are put back */
    @Shape("TakenReturn")
    record Taken(String id, String number, Optional<String> order, List<Integer> waitingLines) {}

    @Shape("VoidedSale")
    record Voided(String number, Optional<String> id, Optional<String> state, Optional<String> payment) {}

    @Contract(
            id = "tellReturn",
            says =
                    "Goods that came back: a fact, never refused. Told again it changes nothing. Members that nobody knows are passed "
                            + "over.",
            body = ReturnShapes.Return.class,
            status = {201, 200},
            refusals = {Problem.REUSED_KEY, Problem.REFUSED, Problem.OVERLOADED})
    @Needs(Scope.TILLS_WRITE)
    @PostMapping("/v1/till-returns")
    ResponseEntity<Taken> takeBack(@RequestBody JsonNode body, Caller caller) {
        var draft = drafts.draft(Fields.of(body), caller);
        return switch (intake.decide(new Command.TakeBack(draft))) {
            case Outcome.TakenBack taken -> taken(draft.number(), taken);
            case Outcome.Rejected rejected -> throw Outcomes.problem(rejected);
            case Outcome other -> throw new IllegalStateException("a return was answered by " + other);
        };
    }

    private static ResponseEntity<Taken> taken(String number, Outcome.TakenBack taken) {
        var body = new Taken(
                Long.toString(taken.id()), number, taken.order().map(OrderId::toString), taken.waitingLines());
        return taken.replayed()
                ? ResponseEntity.ok().header("Idempotent-Replayed", "true").body(body)
                : ResponseEntity.status(201).body(body);
    }

    /** A void is the last word on its sale, so it is newer than anything told of it. */
    @Contract(
            id = "voidSale",
            says =
                    "Names the sale that never was; 202 where it has not been told yet. Members that nobody knows are passed over.",
            body = ReturnShapes.Void.class,
            status = {200, 202},
            refusals = {Problem.REFUSED, Problem.OVERLOADED})
    @Needs(Scope.TILLS_WRITE)
    @PostMapping("/v1/till-voids")
    ResponseEntity<Voided> undo(@RequestBody JsonNode body, Caller caller) {
        var fields = Fields.of(body);
        var channel = places.channel(
                fields.optionalText("channel", Receipt.NODE_MAX).orElse(null), caller, fields.findings());
        var receipt = Receipt.read(fields, fields.text("node", Receipt.NODE_MAX));
        var node = places.node(receipt.node(), caller, fields.findings());
        String reason = fields.optionalText("reason", REASON_MAX).orElse("voided at the till");
        fields.findings().raise();
        String number = receipt.number(node.orElseThrow().id());
        var told = new Command.TellCancelled(
                caller.merchant().orElseThrow(), channel.orElseThrow().id(), number, Long.MAX_VALUE, reason);
        return switch (intake.decide(told)) {
            case Outcome.Done done ->
                ResponseEntity.ok(new Voided(
                        number,
                        Optional.of(done.order().toString()),
                        Optional.of(done.state().name()),
                        Optional.of(done.payment().name())));
            // Its sale has not come yet; the mark that waits for it is stored.
            case Outcome.Ignored ignored ->
                ResponseEntity.accepted()
                        .body(new Voided(number, Optional.empty(), Optional.empty(), Optional.empty()));
            case Outcome.Rejected rejected -> throw Outcomes.problem(rejected);
            case Outcome other -> throw new IllegalStateException("a void was answered by " + other);
        };
    }
}
