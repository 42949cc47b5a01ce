package dev.tributary.console.setup;

import dev.tributary.access.Clients;
import dev.tributary.catalog.CatalogLists;
import dev.tributary.catalog.CatalogLists.SkuFilter;
import dev.tributary.console.Desk;
import dev.tributary.inventory.Ledger;
import dev.tributary.inventory.Nodes;
import dev.tributary.orders.OrderBook;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What a new merchant still lacks before its first order, in the order in which one thing needs the other. */
@Controller
class FirstStepsController {

    private final Nodes nodes;
    private final CatalogLists catalog;
    private final Ledger ledger;
    private final Clients clients;
    private final OrderBook orders;

    FirstStepsController(Nodes nodes, CatalogLists catalog, Ledger ledger, Clients clients, OrderBook orders) {
        this.nodes = nodes;
        this.catalog = catalog;
        this.ledger = ledger;
        this.clients = clients;
        this.orders = orders;
    }

    /** @param name of its messages; @param room where it is done */
    record Step(String name, String room, boolean done) {}

    @GetMapping("/console/m/{merchant}/setup")
    String page(Desk desk, Model model) {
        var search = new OrderBook.Search(Optional.empty(), Optional.empty(), Optional.empty(), false, List.of());
        var steps = List.of(
                new Step("nodes", "/setup/nodes", !nodes.all(desk.id()).isEmpty()),
                new Step(
                        "products",
                        "/setup/products",
                        !catalog.skus(desk.id(), SkuFilter.ALL, Optional.empty(), 1)
                                .items()
                                .isEmpty()),
                new Step(
                        "receipts",
                        "/setup/receipts",
                        !ledger.rows(desk.id(), Optional.empty(), 1).items().isEmpty()),
                new Step(
                        "channels",
                        "/setup/channels",
                        !catalog.channels(desk.id()).isEmpty()),
                new Step(
                        "clients",
                        "/setup/clients",
                        !clients.ofMerchant(desk.id()).isEmpty()),
                new Step(
                        "order", "/orders", !orders.search(desk.id(), search, 1).isEmpty()));
        model.addAttribute("steps", steps);
        model.addAttribute(
                "nextStep",
                steps.stream().filter(step -> !step.done()).findFirst().orElse(null));
        return "console/first-steps";
    }
}
