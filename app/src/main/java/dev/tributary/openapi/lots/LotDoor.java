package dev.tributary.openapi.lots;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.catalog.Catalog;
import dev.tributary.inventory.LotLevel;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.inventory.StockKey;
import dev.tributary.inventory.StockLots;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.openapi.Callers;
import dev.tributary.openapi.body.Days;
import dev.tributary.openapi.body.Paging;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lots of rows, and lots that come to their end. */
@RestController
class LotDoor {

    private static final int DAYS_AHEAD = 30;

    private final StockLots lots;
    private final Catalog catalog;
    private final Nodes nodes;
    private final Clock clock;

    LotDoor(StockLots lots, Catalog catalog, Nodes nodes, Clock clock) {
        this.lots = lots;
        this.catalog = catalog;
        this.nodes = nodes;
        this.clock = clock;
    }

    @Contract(
            id = "listLots",
            says =
                    "The row's lots in base units, by number, also those that are empty; none of a row that was never told of one.",
            refusals = Problem.NOT_FOUND)
    @GetMapping("/v1/stock/{sku}/{node}/lots")
    @Needs(Scope.STOCK_READ)
    Page<LotShapes.Lot> lots(
            Caller caller,
            @PathVariable String sku,
            @PathVariable String node,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> cursor) {
        MerchantId merchant = Callers.merchant(caller);
        var paging = Paging.of(limit, cursor);
        var known = Optional.ofNullable(
                        catalog.skusByCode(merchant, List.of(sku)).get(sku))
                .orElseThrow(() -> ProblemException.notFound("no SKU with this code"));
        var place = nodes.byCode(merchant, node).orElseThrow(() -> ProblemException.notFound("no node with this code"));
        var key = new StockKey(merchant, known.id(), place.id());
        return Paging.shown(lots.of(key, paging.after(), paging.limit()), LotShapes.Lot::of);
    }

    @Contract(
            id = "listExpiringLots",
            says = "Lots that still have something and come to their end, the first to expire first, in base units.",
            query = LotShapes.Asked.class)
    @GetMapping("/v1/stock/lots")
    @Needs(Scope.STOCK_READ)
    Page<LotShapes.Expiring> expiring(
            Caller caller,
            @RequestParam Optional<String> expiresBefore,
            @RequestParam Optional<String> node,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> cursor) {
        MerchantId merchant = Callers.merchant(caller);
        var paging = Paging.of(limit, cursor);
        var today = LocalDate.ofInstant(
                clock.instant(), catalog.merchant(merchant).orElseThrow().zone());
        var before =
                expiresBefore.map(text -> Days.parameter("expiresBefore", text)).orElse(today.plusDays(DAYS_AHEAD));
        var place = node.map(code -> nodes.byCode(merchant, Paging.text(code))
                .orElseThrow(
                        () -> ProblemException.invalid("node", "unknown_node", "there is no node with this code")));
        var page = lots.expiring(merchant, before, place.map(Node::id), paging.after(), paging.limit());
        var skus = catalog.skus(
                merchant,
                page.items().stream().map(lot -> lot.key().sku()).distinct().toList());
        return Paging.shown(page, lot -> {
            var sku = skus.get(lot.key().sku());
            return LotShapes.Expiring.of(
                    lot, sku == null ? lot.key().sku().toString() : sku.code(), place(merchant, lot), today);
        });
    }

    private String place(MerchantId merchant, LotLevel lot) {
        return nodes.node(merchant, lot.key().node())
                .map(Node::code)
                .orElse(lot.key().node().toString());
    }
}
