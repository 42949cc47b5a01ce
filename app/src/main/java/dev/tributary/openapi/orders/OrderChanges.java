package dev.tributary.openapi.orders;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
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
import java.util.Optional;
import java.util.TreeMap;
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

    private static final int REASON_MAX = 200;
    private static final int TEXT_MAX = 64;

    private final OrderIntake intake;
    private final KeyedWrites keys;
    private final Clock clock;

    OrderChanges(OrderIntake intake, KeyedWrites keys, Clock clock) {
        this.intake = intake;
        this.keys = keys;
        this.clock = clock;
    }

    record Changed(String id, String state, String payment, String version) {}

    record Ignored(String id, String ignored) {}

    @Needs(Scope.ORDERS_WRITE)
    @PostMapping("/v1/orders/{id}/pay")
    ResponseEntity<Object> pay(
            @PathVariable String id,
            @RequestHeader(value = "Idempotency-Key", required = false) Optional<String> key,
            @RequestBody JsonNode body,
            Caller caller) {
        var order = OrderIds.of(id);
        var fields = Fields.of(body);
        String reference = fields.text("reference", TEXT_MAX);
        String method = fields.text("method", TEXT_MAX);
        var amount = fields.money("amount", 1, MoneyReader.AMOUNT_MAX);
        var paidAt = Times.optional(fields, "paidAt");
        fields.finish();
        bound(caller, key, "pay", order, body);
        var payment = new OrderDraft.Payment(reference, method, amount, paidAt.orElseGet(clock::instant));
        return decided(order, new Command.Pay(caller.merchant().orElseThrow(), order, payment));
    }

    @Needs(Scope.ORDERS_WRITE)
    @PostMapping("/v1/orders/{id}/cancel")
    ResponseEntity<Object> cancel(
            @PathVariable String id,
            @RequestHeader(value = "Idempotency-Key", required = false) Optional<String> key,
            @RequestBody JsonNode body,
            Caller caller) {
        var order = OrderIds.of(id);
        var fields = Fields.of(body);
        String reason = fields.text("reason", REASON_MAX);
        fields.finish();
        String name = bound(caller, key, "cancel", order, body);
        return decided(order, new Command.Cancel(caller.merchant().orElseThrow(), order, name, reason, actor(caller)));
    }

    @Needs(Scope.ORDERS_WRITE)
    @PostMapping("/v1/orders/{id}/review")
    ResponseEntity<Object> review(
            @PathVariable String id,
            @RequestHeader(value = "Idempotency-Key", required = false) Optional<String> key,
            @RequestBody JsonNode body,
            Caller caller) {
        var order = OrderIds.of(id);
        var fields = Fields.of(body);
        var next = fields.oneOf("next", OrderState.class);
        String reason = fields.text("reason", REASON_MAX);
        fields.finish();
        String name = bound(caller, key, "review", order, body);
        return decided(
                order, new Command.Decide(caller.merchant().orElseThrow(), order, name, next, reason, actor(caller)));
    }

    @Needs(Scope.ORDERS_WRITE)
    @PostMapping("/v1/orders/{id}/lines")
    ResponseEntity<Object> lines(
            @PathVariable String id,
            @RequestHeader(value = "Idempotency-Key", required = false) Optional<String> key,
            @RequestBody JsonNode body,
            Caller caller) {
        var order = OrderIds.of(id);
        var fields = Fields.of(body);
        var units = unitsByLine(fields);
        String reason = fields.text("reason", REASON_MAX);
        fields.finish();
        String name = bound(caller, key, "lines", order, body);
        return decided(
                order,
                new Command.EditLines(caller.merchant().orElseThrow(), order, name, units, reason, actor(caller)));
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

    private String bound(Caller caller, Optional<String> key, String what, OrderId order, JsonNode body) {
        String name = KeyedWrites.required(key);
        keys.bind(caller, name, what + "/" + order + "/" + body);
        return name;
    }

    private ResponseEntity<Object> decided(OrderId order, Command command) {
        return switch (intake.decide(command)) {
            case Outcome.Done done -> {
                var answer = ResponseEntity.ok().eTag("\"" + done.version() + "\"");
                if (done.replayed()) {
                    answer.header("Idempotent-Replayed", "true");
                }
                yield answer.body(new Changed(
                        order.toString(), done.state().name(), done.payment().name(), Long.toString(done.version())));
            }
            case Outcome.Ignored ignored -> ResponseEntity.ok(new Ignored(order.toString(), ignored.why()));
            case Outcome.Refused refused ->
                throw new ProblemException(
                        Problem.INSUFFICIENT_STOCK, "nothing was changed", OrderAnswers.violations(refused));
            case Outcome.Rejected rejected -> throw Outcomes.problem(rejected);
            case Outcome.Placed placed -> throw new IllegalStateException("answered by " + placed);
            case Outcome.StockDone done -> throw new IllegalStateException("answered by " + done);
        };
    }

    static String actor(Caller caller) {
        return "client:" + caller.clientId();
    }
}
