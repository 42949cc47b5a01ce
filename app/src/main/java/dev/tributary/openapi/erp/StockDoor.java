package dev.tributary.openapi.erp;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.Sku;
import dev.tributary.inventory.Author;
import dev.tributary.inventory.Ledger;
import dev.tributary.inventory.Movement;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.inventory.StockKey;
import dev.tributary.inventory.StockLevel;
import dev.tributary.inventory.StockLots;
import dev.tributary.inventory.StockThen;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Shape;
import dev.tributary.kernel.SkuId;
import dev.tributary.openapi.Callers;
import dev.tributary.openapi.body.Paging;
import dev.tributary.openapi.body.Times;
import dev.tributary.openapi.lots.LotShapes;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The book of stock: its rows, and why a row is what it is. */
@RestController
class StockDoor {

    @Shape("StockRow")
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

    /** @param movement the last one until then, which made the row what it was */
    @Shape("StockRowAt")
    record RowAt(
            String sku,
            String node,
            long onHand,
            long reserved,
            long safety,
            long allowance,
            long unitsShort,
            long available,
            String version,

            @Member(says = "The time asked for, where one was.")
            Optional<Instant> at,

            @Member(says = "With `at`: the last movement until then, which made the row so.")
            Optional<Entry> movement,

            @Member(
                    says =
                            "Its lots as they were then, in the order in which they are picked; absent where it had none. At most 1,000.")
            Optional<List<LotShapes.Lot>> lots) {}

    @Shape("LedgerEntry")
    record Entry(
            String version,
            Movement.Kind kind,
            long onHandChange,
            long reservedChange,
            long onHandAfter,
            long reservedAfter,
            long unitsShortAfter,
            String cause,
            Optional<Money> unitCost,
            Instant recordedAt,

            @Member(says = "Who made it, where no order did.")
            Optional<String> actor,

            @Member(says = "Of the caller's `Idempotency-Key`, where it gave one.")
            Optional<String> key) {}

    private final Ledger ledger;
    private final Catalog catalog;
    private final Nodes nodes;
    private final StockLots lots;

    StockDoor(Ledger ledger, Catalog catalog, Nodes nodes, StockLots lots) {
        this.lots = lots;
        this.ledger = ledger;
        this.catalog = catalog;
        this.nodes = nodes;
    }

    @Contract(id = "listStock", says = "Rows of stock in base units, by SKU and node.")
    @GetMapping("/v1/stock")
    @Needs(Scope.STOCK_READ)
    Page<Row> rows(Caller caller, @RequestParam Optional<Integer> limit, @RequestParam Optional<String> cursor) {
        MerchantId merchant = Callers.merchant(caller);
        var paging = Paging.of(limit, cursor);
        var page = ledger.rows(merchant, paging.after(), paging.limit());
        var skus = catalog.skus(
                merchant, page.items().stream().map(StockLevel::sku).toList());
        Map<NodeId, String> places = nodes.all(merchant).stream().collect(Collectors.toMap(Node::id, Node::code));
        return Paging.shown(page, level -> row(level, skus, places));
    }

    @Contract(
            id = "getStock",
            says = "One row in base units, as it is or, with `at`, as it was: what the database's clock had shown until"
                    + " then. Movements are kept for good, so every instant since the row's first can be asked for; what"
                    + " was before that is 404, which says since when the row is known.",
            query = ErpShapes.RowAsked.class,
            refusals = Problem.NOT_FOUND)
    @GetMapping("/v1/stock/{sku}/{node}")
    @Needs(Scope.STOCK_READ)
    RowAt row(Caller caller, @PathVariable String sku, @PathVariable String node, @RequestParam Optional<String> at) {
        MerchantId merchant = Callers.merchant(caller);
        var time = at.map(text -> Times.parameter("at", text));
        var key = key(merchant, sku, node);
        if (time.isEmpty()) {
            var level = ledger.row(key).orElseThrow(StockDoor::noRow);
            return rowAt(sku, node, level, time, Optional.empty(), lotsAt(key, level));
        }
        return switch (ledger.at(key, time.get()).orElseThrow(StockDoor::noRow)) {
            case StockThen.Was was -> {
                var currency = catalog.merchant(merchant).orElseThrow().currency();
                yield rowAt(
                        sku,
                        node,
                        was.level(),
                        time,
                        Optional.of(entry(was.movement(), currency)),
                        lotsAt(key, was.level()));
            }
            case StockThen.NotKnownYet not ->
                throw ProblemException.notFound(
                        not.since().map("the row is known since %s"::formatted).orElse("the row has never moved"));
            case StockThen.NotYet not ->
                throw ProblemException.invalid("at", "out_of_range", "not after now, %s".formatted(not.now()));
        };
    }

    @Contract(
            id = "listLedger",
            says = "Why the row is what it is: its movements in base units, newest first.",
            refusals = Problem.NOT_FOUND)
    @GetMapping("/v1/stock/{sku}/{node}/ledger")
    @Needs(Scope.STOCK_READ)
    Page<Entry> ledger(
            Caller caller,
            @PathVariable String sku,
            @PathVariable String node,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> cursor) {
        MerchantId merchant = Callers.merchant(caller);
        var paging = Paging.of(limit, cursor);
        var key = key(merchant, sku, node);
        var currency = catalog.merchant(merchant).orElseThrow().currency();
        return Paging.shown(ledger.of(key, paging.after(), paging.limit()), movement -> entry(movement, currency));
    }

    private StockKey key(MerchantId merchant, String sku, String node) {
        var known = Optional.ofNullable(
                        catalog.skusByCode(merchant, List.of(sku)).get(sku))
                .orElseThrow(() -> ProblemException.notFound("no SKU with this code"));
        var place = nodes.byCode(merchant, node).orElseThrow(() -> ProblemException.notFound("no node with this code"));
        return new StockKey(merchant, known.id(), place.id());
    }

    private static ProblemException noRow() {
        return ProblemException.notFound("no stock row of this SKU at this node");
    }

    private static RowAt rowAt(
            String sku,
            String node,
            StockLevel level,
            Optional<Instant> at,
            Optional<Entry> movement,
            Optional<List<LotShapes.Lot>> lots) {
        return new RowAt(
                sku,
                node,
                level.onHand(),
                level.reserved(),
                level.safety(),
                level.allowance(),
                level.unitsShort(),
                level.available(),
                Long.toString(level.version()),
                at,
                movement,
                lots);
    }

    /** Of the same moment as the row: both are as of its version. */
    private Optional<List<LotShapes.Lot>> lotsAt(StockKey key, StockLevel level) {
        var found =
                lots.at(key, level.version()).stream().map(LotShapes.Lot::of).toList();
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    private static Row row(StockLevel level, Map<SkuId, Sku> skus, Map<NodeId, String> places) {
        var sku = skus.get(level.sku());
        return new Row(
                sku == null ? level.sku().toString() : sku.code(),
                places.getOrDefault(level.node(), level.node().toString()),
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
                movement.unitCost().isPresent()
                        ? Optional.of(new Money(movement.unitCost().getAsLong(), currency))
                        : Optional.empty(),
                movement.recordedAt(),
                movement.author().map(Author::actor),
                movement.author().map(Author::key));
    }
}
