package dev.tributary.console.stock;

import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.CatalogLists;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.catalog.Sku;
import dev.tributary.console.Desk;
import dev.tributary.console.Flash;
import dev.tributary.inventory.ChannelQuota;
import dev.tributary.inventory.ChannelView;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.inventory.QuotaDraft;
import dev.tributary.inventory.Quotas;
import dev.tributary.kernel.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Quotas with what is used of them, and what each channel may promise of a SKU, split into its parts. */
@Controller
@RequestMapping("/console/m/{merchant}/stock/quotas")
class QuotasController {

    private static final int QUOTAS = 50;

    private final Quotas quotas;
    private final ChannelView view;
    private final Catalog catalog;
    private final CatalogLists lists;
    private final Nodes nodes;

    QuotasController(Quotas quotas, ChannelView view, Catalog catalog, CatalogLists lists, Nodes nodes) {
        this.quotas = quotas;
        this.view = view;
        this.catalog = catalog;
        this.lists = lists;
        this.nodes = nodes;
    }

    /** A row of the split: what a channel may promise at a node. */
    public record Split(SalesChannel channel, Node node, ChannelView.AtNode at, ChannelView.Sellable ofAll) {

        /** The tighter of what its quotas leave it here and over all nodes. */
        public OptionalLong left() {
            return LongStream.concat(at.left().stream(), ofAll.left().stream()).min();
        }
    }

    @GetMapping
    String list(
            Desk desk,
            @RequestParam(defaultValue = "") String sku,
            @RequestParam(defaultValue = "OPEN") Quotas.Show show,
            @RequestParam Optional<String> cursor,
            Model model) {
        model.addAttribute("form", Map.of("owner", desk.operator().name(), "sku", sku));
        return page(desk, sku.strip(), show, cursor, model);
    }

    @PostMapping
    String set(
            Desk desk,
            @RequestParam Map<String, String> form,
            @RequestParam MultiValueMap<String, String> all,
            Model model,
            RedirectAttributes redirect) {
        try {
            var draft = draft(desk, form, all.getOrDefault("channels", List.of()));
            quotas.put(desk.id(), Forms.text(form, "code"), draft, Optional.empty(), desk.actor());
            Flash.good(redirect, "quotas.flash.set");
            return "redirect:" + desk.path("/stock/quotas");
        } catch (ProblemException wrong) {
            model.addAttribute("form", form);
            model.addAttribute("problems", Forms.problems(wrong));
            return page(desk, "", Quotas.Show.OPEN, Optional.empty(), model);
        }
    }

    @PostMapping("/{code}/end")
    String end(Desk desk, @PathVariable String code, RedirectAttributes redirect) {
        try {
            quotas.end(desk.id(), code, Optional.empty(), desk.actor());
            Flash.good(redirect, "quotas.flash.ended");
        } catch (ProblemException wrong) {
            Flash.bad(redirect, "quotas.flash.wrong", Forms.said(wrong));
        }
        return "redirect:" + desk.path("/stock/quotas");
    }

    private String page(Desk desk, String code, Quotas.Show show, Optional<String> cursor, Model model) {
        var sku = sku(desk, code);
        boolean known = code.isEmpty() || sku.isPresent();
        var page = known
                ? quotas.list(desk.id(), new Quotas.Filter(sku.map(Sku::id), Optional.empty(), show), cursor, QUOTAS)
                : new dev.tributary.kernel.Page<ChannelQuota>(List.of(), Optional.empty());
        var places = nodes.all(desk.id()).stream().collect(Collectors.toMap(Node::id, Function.identity()));
        var channels = lists.channels(desk.id());
        model.addAttribute("quotas", page.items());
        model.addAttribute("nextCursor", page.nextCursor().orElse(null));
        model.addAttribute("sku", code);
        model.addAttribute("show", show.name());
        model.addAttribute("kinds", ChannelQuota.Kind.values());
        model.addAttribute("nodes", places);
        model.addAttribute(
                "channels", channels.stream().collect(Collectors.toMap(SalesChannel::id, Function.identity())));
        model.addAttribute(
                "skus",
                catalog.skus(
                        desk.id(), page.items().stream().map(ChannelQuota::sku).toList()));
        model.addAttribute(
                "splits",
                sku.stream()
                        .flatMap(one -> channels.stream().flatMap(channel -> splits(desk, channel, one, places)))
                        .toList());
        return "console/quotas";
    }

    private Stream<Split> splits(
            Desk desk, SalesChannel channel, Sku sku, Map<dev.tributary.kernel.NodeId, Node> places) {
        var sellable = view.sellable(desk.id(), channel.id(), sku.id(), channel.nodes());
        return sellable.nodes().stream()
                .flatMap(at -> Optional.ofNullable(places.get(at.level().node()))
                        .map(place -> new Split(channel, place, at, sellable))
                        .stream());
    }

    private Optional<Sku> sku(Desk desk, String code) {
        return Optional.ofNullable(catalog.skusByCode(desk.id(), List.of(code)).get(code));
    }

    private QuotaDraft draft(Desk desk, Map<String, String> form, List<String> channels) {
        var sku = sku(desk, Forms.text(form, "sku"))
                .orElseThrow(() -> ProblemException.invalid("/sku", "unknown_sku", "There is no SKU with this code."));
        var ids = channels.stream()
                .flatMap(code -> catalog.channel(desk.id(), code).map(SalesChannel::id).stream())
                .toList();
        var node = Forms.text(form, "node");
        var place = node.isEmpty() ? Optional.<Node>empty() : nodes.byCode(desk.id(), node);
        if (!node.isEmpty() && place.isEmpty()) {
            throw ProblemException.invalid("/node", "unknown_node", "There is no node with this code.");
        }
        var kind = Stream.of(ChannelQuota.Kind.values())
                .filter(one -> one.name().equals(Forms.text(form, "kind")))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid("/kind", "required", "Choose one."));
        return new QuotaDraft(
                sku.id(),
                ids,
                place.map(Node::id),
                kind,
                amount(Forms.text(form, "amount")),
                Forms.text(form, "only").equals("true"),
                time(desk, form, "from"),
                time(desk, form, "until"),
                Forms.text(form, "owner"),
                Forms.text(form, "reason"));
    }

    private static long amount(String text) {
        if (!text.matches("[0-9]{1,12}")) {
            throw ProblemException.invalid("/amount", "wrong_type", "Give a whole number.");
        }
        return Long.parseLong(text);
    }

    private static Optional<Instant> time(Desk desk, Map<String, String> form, String name) {
        String text = Forms.text(form, name);
        return text.isEmpty() ? Optional.empty() : Optional.of(Forms.time(desk, text, name));
    }
}
