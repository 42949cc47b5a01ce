package dev.tributary.openapi.erp;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.ProblemException;
import dev.tributary.openapi.body.Fields;
import dev.tributary.openapi.idempotency.KeyedWrites;
import dev.tributary.openapi.problem.ProblemBody;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderDraft;
import dev.tributary.orders.OrderIntake;
import dev.tributary.orders.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Shipped lines from the ERP: each shipment has a key of its own, so a call that is repeated ships nothing twice. */
@RestController
class ShipmentDoor {

    private static final int SHIPMENTS_MAX = 500;
    private static final int TEXT_MAX = 64;

    record Results(List<Map<String, Object>> results) {}

    private final OrderIntake intake;

    ShipmentDoor(OrderIntake intake) {
        this.intake = intake;
    }

    @PostMapping("/v1/erp/shipments:batch")
    @Needs(Scope.ORDERS_WRITE)
    Results ship(
            Caller caller, @RequestHeader(name = "Idempotency-Key") Optional<String> key, @RequestBody JsonNode body) {
        MerchantId merchant = caller.merchant().orElseThrow();
        KeyedWrites.required(key);
        var fields = Fields.of(body);
        var ships = new ArrayList<Command.Ship>();
        for (Fields item : fields.objects("shipments", SHIPMENTS_MAX)) {
            ships.add(ship(merchant, item, "client/" + caller.clientId()));
        }
        fields.finish();
        var outcomes = new ArrayList<CompletableFuture<Outcome>>();
        for (Command.Ship ship : ships) {
            outcomes.add(intake.submit(ship, OrderIntake.Lane.BULK));
        }
        var results = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < ships.size(); i++) {
            results.add(result(ships.get(i), outcomes.get(i).join()));
        }
        return new Results(results);
    }

    private static Command.Ship ship(MerchantId merchant, Fields item, String actor) {
        String order = item.text("order", TEXT_MAX);
        boolean known = order.matches("\\d{1,18}");
        if (!known && !order.isEmpty()) {
            item.wrong("order", "unknown_order", "the id of an order is expected");
        }
        var lines = new ArrayList<Command.Ship.LineUnits>();
        for (Fields line : item.objects("lines", OrderDraft.LINES_MAX)) {
            lines.add(new Command.Ship.LineUnits(
                    (int) line.whole("line", 1, OrderDraft.LINES_MAX), line.whole("units", 1, OrderDraft.UNITS_MAX)));
        }
        return new Command.Ship(
                merchant,
                new OrderId(known ? Long.parseLong(order) : 0),
                key(item),
                item.optionalText("carrier", TEXT_MAX).orElse(""),
                item.optionalText("trackingNumber", TEXT_MAX).orElse(""),
                lines,
                actor);
    }

    private static String key(Fields item) {
        String key = item.text("key", TEXT_MAX);
        if (!key.matches("[\\x21-\\x7e]*")) {
            item.wrong("key", "invalid_value", "visible ASCII characters are expected");
        }
        return key;
    }

    private static Map<String, Object> result(Command.Ship ship, Outcome outcome) {
        var result = new LinkedHashMap<String, Object>();
        result.put("order", ship.order().toString());
        result.put("key", ship.key());
        switch (outcome) {
            case Outcome.Done done -> {
                result.put("status", 200);
                result.put("state", done.state());
                result.put("version", Long.toString(done.version()));
                result.put("replayed", done.replayed());
            }
            case Outcome.Rejected rejected -> {
                ProblemException problem = Rejections.problem(rejected);
                result.put("status", problem.problem().status());
                result.put("problem", ProblemBody.of(problem));
            }
            case Outcome.Ignored ignored -> {
                result.put("status", 200);
                result.put("ignored", ignored.why());
            }
            case Outcome.Placed placed -> throw unexpected(placed);
            case Outcome.Refused refused -> throw unexpected(refused);
            case Outcome.StockDone done -> throw unexpected(done);
        }
        return result;
    }

    private static IllegalStateException unexpected(Outcome outcome) {
        return new IllegalStateException("a shipment was answered by " + outcome);
    }
}
