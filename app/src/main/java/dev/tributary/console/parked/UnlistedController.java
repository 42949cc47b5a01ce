package dev.tributary.console.parked;

import dev.tributary.access.AuditTrail;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.CatalogLists;
import dev.tributary.catalog.CatalogSetup;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.channels.UnlistedItems;
import dev.tributary.console.Desk;
import dev.tributary.console.Flash;
import dev.tributary.kernel.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Items that orders wait for because nobody has listed them, each with SKUs it may be. */
@Controller
@RequestMapping("/console/m/{merchant}/parked/unlisted")
class UnlistedController {

    private static final int SHOWN_MAX = 200;

    private final UnlistedItems items;
    private final CatalogLists lists;
    private final Catalog catalog;
    private final CatalogSetup setup;
    private final AuditTrail audit;

    UnlistedController(UnlistedItems items, CatalogLists lists, Catalog catalog, CatalogSetup setup, AuditTrail audit) {
        this.items = items;
        this.lists = lists;
        this.catalog = catalog;
        this.setup = setup;
        this.audit = audit;
    }

    @GetMapping
    String board(Desk desk, Model model) {
        model.addAttribute(
                "items", items.list(desk.id()).stream().limit(SHOWN_MAX).toList());
        model.addAttribute(
                "channelsById",
                lists.channels(desk.id()).stream().collect(Collectors.toMap(SalesChannel::id, Function.identity())));
        return "console/unlisted";
    }

    @PostMapping
    String list(
            Desk desk,
            @RequestParam(defaultValue = "") String channel,
            @RequestParam(defaultValue = "") String channelSku,
            @RequestParam(defaultValue = "") String sku,
            RedirectAttributes redirect) {
        var of = lists.channels(desk.id()).stream()
                .filter(it -> it.id().toString().equals(channel))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("there is no such channel"));
        var found = Optional.ofNullable(
                catalog.skusByCode(desk.id(), List.of(sku.strip())).get(sku.strip()));
        if (found.isEmpty() || channelSku.isBlank()) {
            Flash.bad(redirect, "unlisted.flash.unknown", sku.strip());
        } else {
            setup.saveListings(
                    desk.id(),
                    of.id(),
                    List.of(new CatalogSetup.ListingDraft(
                            channelSku, found.get().id())));
            audit.changed(
                    "listing-saved",
                    desk.actor(),
                    desk.id(),
                    "%s %s is %s".formatted(of.code(), channelSku, found.get().code()));
            Flash.good(
                    redirect, "unlisted.flash.listed", channelSku, found.get().code());
        }
        return "redirect:" + desk.path("/parked/unlisted");
    }
}
