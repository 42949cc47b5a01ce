package dev.tributary.openapi.orders;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Problem;
import dev.tributary.openapi.body.Body;
import dev.tributary.openapi.body.BodyHash;
import dev.tributary.openapi.body.JsonAnswer;
import dev.tributary.openapi.body.JsonInput;
import dev.tributary.openapi.idempotency.KeyedWrites;
import dev.tributary.openapi.problem.BodyFaults;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderIntake;
import dev.tributary.orders.Outcome;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code POST /v1/orders}, the hot door: the body is read as a stream, the order decided in the next batch, the answer
 * written by hand. The thread is virtual and simply waits.
 */
@RestController
class OrderDoor {

    private final JsonMapper mapper;
    private final OrderDrafts drafts;
    private final OrderIntake intake;
    private final OrderAnswers answers;

    OrderDoor(JsonMapper mapper, OrderDrafts drafts, OrderIntake intake, OrderAnswers answers) {
        this.mapper = mapper;
        this.drafts = drafts;
        this.intake = intake;
        this.answers = answers;
    }

    @Contract(
            id = "placeOrder",
            says = "Places one order. The same order again (the same bytes) is 200; a refusal is final for its number.",
            body = NewOrder.class,
            key = Contract.Key.OPTIONAL,
            status = {201, 200},
            answer = OrderShapes.Placed.class,
            refusals = {Problem.INSUFFICIENT_STOCK, Problem.QUOTA_EXHAUSTED, Problem.REFUSED, Problem.OVERLOADED},
            failures = @Contract.Failure(status = 422, shape = OrderShapes.Refused.class))
    @Needs(Scope.ORDERS_WRITE)
    @PostMapping("/v1/orders")
    void place(HttpServletRequest request, HttpServletResponse response, Caller caller) throws IOException {
        var key = Optional.ofNullable(request.getHeader("Idempotency-Key")).map(KeyedWrites::checked);
        var form = read(Body.of(request));
        var merchant = caller.merchant().orElseThrow();
        var outcome = intake.decide(new Command.Place(drafts.draft(form, caller, key)));
        answer(response, merchant, form, outcome);
    }

    private OrderForm read(byte[] body) {
        try (var in = JsonInput.of(mapper, body)) {
            var form = OrderReader.read(in);
            in.end();
            form.bodyHash = BodyHash.of(body, 0, body.length);
            return form;
        } catch (JacksonException e) {
            throw BodyFaults.of(e);
        }
    }

    private void answer(HttpServletResponse response, MerchantId merchant, OrderForm form, Outcome outcome)
            throws IOException {
        switch (outcome) {
            case Outcome.Placed placed -> {
                replayed(response, placed.replayed());
                JsonAnswer.send(
                        response,
                        mapper,
                        placed.replayed() ? 200 : 201,
                        json -> answers.placed(json, merchant, String.valueOf(form.number), placed, form));
            }
            case Outcome.Refused refused -> {
                replayed(response, refused.replayed());
                JsonAnswer.send(response, mapper, 422, json -> answers.refused(json, merchant, refused, form));
            }
            case Outcome.Rejected rejected -> throw Outcomes.problem(rejected);
            case Outcome.Done done -> throw unexpected(done);
            case Outcome.Held held -> throw unexpected(held);
            case Outcome.StockDone done -> throw unexpected(done);
            case Outcome.SnapshotDone done -> throw unexpected(done);
            case Outcome.TakenBack taken -> throw unexpected(taken);
            case Outcome.Ignored ignored -> throw unexpected(ignored);
        }
    }

    private static void replayed(HttpServletResponse response, boolean replayed) {
        if (replayed) {
            response.setHeader("Idempotent-Replayed", "true");
        }
    }

    private static IllegalStateException unexpected(Outcome outcome) {
        return new IllegalStateException("a request was answered by " + outcome);
    }
}
