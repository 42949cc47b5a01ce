package dev.tributary.openapi.goods;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.catalog.Catalog;
import dev.tributary.inventory.CostMethod;
import dev.tributary.inventory.StockCosts;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.openapi.Callers;
import dev.tributary.openapi.body.Fields;
import dev.tributary.openapi.body.Paging;
import dev.tributary.openapi.body.Times;
import java.time.Instant;
import java.util.Currency;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What goods cost, of merchants who want to know. */
@RestController
class CostDoor {

    private static final Instant EVER = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant AFTER_ALL = Instant.parse("2100-01-01T00:00:00Z");

    private final StockCosts costs;
    private final GoodsCodes codes;
    private final Catalog catalog;

    CostDoor(StockCosts costs, GoodsCodes codes, Catalog catalog) {
        this.costs = costs;
        this.codes = codes;
        this.catalog = catalog;
    }

    @Contract(
            id = "chooseCostMethod",
            says =
                    "From now on what goods cost is counted, from each row's first movement on, and shown by this method.",
            body = CostShapes.Rule.class)
    @PutMapping("/v1/costs")
    @Needs(Scope.SETUP_WRITE)
    CostShapes.Rule choose(Caller caller, @RequestBody JsonNode body) {
        MerchantId merchant = Callers.merchant(caller);
        var fields = Fields.of(body);
        var method = fields.oneOf("method", CostMethod.class);
        fields.finish();
        costs.choose(merchant, method, caller.clientId());
        return new CostShapes.Rule(method);
    }

    @Contract(
            id = "readCostMethod",
            says = "By which method costs are shown; none are counted before one is chosen.",
            refusals = Problem.NOT_FOUND)
    @GetMapping("/v1/costs")
    @Needs(Scope.SETUP_READ)
    CostShapes.Rule rule(Caller caller) {
        return new CostShapes.Rule(method(Callers.merchant(caller)));
    }

    @Contract(
            id = "readStockCosts",
            says =
                    "What the row's goods cost, counted from its ledger up to the entry that is named; seconds behind it, more"
                            + " only while a long ledger is counted for the first time.",
            query = CostShapes.Asked.class,
            refusals = Problem.NOT_FOUND)
    @GetMapping("/v1/stock/{sku}/{node}/costs")
    @Needs(Scope.STOCK_READ)
    CostShapes.Valued costs(
            Caller caller,
            @PathVariable String sku,
            @PathVariable String node,
            @RequestParam Optional<String> from,
            @RequestParam Optional<String> to,
            @RequestParam Optional<CostMethod> method) {
        MerchantId merchant = Callers.merchant(caller);
        var own = method(merchant);
        var valued = costs.of(
                        codes.key(merchant, sku, node),
                        method.orElse(own),
                        from.map(text -> Times.parameter("from", text)).orElse(EVER),
                        to.map(text -> Times.parameter("to", text)).orElse(AFTER_ALL))
                .orElseThrow(() -> ProblemException.notFound("no stock row of this SKU at this node"));
        return shown(sku, node, valued, currency(merchant));
    }

    @Contract(
            id = "listStockCosts",
            says = "What each movement brought or took, at the cost it left with, newest first.",
            query = CostShapes.Asked.class,
            refusals = Problem.NOT_FOUND)
    @GetMapping("/v1/stock/{sku}/{node}/costs/entries")
    @Needs(Scope.STOCK_READ)
    Page<CostShapes.Entry> entries(
            Caller caller,
            @PathVariable String sku,
            @PathVariable String node,
            @RequestParam Optional<CostMethod> method,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> cursor) {
        MerchantId merchant = Callers.merchant(caller);
        var own = method(merchant);
        var paging = Paging.of(limit, cursor);
        var currency = currency(merchant);
        var key = codes.key(merchant, sku, node);
        return Paging.shown(
                costs.lines(key, method.orElse(own), paging.after(), paging.limit()),
                line -> new CostShapes.Entry(
                        Long.toString(line.version()),
                        line.kind(),
                        line.units(),
                        new Money(line.value(), currency),
                        new Money(line.correction(), currency),
                        line.estimated(),
                        line.at()));
    }

    private CostMethod method(MerchantId merchant) {
        return costs.method(merchant)
                .orElseThrow(() -> ProblemException.notFound("no method is chosen: PUT /v1/costs chooses one"));
    }

    private Currency currency(MerchantId merchant) {
        return catalog.merchant(merchant).orElseThrow().currency();
    }

    private static CostShapes.Valued shown(String sku, String node, StockCosts.Valued valued, Currency currency) {
        return new CostShapes.Valued(
                sku,
                node,
                valued.method(),
                valued.units(),
                new Money(valued.value(), currency),
                valued.units() <= 0
                        ? Optional.empty()
                        : Optional.of(new Money(
                                Math.floorDiv(2 * valued.value() + valued.units(), 2 * valued.units()), currency)),
                valued.layers().stream()
                        .map(layer -> new CostShapes.Layer(
                                Long.toString(layer.version()), layer.units(), new Money(layer.value(), currency)))
                        .toList(),
                new Money(valued.sold(), currency),
                new Money(valued.lost(), currency),
                new Money(valued.corrections(), currency),
                valued.estimated(),
                Long.toString(valued.countedThrough()),
                Long.toString(valued.version()),
                Optional.of(valued.note()).filter(note -> !note.isEmpty()));
    }
}
