package dev.tributary.console.orders;

import dev.tributary.catalog.Catalog;
import dev.tributary.console.Desk;
import dev.tributary.inventory.ExpectedStock;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.inventory.StockKey;
import dev.tributary.inventory.StockQueue;
import dev.tributary.kernel.OrderId;
import dev.tributary.orders.OrderBook;
import dev.tributary.orders.OrderView;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Whose turn it is for what comes, whom nothing covers any more, and what is expected. */
@Controller
class WaitingController {

    private static final int PLACES_MAX = 200;

    private final StockQueue queue;
    private final ExpectedStock expected;
    private final OrderBook orders;
    private final Catalog catalog;
    private final Nodes nodes;

    WaitingController(StockQueue queue, ExpectedStock expected, OrderBook orders, Catalog catalog, Nodes nodes) {
        this.queue = queue;
        this.expected = expected;
        this.orders = orders;
        this.catalog = catalog;
        this.nodes = nodes;
    }

    @GetMapping("/console/m/{merchant}/orders/waiting")
    String waiting(
            Desk desk,
            @RequestParam(defaultValue = "false") boolean uncovered,
            @RequestParam Optional<String> cursor,
            Model model) {
        var page = queue.list(desk.id(), Optional.empty(), uncovered, cursor, PLACES_MAX);
        var receipts = expected.list(desk.id(), Optional.of(ExpectedStock.State.OPEN), Optional.empty(), PLACES_MAX)
                .items();
        var ids = page.items().stream().map(StockQueue.Place::order).distinct().toList();
        model.addAttribute("places", page.items());
        model.addAttribute("nextCursor", page.nextCursor().orElse(null));
        model.addAttribute("uncovered", uncovered);
        model.addAttribute("receipts", receipts);
        model.addAttribute(
                "numbers",
                orders.findAll(desk.id(), ids).stream()
                        .collect(Collectors.<OrderView, OrderId, String>toMap(OrderView::id, OrderView::number)));
        model.addAttribute(
                "skus",
                catalog.skus(
                        desk.id(),
                        Stream.concat(
                                        page.items().stream().map(StockQueue.Place::key),
                                        receipts.stream().map(ExpectedStock.Receipt::key))
                                .map(StockKey::sku)
                                .distinct()
                                .toList()));
        model.addAttribute(
                "nodes", nodes.all(desk.id()).stream().collect(Collectors.toMap(Node::id, Function.identity())));
        return "console/waiting";
    }
}
