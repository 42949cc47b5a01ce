package dev.tributary.openapi.erp;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.Sku;
import dev.tributary.inventory.Ledger;
import dev.tributary.inventory.Movement;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.inventory.StockKey;
import dev.tributary.inventory.StockLevel;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.ProblemException;
import dev.tributary.openapi.body.Fields;
import dev.tributary.openapi.body.Paging;
import dev.tributary.openapi.idempotency.KeyedWrites;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderIntake;
import dev.tributary.orders.Outcome;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Stock as the ERP tells it and reads it. Changes ride the batch, all lines of a call or none. */
@RestController
class StockDoor {

    private static final int HASH_LENGTH = 16;

    record Saved(int rows) {}

    record Row(
            String sku,
            String node,
            long onHand,
            long reserved,
            long safety,
            long allowance,
            long unitsShort,
            long available,
            String version) {}

    record Entry(
            String version,
            Movement.Kind kind,
            long onHandChange,
            long reservedChange,
            long onHandAfter,
            long reservedAfter,
            long unitsShortAfter,
            String cause,
            @Nullable Money unitCost,
            Instant recordedAt) {}

    private final Catalog catalog;
    private final Nodes nodes;
    private final Ledger ledger;
    private final OrderIntake intake;
    private final StockLines lines;

    StockDoor(Catalog catalog, Nodes nodes, Ledger ledger, OrderIntake intake, StockLines lines) {
        this.catalog = catalog;
        this.nodes = nodes;
        this.ledger = ledger;
        this.intake = intake;
        this.lines = lines;
    }

    @PostMapping("/v1/stock:batch")
    @Needs(Scope.STOCK_WRITE)
    ResponseEntity<Saved> change(
            Caller caller, @RequestHeader(name = "Idempotency-Key") Optional<String> key, @RequestBody JsonNode body) {
        MerchantId merchant = caller.merchant().orElseThrow();
        String given = KeyedWrites.required(key);
        var changes = lines.read(merchant, Fields.of(body));
        var command = new Command.ChangeStock(merchant, given, hash(body), changes, "client/" + caller.clientId());
        Outcome outcome = intake.submit(command, OrderIntake.Lane.BULK).join();
        return switch (outcome) {
            case Outcome.StockDone done -> answer(done);
            case Outcome.Rejected rejected -> throw Rejections.problem(rejected);
            case Outcome.Placed placed -> throw unexpected(placed);
            case Outcome.Refused refused -> throw unexpected(refused);
            case Outcome.Done done -> throw unexpected(done);
            case Outcome.Ignored ignored -> throw unexpected(ignored);
        };
    }

    @GetMapping("/v1/stock")
    @Needs(Scope.STOCK_READ)
    Page<Row> list(Caller caller, @RequestParam Optional<Integer> limit, @RequestParam Optional<String> cursor) {
        MerchantId merchant = caller.merchant().orElseThrow();
        var paging = Paging.of(limit, cursor);
        return Paging.shown(ledger.rows(merchant, paging.after(), paging.limit()), level -> row(merchant, level));
    }

    @GetMapping("/v1/stock/{sku}/{node}/ledger")
    @Needs(Scope.STOCK_READ)
    Page<Entry> movements(
            Caller caller,
            @PathVariable String sku,
            @PathVariable String node,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> cursor) {
        MerchantId merchant = caller.merchant().orElseThrow();
        var paging = Paging.of(limit, cursor);
        Sku found = Optional.ofNullable(
                        catalog.skusByCode(merchant, List.of(sku)).get(sku))
                .orElseThrow(() -> ProblemException.notFound("no SKU " + sku));
        Node place = nodes.byCode(merchant, node).orElseThrow(() -> ProblemException.notFound("no node " + node));
        Currency currency = catalog.merchant(merchant).orElseThrow().currency();
        return Paging.shown(
                ledger.of(new StockKey(merchant, found.id(), place.id()), paging.after(), paging.limit()),
                movement -> entry(movement, currency));
    }

    private static ResponseEntity<Saved> answer(Outcome.StockDone done) {
        var answer = ResponseEntity.ok();
        if (done.replayed()) {
            answer.header("Idempotent-Replayed", "true");
        }
        return answer.body(new Saved(done.rows()));
    }

    private static IllegalStateException unexpected(Outcome outcome) {
        return new IllegalStateException("a change of stock was answered by " + outcome);
    }

    private Row row(MerchantId merchant, StockLevel level) {
        return new Row(
                catalog.sku(merchant, level.sku())
                        .map(Sku::code)
                        .orElse(level.sku().toString()),
                nodes.node(merchant, level.node())
                        .map(Node::code)
                        .orElse(level.node().toString()),
                level.onHand(),
                level.reserved(),
                level.safety(),
                level.allowance(),
                level.unitsShort(),
                level.available(),
                Long.toString(level.version()));
    }

    private static Entry entry(Movement movement, Currency currency) {
        return new Entry(
                Long.toString(movement.version()),
                movement.kind(),
                movement.onHandChange(),
                movement.reservedChange(),
                movement.onHandAfter(),
                movement.reservedAfter(),
                movement.unitsShortAfter(),
                movement.cause(),
                movement.unitCost().isPresent() ? new Money(movement.unitCost().getAsLong(), currency) : null,
                movement.recordedAt());
    }

    private static byte[] hash(JsonNode body) {
        try {
            byte[] text = body.toString().getBytes(StandardCharsets.UTF_8);
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(text), HASH_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
