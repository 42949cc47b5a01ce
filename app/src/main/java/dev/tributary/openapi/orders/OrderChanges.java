package dev.tributary.openapi.orders;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Shape;
import dev.tributary.openapi.body.Fields;
import dev.tributary.openapi.body.Times;
import dev.tributary.openapi.idempotency.KeyedWrites;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderDraft;
import dev.tributary.orders.OrderIntake;
import dev.tributary.orders.OrderState;
import dev.tributary.orders.Outcome;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * What a client wishes of an order and the batch decides: pay, cancel, change lines, review. The key is first bound to
 * address and body; the effect has a key of its own in the batch, so a crash between the two is repaired by asking again.
 */
@RestController
class OrderChanges {

    static final int REASON_MAX = 200;
    static final int TEXT_MAX = 64;

    private final OrderIntake intake;
    private final KeyedWrites keys;
    private final Clock clock;

    OrderChanges(OrderIntake intake, KeyedWrites keys, Clock clock) {
        this.intake = intake;
        this.keys = keys;
        this.clock = clock;
    }

    @Shape("ChangedOrder")
    record Changed(String id, String state, String payment, String version) {}

    @Shape("UnchangedOrder")
    record Ignored(String id, String ignored) {}

    @Contract(
            id = "payOrder",
            says = "Tells of a payment. One that was told before changes nothing.",
            body = OrderShapes.Payment.class,
            key = Contract.Key.REQUIRED,
            answer = {Changed.class, Ignored.class},
            versioned = true,
            refusals = {Problem.NOT_FOUND, Problem.CONFLICT, Problem.REFUSED, Problem.OVERLOADED})
    @Needs(Scope.ORDERS_WRITE)
    @PostMapping("/v1/orders/{id}/pay")
    ResponseEntity<Object> pay(
            @PathVariable String id, @RequestHeader HttpHeaders headers, @RequestBody JsonNode body, Caller caller) {
        return decided(OrderWish.of("pay", id, headers, body, caller), (wish, fields) -> {
            String reference = fields.text("reference", TEXT_MAX);
            String method = fields.text("method", TEXT_MAX);
            var amount = fields.money("amount", 1, MoneyReader.AMOUNT_MAX);
            var paidAt = Times.optional(fields, "paidAt");
            return key -> new Command.Pay(
                    wish.merchant(),
                    wish.order(),
                    new OrderDraft.Payment(reference, method, amount.orElseThrow(), paidAt.orElseGet(clock::instant)));
        });
    }

    @Contract(
            id = "cancelOrder",
            says = "Cancels the order and gives its stock back.",
            body = OrderShapes.Cancellation.class,
            key = Contract.Key.REQUIRED,
            answer = {Changed.class, Ignored.class},
            ifMatch = true,
            versioned = true,
            refusals = {Problem.NOT_FOUND, Problem.CONFLICT, Problem.REFUSED, Problem.OVERLOADED})
    @Needs(Scope.ORDERS_WRITE)
    @PostMapping("/v1/orders/{id}/cancel")
    ResponseEntity<Object> cancel(
            @PathVariable String id, @RequestHeader HttpHeaders headers, @RequestBody JsonNode body, Caller caller) {
        return decided(OrderWish.of("cancel", id, headers, body, caller), (wish, fields) -> {
            String reason = fields.text("reason", REASON_MAX);
            return key -> new Command.Cancel(wish.merchant(), wish.order(), key, reason, wish.actor())
                    .ifVersion(wish.ifVersion());
        });
    }

    @Contract(
            id = "reviewOrder",
            says = "Moves the order into review, on hold, back to accepted, or to cancelled.",
            body = OrderShapes.Review.class,
            key = Contract.Key.REQUIRED,
            answer = {Changed.class, Ignored.class},
            ifMatch = true,
            versioned = true,
            refusals = {
                Problem.NOT_FOUND,
                Problem.CONFLICT,
                Problem.INSUFFICIENT_STOCK,
                Problem.QUOTA_EXHAUSTED,
                Problem.REFUSED,
                Problem.OVERLOADED
            })
    @Needs(Scope.ORDERS_WRITE)
    @PostMapping("/v1/orders/{id}/review")
    ResponseEntity<Object> review(
            @PathVariable String id, @RequestHeader HttpHeaders headers, @RequestBody JsonNode body, Caller caller) {
        return decided(OrderWish.of("review", id, headers, body, caller), (wish, fields) -> {
            var next = fields.oneOf("next", OrderState.class);
            String reason = fields.text("reason", REASON_MAX);
            return key -> new Command.Decide(wish.merchant(), wish.order(), key, next, reason, wish.actor())
                    .ifVersion(wish.ifVersion());
        });
    }

    @Contract(
            id = "editOrderLines",
            says = "Changes how many units lines want; what is wanted more must be there.",
            body = OrderShapes.LineEdit.class,
            key = Contract.Key.REQUIRED,
            answer = {Changed.class, Ignored.class},
            ifMatch = true,
            versioned = true,
            refusals = {
                Problem.NOT_FOUND,
                Problem.CONFLICT,
                Problem.INSUFFICIENT_STOCK,
                Problem.QUOTA_EXHAUSTED,
                Problem.REFUSED,
                Problem.OVERLOADED
            })
    @Needs(Scope.ORDERS_WRITE)
    @PostMapping("/v1/orders/{id}/lines")
    ResponseEntity<Object> lines(
            @PathVariable String id, @RequestHeader HttpHeaders headers, @RequestBody JsonNode body, Caller caller) {
        return decided(OrderWish.of("lines", id, headers, body, caller), (wish, fields) -> {
            var units = unitsByLine(fields);
            String reason = fields.text("reason", REASON_MAX);
            return key -> new Command.EditLines(wish.merchant(), wish.order(), key, units, reason, wish.actor())
                    .ifVersion(wish.ifVersion());
        });
    }

    /** Sorted, so that the same wish is the same text whatever the order of its members. */
    private static Map<Integer, Long> unitsByLine(Fields fields) {
        var units = new TreeMap<Integer, Long>();
        var given = fields.object("units");
        if (given.isEmpty() || given.get().json().isEmpty()) {
            fields.wrong("units", "required", "name at least one line and its units, such as {\"1\": 3}");
            return units;
        }
        for (String line : given.get().json().propertyNames()) {
            long wanted = given.get().whole(line, 0, OrderDraft.UNITS_MAX);
            if (line.matches("[1-9][0-9]{0,3}")) {
                units.put(Integer.valueOf(line), wanted);
            } else {
                given.get().wrong(line, "invalid_value", "the number of a line is expected");
            }
        }
        return units;
    }

    /** Reads a wish's own members; the command is made of them when all are good and the key is known. */
    private interface Reading {
        Function<String, Command> of(OrderWish wish, Fields fields);
    }

    /** The steps every wish takes: read it all, bind its key, let the batch decide, answer. */
    private ResponseEntity<Object> decided(OrderWish wish, Reading reading) {
        var command = reading.of(wish, wish.fields());
        String key = wish.key();
        keys.bind(wish.caller(), key, wish.text());
        return answer(wish.order().toString(), intake.decide(command.apply(key)));
    }

    private static ResponseEntity<Object> answer(String order, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> {
                var answer = ResponseEntity.ok().eTag(OrderVersions.tag(done.version()));
                if (done.replayed()) {
                    answer.header("Idempotent-Replayed", "true");
                }
                yield answer.body(
                        new Changed(order, done.state().name(), done.payment().name(), Long.toString(done.version())));
            }
            case Outcome.Ignored ignored -> ResponseEntity.ok(new Ignored(order, ignored.why()));
            case Outcome.Refused refused ->
                throw new ProblemException(
                        OrderAnswers.problem(refused), "nothing was changed", OrderAnswers.violations(refused));
            case Outcome.Rejected rejected -> throw Outcomes.problem(rejected);
            case Outcome.Placed placed -> throw new IllegalStateException("answered by " + placed);
            case Outcome.Held held -> throw new IllegalStateException("answered by " + held);
            case Outcome.StockDone done -> throw new IllegalStateException("answered by " + done);
            case Outcome.SnapshotDone done -> throw new IllegalStateException("answered by " + done);
            case Outcome.TakenBack taken -> throw new IllegalStateException("answered by " + taken);
        };
    }
}
