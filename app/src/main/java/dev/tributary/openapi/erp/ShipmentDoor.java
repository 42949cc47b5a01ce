package dev.tributary.openapi.erp;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.inventory.LotName;
import dev.tributary.inventory.StockBatch.LotUnits;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Shape;
import dev.tributary.openapi.Callers;
import dev.tributary.openapi.body.Fields;
import dev.tributary.openapi.idempotency.KeyedWrites;
import dev.tributary.openapi.orders.OrderVersions;
import dev.tributary.openapi.problem.ProblemBody;
import dev.tributary.orders.Command;
import dev.tributary.orders.Command.Ship.LineUnits;
import dev.tributary.orders.OrderDraft;
import dev.tributary.orders.OrderIntake;
import dev.tributary.orders.OrderIntake.Lane;
import dev.tributary.orders.OrderState;
import dev.tributary.orders.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * Goods that left. Each shipment is a wish of its own, named by order and key, and has a result of its own; sending the
 * batch again does nothing twice.
 */
@RestController
class ShipmentDoor {

    static final int SHIPMENTS_MAX = 500;
    static final int KEY_MAX = 64;
    static final int TEXT_MAX = 100;
    static final int LOTS_MAX = 50;

    @Shape("ShipmentResults")
    record Results(List<Result> results) {}

    @Shape("ShipmentResult")
    record Result(
            String order,
            String key,
            Optional<OrderState> state,
            Optional<String> version,
            Optional<Boolean> replayed,
            Optional<ProblemBody> problem) {}

    private final OrderIntake intake;

    ShipmentDoor(OrderIntake intake) {
        this.intake = intake;
    }

    @Contract(
            id = "shipOrders",
            says =
                    "Goods that left: each shipment by itself, with a result each, in order. Sent again nothing is done twice.",
            body = ErpShapes.Shipments.class,
            key = Contract.Key.REQUIRED)
    @PostMapping("/v1/erp/shipments:batch")
    @Needs(Scope.ORDERS_WRITE)
    Results ship(
            Caller caller, @RequestHeader(name = "Idempotency-Key") Optional<String> key, @RequestBody JsonNode body) {
        MerchantId merchant = Callers.merchant(caller);
        KeyedWrites.required(key);
        var fields = Fields.of(body);
        var items = fields.items("shipments", SHIPMENTS_MAX);
        fields.finish();
        var results = new ArrayList<CompletableFuture<Result>>();
        for (Fields item : items) {
            var ship = ship(merchant, item, caller.clientId());
            var version = OrderVersions.member(item, "ifVersion");
            results.add(
                    item.good()
                            ? submit(ship, version)
                            : done(refused(ship, item.findings().problem())));
        }
        return new Results(results.stream().map(CompletableFuture::join).toList());
    }

    private CompletableFuture<Result> submit(Command.Ship ship, OptionalLong version) {
        try {
            return intake.submit(ship.ifVersion(version), Lane.BULK).thenApply(outcome -> result(ship, outcome));
        } catch (ProblemException overloaded) {
            // Those before it are on their way: only this one is to be sent again.
            return done(refused(ship, overloaded));
        }
    }

    private static Command.Ship ship(MerchantId merchant, Fields item, String actor) {
        return new Command.Ship(
                merchant,
                Orders.id(item, "order"),
                item.text("key", KEY_MAX),
                item.text("carrier", TEXT_MAX),
                item.text("trackingNumber", TEXT_MAX),
                item.objects("lines", OrderDraft.LINES_MAX).stream()
                        .map(ShipmentDoor::line)
                        .toList(),
                actor);
    }

    private static LineUnits line(Fields line) {
        int number = (int) line.whole("line", 1, OrderDraft.LINES_MAX);
        long units = line.whole("units", 1, OrderDraft.UNITS_MAX);
        if (!line.has("lots")) {
            return new LineUnits(number, units);
        }
        var lots = line.objects("lots", LOTS_MAX).stream()
                .map(lot -> new LotUnits(
                        lot.text("number", LotName.NUMBER_LENGTH_MAX), lot.whole("units", 1, OrderDraft.UNITS_MAX)))
                .toList();
        if (lots.stream().mapToLong(LotUnits::units).sum() != units) {
            line.wrong("lots", "invalid_value", "together they must be the line's units");
        }
        return new LineUnits(number, units, lots);
    }

    private static Result result(Command.Ship ship, Outcome outcome) {
        return outcome instanceof Outcome.Done done
                ? new Result(
                        ship.order().toString(),
                        ship.key(),
                        Optional.of(done.state()),
                        Optional.of(Long.toString(done.version())),
                        done.replayed() ? Optional.of(true) : Optional.empty(),
                        Optional.empty())
                : refused(ship, Rejections.of(outcome));
    }

    private static Result refused(Command.Ship ship, ProblemException problem) {
        return new Result(
                ship.order().toString(),
                ship.key(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(ProblemBody.of(problem)));
    }

    private static CompletableFuture<Result> done(Result result) {
        return CompletableFuture.completedFuture(result);
    }
}
