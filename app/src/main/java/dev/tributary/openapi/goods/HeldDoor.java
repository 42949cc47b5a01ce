package dev.tributary.openapi.goods;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.inventory.Author;
import dev.tributary.inventory.Condition;
import dev.tributary.inventory.HeldChange;
import dev.tributary.inventory.HeldMovement;
import dev.tributary.inventory.HeldStock;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.SkuId;
import dev.tributary.openapi.Callers;
import dev.tributary.openapi.body.Fields;
import dev.tributary.openapi.body.Paging;
import dev.tributary.openapi.idempotency.KeyedWrites;
import dev.tributary.openapi.idempotency.KeyedWrites.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Goods that are there and must not be sold. */
@RestController
class HeldDoor {

    static final long UNITS_MAX = 1_000_000_000L;
    static final int CAUSE_MAX = 80;
    private static final NodeId NO_NODE = new NodeId(Long.MAX_VALUE);
    private static final SkuId NO_SKU = new SkuId(Long.MAX_VALUE);

    private final HeldStock held;
    private final GoodsCodes codes;
    private final KeyedWrites writes;

    HeldDoor(HeldStock held, GoodsCodes codes, KeyedWrites writes) {
        this.held = held;
        this.codes = codes;
        this.writes = writes;
    }

    @Contract(
            id = "changeHeldStock",
            says = "Holds goods, gives them back, scraps them or holds them for another reason: all lines or none.",
            body = HeldShapes.Changes.class,
            key = Contract.Key.REQUIRED,
            answer = HeldShapes.Changed.class,
            refusals = Problem.INSUFFICIENT_STOCK)
    @PostMapping("/v1/stock/held:batch")
    @Needs(Scope.STOCK_WRITE)
    ResponseEntity<Object> change(
            Caller caller, @RequestHeader(name = "Idempotency-Key") Optional<String> key, @RequestBody JsonNode body) {
        MerchantId merchant = Callers.merchant(caller);
        String wish = KeyedWrites.required(key);
        var fields = Fields.of(body);
        var changes = changes(merchant, fields.objects("lines", HeldStock.LINES_MAX));
        fields.finish();
        return writes.run(caller, key, "POST /v1/stock/held:batch " + body, () -> {
            held.change(merchant, changes, new Author(caller.clientId(), wish));
            return Answer.of(200, new HeldShapes.Changed(changes.size()));
        });
    }

    private List<HeldChange> changes(MerchantId merchant, List<Fields> lines) {
        var named = lines.stream()
                .map(line -> line.text("sku", GoodsCodes.CODE_MAX))
                .toList();
        var skus = codes.skus(merchant, named);
        var changes = new ArrayList<HeldChange>();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            var sku = codes.sku(line, named.get(i), skus).orElse(NO_SKU);
            var node = codes.node(merchant, line, "node").orElse(NO_NODE);
            changes.add(new HeldChange(
                    new StockKey(merchant, sku, node),
                    line.oneOf("action", HeldChange.Action.class),
                    line.oneOf("condition", Condition.class),
                    line.optionalOneOf("to", Condition.class),
                    line.whole("units", 1, UNITS_MAX),
                    line.optionalText("cause", CAUSE_MAX)
                            .filter(cause -> !cause.isBlank())
                            .orElse("api")));
        }
        return changes;
    }

    @Contract(id = "listHeldStock", says = "What is held, by SKU, node and condition, in base units.")
    @GetMapping("/v1/stock/held")
    @Needs(Scope.STOCK_READ)
    Page<HeldShapes.Level> list(
            Caller caller,
            @RequestParam Optional<Condition> condition,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> cursor) {
        MerchantId merchant = Callers.merchant(caller);
        var paging = Paging.of(limit, cursor);
        var page = held.list(merchant, condition, paging.after(), paging.limit());
        var names = codes.names(
                merchant, page.items().stream().map(level -> level.key().sku()).toList());
        return Paging.shown(
                page,
                level -> new HeldShapes.Level(
                        names.sku(level.key().sku()),
                        names.node(level.key().node()),
                        level.condition(),
                        level.units(),
                        Long.toString(level.version())));
    }

    @Contract(
            id = "listHeldLedger",
            says = "Why so much of the row is held: the movements of all its conditions, newest first.",
            refusals = Problem.NOT_FOUND)
    @GetMapping("/v1/stock/{sku}/{node}/held")
    @Needs(Scope.STOCK_READ)
    Page<HeldShapes.Entry> ledger(
            Caller caller,
            @PathVariable String sku,
            @PathVariable String node,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> cursor) {
        var paging = Paging.of(limit, cursor);
        var key = codes.key(Callers.merchant(caller), sku, node);
        return Paging.shown(held.ledger(key, paging.after(), paging.limit()), HeldDoor::entry);
    }

    private static HeldShapes.Entry entry(HeldMovement moved) {
        return new HeldShapes.Entry(
                moved.condition(),
                Long.toString(moved.version()),
                moved.kind(),
                moved.unitsChange(),
                moved.unitsAfter(),
                Long.toString(moved.stockVersion()),
                moved.cause(),
                Optional.of(moved.actor()).filter(actor -> !actor.isEmpty()),
                moved.recordedAt());
    }
}
