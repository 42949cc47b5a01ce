package dev.tributary.console.stock;

import dev.tributary.access.AuditTrail;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.Sku;
import dev.tributary.console.Desk;
import dev.tributary.console.Flash;
import dev.tributary.inventory.LotLevel;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.inventory.SellableDays;
import dev.tributary.inventory.StockLots;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Lots that come to their end, and how near to it they may be sold. */
@Controller
@RequestMapping("/console/m/{merchant}/stock/lots")
class LotsController {

    private static final int LOTS = 50;
    private static final int RULES_MAX = 200;
    private static final int DAYS_AHEAD = 30;
    private static final int DAYS_MAX = 3_650;

    private final StockLots lots;
    private final SellableDays sellableDays;
    private final AuditTrail audit;
    private final Catalog catalog;
    private final Nodes nodes;
    private final Clock clock;

    LotsController(
            StockLots lots, SellableDays sellableDays, AuditTrail audit, Catalog catalog, Nodes nodes, Clock clock) {
        this.lots = lots;
        this.sellableDays = sellableDays;
        this.audit = audit;
        this.catalog = catalog;
        this.nodes = nodes;
        this.clock = clock;
    }

    /** @param daysLeft to the day it expires; below zero once it has */
    record Expiring(LotLevel lot, LocalDate expiresOn, long daysLeft) {}

    @GetMapping
    String expiring(
            Desk desk,
            @RequestParam(defaultValue = "") String days,
            @RequestParam(defaultValue = "") String node,
            @RequestParam Optional<String> cursor,
            Model model) {
        int ahead = whole(days).orElse(DAYS_AHEAD);
        var today = LocalDate.ofInstant(clock.instant(), desk.merchant().zone());
        var place = nodes.byCode(desk.id(), node);
        var page = lots.expiring(desk.id(), today.plusDays(ahead + 1L), place.map(Node::id), cursor, LOTS);
        var rules = sellableDays.rules(desk.id(), Optional.empty(), RULES_MAX).items();
        model.addAttribute(
                "lots", page.items().stream().map(lot -> expiring(lot, today)).toList());
        model.addAttribute("nextCursor", page.nextCursor().orElse(null));
        model.addAttribute("days", ahead);
        model.addAttribute("node", place.map(Node::code).orElse(""));
        model.addAttribute("rules", rules);
        List<SkuId> ids = Stream.concat(
                        page.items().stream().map(lot -> lot.key().sku()),
                        rules.stream().flatMap(rule -> rule.sku().stream()))
                .distinct()
                .toList();
        model.addAttribute("skus", catalog.skus(desk.id(), ids));
        model.addAttribute("places", nodes.all(desk.id()));
        model.addAttribute(
                "nodes",
                nodes.all(desk.id()).stream()
                        .collect(Collectors.<Node, NodeId, Node>toMap(Node::id, Function.identity())));
        return "console/lots";
    }

    @PostMapping("/days")
    String rule(
            Desk desk,
            @RequestParam(defaultValue = "") String sku,
            @RequestParam(defaultValue = "") String days,
            RedirectAttributes redirect) {
        var found = Optional.ofNullable(
                catalog.skusByCode(desk.id(), List.of(sku.strip())).get(sku.strip()));
        var wanted = days.isBlank() ? OptionalInt.empty() : number(days);
        if (!sku.isBlank() && found.isEmpty()) {
            Flash.bad(redirect, "lots.flash.sku", sku.strip());
        } else if (!days.isBlank() && wanted.isEmpty()) {
            Flash.bad(redirect, "lots.flash.days", Integer.toString(DAYS_MAX));
        } else {
            sellableDays.set(desk.id(), found.map(Sku::id), wanted, desk.actor());
            audit.changed(
                    "sellable-days-set",
                    desk.actor(),
                    desk.id(),
                    "%s: %s"
                            .formatted(
                                    found.map(Sku::code).orElse("all goods"),
                                    wanted.isPresent() ? wanted.getAsInt() + " days" : "no rule"));
            Flash.good(redirect, "lots.flash.set");
        }
        return "redirect:" + desk.path("/stock/lots");
    }

    private static Expiring expiring(LotLevel lot, LocalDate today) {
        var expiresOn = lot.expiresOn().orElseThrow();
        return new Expiring(lot, expiresOn, ChronoUnit.DAYS.between(today, expiresOn));
    }

    private static Optional<Integer> whole(String text) {
        var number = number(text);
        return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    }

    /** Empty where it is none, or out of range. */
    private static OptionalInt number(String text) {
        if (!text.strip().matches("[0-9]{1,4}")) {
            return OptionalInt.empty();
        }
        int days = Integer.parseInt(text.strip());
        return days <= DAYS_MAX ? OptionalInt.of(days) : OptionalInt.empty();
    }
}
