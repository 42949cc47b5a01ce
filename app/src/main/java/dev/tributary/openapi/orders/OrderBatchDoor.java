package dev.tributary.openapi.orders;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.ProblemException;
import dev.tributary.openapi.body.Body;
import dev.tributary.openapi.body.BodyHash;
import dev.tributary.openapi.body.JsonAnswer;
import dev.tributary.openapi.body.JsonInput;
import dev.tributary.openapi.problem.BodyFaults;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderIntake;
import dev.tributary.orders.Outcome;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code POST /v1/orders:batch}: each order stands by itself and gets a result of its own, in order. Nothing is placed
 * before the whole body was read.
 */
@RestController
class OrderBatchDoor {

    static final int ORDERS_MAX = 500;

    private final JsonMapper mapper;
    private final OrderDrafts drafts;
    private final OrderIntake intake;
    private final OrderAnswers answers;

    OrderBatchDoor(JsonMapper mapper, OrderDrafts drafts, OrderIntake intake, OrderAnswers answers) {
        this.mapper = mapper;
        this.drafts = drafts;
        this.intake = intake;
        this.answers = answers;
    }

    private record Waiting(OrderForm form, CompletableFuture<Outcome> outcome) {}

    @Contract(
            id = "placeOrders",
            says = "Places many orders, each by itself, with a result each. They wait behind single orders.",
            body = OrderShapes.Batch.class,
            answer = OrderShapes.Results.class)
    @Needs(Scope.ORDERS_WRITE)
    @PostMapping("/v1/orders:batch")
    void place(HttpServletRequest request, HttpServletResponse response, Caller caller) throws IOException {
        var forms = read(Body.of(request));
        var waiting = forms.stream().map(form -> submitted(form, caller)).toList();
        var merchant = caller.merchant().orElseThrow();
        JsonAnswer.send(response, mapper, 200, json -> {
            json.writeStartObject();
            json.writeName("results");
            json.writeStartArray();
            waiting.forEach(one -> result(json, merchant, one));
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private Waiting submitted(OrderForm form, Caller caller) {
        try {
            var draft = drafts.draft(form, caller, Optional.empty());
            return new Waiting(form, intake.submit(new Command.Place(draft), OrderIntake.Lane.BULK));
        } catch (ProblemException e) {
            return new Waiting(form, CompletableFuture.failedFuture(e));
        }
    }

    private void result(JsonGenerator json, MerchantId merchant, Waiting waiting) {
        String number = waiting.form().number;
        json.writeStartObject();
        if (number != null) {
            json.writeStringProperty("number", number);
        }
        switch (waiting.outcome().handle(OrderBatchDoor::orProblem).join()) {
            case Result.Of(Outcome.Placed placed) -> {
                json.writeNumberProperty("status", placed.replayed() ? 200 : 201);
                json.writeName("order");
                answers.placed(json, merchant, String.valueOf(number), placed, waiting.form());
            }
            case Result.Of(Outcome.Refused refused) -> {
                json.writeNumberProperty("status", 422);
                json.writeName("problem");
                answers.refused(json, merchant, refused, waiting.form());
            }
            case Result.Of(Outcome.Rejected rejected) -> problem(json, Outcomes.problem(rejected));
            case Result.Of(Outcome other) -> throw new IllegalStateException("a request was answered by " + other);
            case Result.Failed(ProblemException problem) -> problem(json, problem);
        }
        json.writeEndObject();
    }

    private sealed interface Result {
        record Of(Outcome outcome) implements Result {}

        record Failed(ProblemException problem) implements Result {}
    }

    private static Result orProblem(@Nullable Outcome outcome, @Nullable Throwable failure) {
        if (outcome != null) {
            return new Result.Of(outcome);
        }
        Throwable cause = failure != null && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ProblemException problem) {
            return new Result.Failed(problem);
        }
        throw new IllegalStateException("an order of a batch was not decided", cause);
    }

    private void problem(JsonGenerator json, ProblemException problem) {
        json.writeNumberProperty("status", problem.problem().status());
        json.writeName("problem");
        answers.problem(json, problem);
    }

    private List<OrderForm> read(byte[] body) {
        try (var in = JsonInput.of(mapper, body)) {
            var forms = new ArrayList<OrderForm>();
            boolean given = false;
            if (in.entersObject()) {
                for (String name = in.nextName(); name != null; name = in.nextName()) {
                    if (name.equals("orders")) {
                        given = true;
                        orders(in, body, forms);
                    } else {
                        in.unknown();
                    }
                }
            }
            if (!given) {
                in.missing("orders");
            }
            in.end();
            in.findings().raise();
            return forms;
        } catch (JacksonException e) {
            throw BodyFaults.of(e);
        }
    }

    private static void orders(JsonInput in, byte[] body, List<OrderForm> forms) {
        if (!in.entersArray()) {
            return;
        }
        var whole = in.findings();
        while (in.nextItem()) {
            if (forms.size() == ORDERS_MAX) {
                in.wrong("too_many", "at most %d orders".formatted(ORDERS_MAX));
                whole.raise();
            }
            int from = in.valueOffset();
            in.startItem();
            var form = OrderReader.read(in);
            in.endItem(whole);
            form.bodyHash = BodyHash.of(body, from, in.endOffset());
            forms.add(form);
        }
        if (forms.isEmpty()) {
            in.wrong("too_few", "at least 1 order");
        }
    }
}
