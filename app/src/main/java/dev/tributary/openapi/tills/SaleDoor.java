package dev.tributary.openapi.tills;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Problem;
import dev.tributary.openapi.body.Body;
import dev.tributary.openapi.body.BodyHash;
import dev.tributary.openapi.body.JsonAnswer;
import dev.tributary.openapi.body.JsonInput;
import dev.tributary.openapi.orders.OrderAnswers;
import dev.tributary.openapi.orders.OrderShapes;
import dev.tributary.openapi.orders.Outcomes;
import dev.tributary.openapi.orders.ToldLines;
import dev.tributary.openapi.problem.BodyFaults;
import dev.tributary.orders.BundlePart;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderBook;
import dev.tributary.orders.OrderDraft;
import dev.tributary.orders.OrderIntake;
import dev.tributary.orders.OrderView;
import dev.tributary.orders.Outcome;
import dev.tributary.orders.SaleQuantity;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** {@code POST /v1/till-sales}: a fact, answered after its batch has committed and never refused for stock. */
@RestController
class SaleDoor {

    private final JsonMapper mapper;
    private final SaleDrafts drafts;
    private final OrderIntake intake;
    private final OrderBook book;
    private final OrderAnswers answers;

    SaleDoor(JsonMapper mapper, SaleDrafts drafts, OrderIntake intake, OrderBook book, OrderAnswers answers) {
        this.mapper = mapper;
        this.drafts = drafts;
        this.intake = intake;
        this.book = book;
        this.answers = answers;
    }

    @Contract(
            id = "tellSale",
            says =
                    "What a till has sold: never refused for stock. Told again, the first telling stands. Members that nobody knows "
                            + "are passed over; an unknown SKU waits for its mapping.",
            body = NewSale.class,
            status = {201, 200},
            answer = OrderShapes.Placed.class,
            refusals = {Problem.REUSED_KEY, Problem.REFUSED, Problem.OVERLOADED})
    @Needs(Scope.TILLS_WRITE)
    @PostMapping("/v1/till-sales")
    void sell(HttpServletRequest request, HttpServletResponse response, Caller caller) throws IOException {
        byte[] body = Body.of(request);
        var form = read(body);
        var draft = drafts.draft(form, caller, BodyHash.of(body, 0, body.length));
        switch (intake.decide(new Command.Place(draft))) {
            case Outcome.Placed placed -> answer(response, draft, placed);
            case Outcome.Rejected rejected -> throw Outcomes.problem(rejected);
            // Heard before: the first telling stands.
            case Outcome.Ignored ignored -> answerAgain(response, draft);
            case Outcome.Done done -> answerAgain(response, draft);
            case Outcome.Refused refused -> throw new IllegalStateException("a fact was refused: " + refused);
            case Outcome.Held held -> throw new IllegalStateException("a sale was answered by " + held);
            case Outcome.StockDone done -> throw new IllegalStateException("a sale was answered by " + done);
            case Outcome.SnapshotDone done -> throw new IllegalStateException("a sale was answered by " + done);
            case Outcome.TakenBack taken -> throw new IllegalStateException("a sale was answered by " + taken);
        }
    }

    private SaleForm read(byte[] body) {
        try (var in = JsonInput.of(mapper, body)) {
            var form = SaleReader.read(in);
            in.end();
            form.findings.raise();
            return form;
        } catch (JacksonException e) {
            throw BodyFaults.of(e);
        }
    }

    private void answerAgain(HttpServletResponse response, OrderDraft draft) throws IOException {
        OrderView order = book.byNumber(draft.merchant(), draft.channel(), draft.number())
                .orElseThrow(() -> new IllegalStateException("a sale heard before is not there"));
        var lines = new TreeMap<Integer, OrderView.Line>();
        order.lines()
                .forEach(line ->
                        lines.putIfAbsent(line.bundle().map(BundlePart::line).orElse(line.number()), line));
        var placed = new ArrayList<Outcome.PlacedLine>();
        lines.forEach((number, line) -> placed.add(new Outcome.PlacedLine(
                number, line.reservation(), line.node().map(NodeId::value).orElse(0L))));
        var known = new Outcome.Placed(order.id(), order.state(), order.payment(), placed, order.version(), true);
        answer(
                response,
                draft,
                known,
                lines(
                        number -> line(lines, number).channelSku(),
                        number -> line(lines, number).bundle().isEmpty()
                                ? line(lines, number).sale()
                                : Optional.empty()));
    }

    private static OrderView.Line line(Map<Integer, OrderView.Line> lines, int number) {
        return Objects.requireNonNull(lines.get(number));
    }

    private void answer(HttpServletResponse response, OrderDraft draft, Outcome.Placed placed) throws IOException {
        answer(
                response,
                draft,
                placed,
                lines(
                        number -> draft.lines().get(number - 1).channelSku(),
                        number -> draft.lines().get(number - 1).sale()));
    }

    private void answer(HttpServletResponse response, OrderDraft draft, Outcome.Placed placed, ToldLines told)
            throws IOException {
        if (placed.replayed()) {
            response.setHeader("Idempotent-Replayed", "true");
        }
        JsonAnswer.send(
                response,
                mapper,
                placed.replayed() ? 200 : 201,
                json -> answers.placed(json, draft.merchant(), draft.number(), placed, told));
    }

    private static ToldLines lines(IntFunction<String> skuOfLine, IntFunction<Optional<SaleQuantity>> saleOfLine) {
        return new ToldLines() {
            @Override
            public String skuOfLine(int number) {
                return skuOfLine.apply(number);
            }

            @Override
            public @Nullable SaleQuantity saleOfLine(int number) {
                return saleOfLine.apply(number).orElse(null);
            }
        };
    }
}
