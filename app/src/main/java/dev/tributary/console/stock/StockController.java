package dev.tributary.console.stock;

import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.CatalogLists;
import dev.tributary.catalog.CatalogLists.SkuFilter;
import dev.tributary.catalog.Sku;
import dev.tributary.console.Desk;
import dev.tributary.inventory.Availability;
import dev.tributary.inventory.Ledger;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.inventory.StockKey;
import dev.tributary.inventory.StockLevel;
import dev.tributary.inventory.StockLots;
import dev.tributary.inventory.StockThen;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.SkuId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Stock rows and why each says what it says. */
@Controller
@RequestMapping("/console/m/{merchant}/stock")
class StockController {

    private static final int ROWS = 50;
    private static final int SKUS_SEARCHED_MAX = 100;
    private static final int MOVEMENTS = 50;
    private static final int DISCREPANCIES_MAX = 200;

    private final Ledger ledger;
    private final Availability availability;
    private final Catalog catalog;
    private final CatalogLists lists;
    private final Nodes nodes;
    private final StockLots lots;

    StockController(
            Ledger ledger,
            Availability availability,
            Catalog catalog,
            CatalogLists lists,
            Nodes nodes,
            StockLots lots) {
        this.lots = lots;
        this.ledger = ledger;
        this.availability = availability;
        this.catalog = catalog;
        this.lists = lists;
        this.nodes = nodes;
    }

    @GetMapping
    String rows(
            Desk desk,
            @RequestParam(defaultValue = "") String sku,
            @RequestParam Optional<String> cursor,
            Model model) {
        Page<StockLevel> page = sku.isBlank() ? ledger.rows(desk.id(), cursor, ROWS) : search(desk, sku.strip());
        model.addAttribute("sku", sku);
        model.addAttribute("rows", page.items());
        model.addAttribute("nextCursor", page.nextCursor().orElse(null));
        model.addAttribute(
                "skus", skus(desk, page.items().stream().map(StockLevel::sku).toList()));
        model.addAttribute("nodes", nodesById(desk));
        return "console/stock";
    }

    @GetMapping("/row")
    String row(
            Desk desk,
            @RequestParam String sku,
            @RequestParam String node,
            @RequestParam(defaultValue = "") String at,
            @RequestParam Optional<String> cursor,
            Model model) {
        Sku found = Optional.ofNullable(
                        catalog.skusByCode(desk.id(), List.of(sku)).get(sku))
                .orElseThrow(() -> ProblemException.notFound("no such SKU"));
        Node place = nodes.byCode(desk.id(), node).orElseThrow(() -> ProblemException.notFound("no such node"));
        var key = new StockKey(desk.id(), found.id(), place.id());
        StockLevel now = ledger.row(key).orElseThrow(() -> ProblemException.notFound("no such stock row"));
        var then = at.isBlank()
                ? Optional.<StockThen>empty()
                : ledger.at(key, LocalTimes.instant(at.strip(), desk.merchant().zone()));
        var was = then.filter(StockThen.Was.class::isInstance).map(StockThen.Was.class::cast);
        // The ledger of then begins with the movement that made the row so.
        var from = was.map(known -> Long.toString(known.level().version() + 1));
        var movements = ledger.of(key, cursor.or(() -> from), MOVEMENTS);
        var level = was.map(StockThen.Was::level).orElse(now);
        model.addAttribute("sku", found);
        model.addAttribute("node", place);
        model.addAttribute("at", at.strip());
        model.addAttribute("was", was.orElse(null));
        model.addAttribute("notKnownYet", then.orElse(null) instanceof StockThen.NotKnownYet not ? not : null);
        model.addAttribute("notYet", then.orElse(null) instanceof StockThen.NotYet);
        model.addAttribute("level", level);
        model.addAttribute("lots", lots.at(key, level.version()));
        model.addAttribute("movements", movements.items());
        model.addAttribute("nextCursor", movements.nextCursor().orElse(null));
        return "console/stock-row";
    }

    @GetMapping("/discrepancies")
    String discrepancies(Desk desk, Model model) {
        var open = ledger.openDiscrepancies(desk.id(), DISCREPANCIES_MAX);
        model.addAttribute("discrepancies", open);
        model.addAttribute(
                "skus", skus(desk, open.stream().map(one -> one.key().sku()).toList()));
        model.addAttribute("nodes", nodesById(desk));
        return "console/discrepancies";
    }

    /** By code exactly, or by a part of code or name. */
    private Page<StockLevel> search(Desk desk, String text) {
        var filter = new SkuFilter(Optional.empty(), Optional.empty(), Optional.of(text));
        var found = lists.skus(desk.id(), filter, Optional.empty(), SKUS_SEARCHED_MAX).items().stream()
                .collect(Collectors.toMap(Sku::id, Sku::code));
        if (found.isEmpty()) {
            return new Page<>(List.of(), Optional.empty());
        }
        var levels = availability.levels(desk.id(), found.keySet(), List.of()).levels().stream()
                .sorted(Comparator.comparing((StockLevel level) -> found.get(level.sku()))
                        .thenComparing(StockLevel::node))
                .limit(ROWS * 4L)
                .toList();
        return new Page<>(levels, Optional.empty());
    }

    private Map<SkuId, Sku> skus(Desk desk, List<SkuId> ids) {
        return catalog.skus(desk.id(), ids);
    }

    private Map<NodeId, Node> nodesById(Desk desk) {
        return nodes.all(desk.id()).stream().collect(Collectors.toMap(Node::id, Function.identity()));
    }
}
