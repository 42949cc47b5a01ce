package dev.tributary.console.setup;

import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.CatalogLists;
import dev.tributary.catalog.CatalogSetup;
import dev.tributary.catalog.CatalogSetup.ListingDraft;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.channels.ChannelAccounts;
import dev.tributary.channels.ChannelAccounts.Setting;
import dev.tributary.channels.StockBuffers;
import dev.tributary.console.Desk;
import dev.tributary.console.Flash;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Violation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Places to sell. What an account must bring is asked by the adapter's own file, so a new adapter needs no page. */
@Controller
@RequestMapping("/console/m/{merchant}/setup/channels")
class ChannelsController {

    private static final List<String> LISTING_COLUMNS = List.of("channelSku", "sku");
    private static final int LISTINGS_SHOWN = 50;

    private final CatalogLists lists;
    private final CatalogSetup setup;
    private final Catalog catalog;
    private final ChannelAccounts accounts;
    private final ChannelSaving saving;
    private final StockBuffers buffers;
    private final Nodes nodes;

    ChannelsController(
            CatalogLists lists,
            CatalogSetup setup,
            Catalog catalog,
            ChannelAccounts accounts,
            ChannelSaving saving,
            StockBuffers buffers,
            Nodes nodes) {
        this.lists = lists;
        this.setup = setup;
        this.catalog = catalog;
        this.accounts = accounts;
        this.saving = saving;
        this.buffers = buffers;
        this.nodes = nodes;
    }

    @GetMapping
    String list(Desk desk, Model model) {
        model.addAttribute("channels", lists.channels(desk.id()));
        var versions = new TreeMap<String, String>();
        accounts.adapters().forEach(adapter -> versions.put(adapter, accounts.version(adapter)));
        model.addAttribute("adapters", versions);
        model.addAttribute(
                "nodesById", nodes.all(desk.id()).stream().collect(Collectors.toMap(Node::id, Function.identity())));
        return "console/channels";
    }

    @GetMapping("/new")
    String choose(Desk desk, Model model) {
        model.addAttribute("offers", accounts.offers());
        return "console/connect";
    }

    @GetMapping(path = "/new", params = "adapter")
    String fresh(Desk desk, @RequestParam String adapter, Model model) {
        if (!accounts.adapters().contains(adapter)) {
            throw ProblemException.notFound("no such adapter");
        }
        model.addAttribute("form", Map.of("holdMinutes", "30", "code", adapter));
        return show(desk, adapter, Optional.empty(), model);
    }

    @GetMapping("/{code}")
    String page(Desk desk, @PathVariable String code, Model model) {
        var channel = find(desk, code);
        model.addAttribute("form", saving.values(channel));
        return show(desk, channel.adapter(), Optional.of(channel), model);
    }

    @PostMapping
    String save(Desk desk, @RequestParam Map<String, String> values, Model model, RedirectAttributes redirect) {
        var form = new Form(values);
        String adapter = form.required("adapter");
        String code = form.required("code");
        if (!accounts.adapters().contains(adapter)) {
            throw ProblemException.notFound("no such adapter");
        }
        var known = catalog.channel(desk.id(), code);
        if (known.isPresent() && form.ticked("fresh")) {
            form.wrong("code", "Another channel has this code.");
            known = Optional.empty();
        }
        saving.save(desk, form, adapter, known);
        if (form.right()) {
            Flash.good(redirect, "channels.flash.saved", form.text("name"));
            return "redirect:"
                    + desk.path("/setup/channels/%s%s".formatted(code, known.isPresent() ? "" : "/connection"));
        }
        form.showAgain(model);
        return show(desk, adapter, known, model);
    }

    @PostMapping("/{code}/listings")
    String listings(
            Desk desk,
            @PathVariable String code,
            @RequestParam MultipartFile file,
            Model model,
            RedirectAttributes redirect)
            throws IOException {
        var channel = find(desk, code);
        try {
            int saved = setup.saveListings(desk.id(), channel.id(), listings(desk, file.getBytes()));
            Flash.good(redirect, "channels.flash.listings", Integer.toString(saved));
            return "redirect:" + desk.path("/setup/channels/" + code);
        } catch (ProblemException e) {
            var form = new Form(saving.values(channel));
            form.wrong(e);
            form.showAgain(model);
            return show(desk, channel.adapter(), Optional.of(channel), model);
        }
    }

    private List<ListingDraft> listings(Desk desk, byte[] file) {
        var rows = Csv.read(file, LISTING_COLUMNS, CatalogSetup.LISTINGS_MAX).rows();
        var skus = catalog.skusByCode(
                desk.id(), rows.stream().map(row -> row.getOrDefault("sku", "")).toList());
        var violations = new ArrayList<Violation>();
        var drafts = new ArrayList<ListingDraft>();
        for (var row : rows) {
            var sku = skus.get(row.getOrDefault("sku", ""));
            if (sku == null) {
                String line = row.getOrDefault(Csv.LINE, "");
                violations.add(new Violation(
                        "/line " + line, "unknown_sku", "Line %s: no SKU has this code.".formatted(line)));
            } else {
                drafts.add(new ListingDraft(row.getOrDefault("channelSku", ""), sku.id()));
            }
        }
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
        return drafts;
    }

    /** Without a number the computed one counts again. */
    @PostMapping("/{code}/buffers")
    String buffer(
            Desk desk,
            @PathVariable String code,
            @RequestParam Map<String, String> values,
            Model model,
            RedirectAttributes redirect) {
        var channel = find(desk, code);
        var form = new Form(values);
        var sku = Optional.ofNullable(
                catalog.skusByCode(desk.id(), List.of(form.required("sku"))).get(form.text("sku")));
        String reason = form.required("reason");
        var units = form.whole("units");
        if (sku.isEmpty()) {
            form.wrong("sku", "No SKU has this code.");
        }
        if (units.orElse(0) < 0 || units.orElse(0) > StockBuffers.UNITS_MAX) {
            form.wrong("units", "Give 0 to %d units.".formatted(StockBuffers.UNITS_MAX));
        }
        if (reason.length() > StockBuffers.REASON_MAX) {
            form.wrong("reason", "Give at most %d characters.".formatted(StockBuffers.REASON_MAX));
        }
        if (!form.right()) {
            var shown = new HashMap<>(saving.values(channel));
            shown.putAll(values);
            new Form(shown).showAgain(model);
            model.addAttribute("problems", form.problems());
            return show(desk, channel.adapter(), Optional.of(channel), model);
        }
        if (units.isPresent()) {
            buffers.set(desk.id(), channel.id(), sku.orElseThrow().id(), units.getAsLong(), desk.actor(), reason);
        } else {
            buffers.clear(desk.id(), channel.id(), sku.orElseThrow().id());
        }
        Flash.good(redirect, "buffers.flash.saved", form.text("sku"));
        return "redirect:" + desk.path("/setup/channels/" + code);
    }

    private SalesChannel find(Desk desk, String code) {
        return catalog.channel(desk.id(), code).orElseThrow(() -> ProblemException.notFound("no such channel"));
    }

    private String show(Desk desk, String adapter, Optional<SalesChannel> channel, Model model) {
        var account = channel.flatMap(known -> accounts.find(desk.id(), known.id()));
        List<Setting> settings = accounts.settings(adapter);
        model.addAttribute("adapter", adapter);
        model.addAttribute("facts", accounts.facts(adapter));
        model.addAttribute("settings", settings);
        model.addAttribute("channel", channel.orElse(null));
        model.addAttribute("account", account.orElse(null));
        model.addAttribute("nodes", nodes.all(desk.id()));
        model.addAttribute(
                "places",
                java.util.stream.IntStream.rangeClosed(1, SalesChannel.NODES_MAX)
                        .boxed()
                        .toList());
        channel.ifPresent(known -> {
            var held = buffers.of(desk.id(), known.id());
            model.addAttribute("buffers", held);
            model.addAttribute(
                    "bufferSkus",
                    catalog.skus(
                            desk.id(),
                            held.stream().map(StockBuffers.Shown::sku).toList()));
        });
        channel.ifPresent(known -> model.addAttribute(
                "listings",
                lists.listings(desk.id(), known.id(), Optional.empty(), LISTINGS_SHOWN)
                        .items()));
        return "console/channel";
    }
}
