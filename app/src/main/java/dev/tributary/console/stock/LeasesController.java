package dev.tributary.console.stock;

import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.CatalogLists;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.catalog.Sku;
import dev.tributary.console.Desk;
import dev.tributary.console.Flash;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.SkuId;
import dev.tributary.leases.Drift;
import dev.tributary.leases.Field;
import dev.tributary.leases.LeaseDraft;
import dev.tributary.leases.LeaseId;
import dev.tributary.leases.LeaseScope;
import dev.tributary.leases.Leases;
import dev.tributary.leases.Resume;
import dev.tributary.leases.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Suspensions of sync and allowances to oversell: which there are and for how long, a new one, and the end of one. */
@Controller
@RequestMapping("/console/m/{merchant}/stock/leases")
class LeasesController {

    private static final int LEASES = 50;
    private static final int DRIFTS = 100;

    private final Leases leases;
    private final Catalog catalog;
    private final CatalogLists lists;
    private final Nodes nodes;

    LeasesController(Leases leases, Catalog catalog, CatalogLists lists, Nodes nodes) {
        this.leases = leases;
        this.catalog = catalog;
        this.lists = lists;
        this.nodes = nodes;
    }

    @GetMapping
    String list(
            Desk desk,
            @RequestParam(defaultValue = "OPEN") Leases.Show show,
            @RequestParam Optional<String> cursor,
            Model model) {
        model.addAttribute("form", Map.of("owner", desk.operator().name()));
        return page(desk, show, cursor, model);
    }

    /** The list alone, again and again: its countdown goes on. */
    @GetMapping("/now")
    String now(
            Desk desk,
            @RequestParam(defaultValue = "OPEN") Leases.Show show,
            @RequestParam Optional<String> cursor,
            Model model) {
        page(desk, show, cursor, model);
        return "console/leases :: list";
    }

    @PostMapping
    String make(Desk desk, @RequestParam Map<String, String> form, Model model, RedirectAttributes redirect) {
        try {
            var lease = leases.make(desk.id(), draft(desk, form), desk.actor());
            Flash.good(redirect, "leases.flash.made");
            return "redirect:" + path(desk, lease.id());
        } catch (ProblemException wrong) {
            model.addAttribute("form", form);
            model.addAttribute("problems", Forms.problems(wrong));
            return page(desk, Leases.Show.OPEN, Optional.empty(), model);
        }
    }

    @GetMapping("/{id}")
    String one(Desk desk, @PathVariable long id, @RequestParam Optional<String> cursor, Model model) {
        var lease = leases.find(desk.id(), leaseId(id)).orElseThrow(LeasesController::unknown);
        var drift = leases.drift(lease, cursor, DRIFTS);
        model.addAttribute("lease", lease);
        model.addAttribute("drifts", drift.items());
        model.addAttribute("nextCursor", drift.nextCursor().orElse(null));
        model.addAttribute("history", leases.history(desk.id(), lease.id()));
        names(
                desk,
                Stream.concat(
                                lease.scope().sku().stream(),
                                drift.items().stream().map(Drift::sku))
                        .toList(),
                model);
        return "console/lease";
    }

    @PostMapping("/{id}/extend")
    String extend(
            Desk desk,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String units,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes redirect) {
        try {
            var expiresAt =
                    until.isBlank() ? Optional.<Instant>empty() : Optional.of(Forms.time(desk, until, "expiresAt"));
            leases.extend(
                    desk.id(),
                    leaseId(id),
                    new Leases.Extension(expiresAt, units(units), reason.strip()),
                    desk.actor());
            Flash.good(redirect, "leases.flash.extended");
        } catch (ProblemException wrong) {
            Flash.bad(redirect, "leases.flash.wrong", Forms.said(wrong));
        }
        return "redirect:" + path(desk, leaseId(id));
    }

    @PostMapping("/{id}/end")
    String end(
            Desk desk,
            @PathVariable long id,
            @RequestParam Resume drift,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes redirect) {
        try {
            leases.end(desk.id(), leaseId(id), drift, reason.strip(), desk.actor());
            Flash.good(redirect, "leases.flash.ended");
        } catch (ProblemException wrong) {
            Flash.bad(redirect, "leases.flash.wrong", Forms.said(wrong));
        }
        return "redirect:" + path(desk, leaseId(id));
    }

    private String page(Desk desk, Leases.Show show, Optional<String> cursor, Model model) {
        var page = leases.list(desk.id(), show, cursor, LEASES);
        model.addAttribute("leases", page.items());
        model.addAttribute("nextCursor", page.nextCursor().orElse(null));
        model.addAttribute("cursor", cursor.orElse(null));
        model.addAttribute("show", show.name());
        model.addAttribute("subjects", Subject.values());
        model.addAttribute("fields", List.of(Field.ON_HAND, Field.SAFETY));
        names(
                desk,
                page.items().stream()
                        .flatMap(lease -> lease.scope().sku().stream())
                        .toList(),
                model);
        return "console/leases";
    }

    private void names(Desk desk, List<SkuId> skus, Model model) {
        Map<NodeId, Node> byId = nodes.all(desk.id()).stream().collect(Collectors.toMap(Node::id, Function.identity()));
        Map<ChannelId, SalesChannel> channels =
                lists.channels(desk.id()).stream().collect(Collectors.toMap(SalesChannel::id, Function.identity()));
        model.addAttribute("nodes", byId);
        model.addAttribute("channels", channels);
        model.addAttribute("skus", catalog.skus(desk.id(), skus));
    }

    private LeaseDraft draft(Desk desk, Map<String, String> form) {
        var subject = one(Subject.class, form, "subject")
                .orElseThrow(() -> ProblemException.invalid("/subject", "required", "Choose one."));
        return new LeaseDraft(
                subject,
                new LeaseScope(
                        code(
                                form,
                                "channel",
                                code -> catalog.channel(desk.id(), code).map(SalesChannel::id)),
                        code(form, "node", code -> nodes.byCode(desk.id(), code).map(Node::id)),
                        code(
                                form,
                                "sku",
                                code -> Optional.ofNullable(catalog.skusByCode(desk.id(), List.of(code))
                                                .get(code))
                                        .map(Sku::id)),
                        one(Field.class, form, "field")),
                units(Forms.text(form, "units")),
                Forms.text(form, "owner"),
                Forms.text(form, "reason"),
                Forms.time(desk, Forms.text(form, "until"), "expiresAt"),
                one(Resume.class, form, "atExpiry").orElse(Resume.APPLY));
    }

    private static <T> Optional<T> code(Map<String, String> form, String name, Function<String, Optional<T>> found) {
        String code = Forms.text(form, name);
        if (code.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(found.apply(code)
                .orElseThrow(() -> ProblemException.invalid(
                        "/" + name, "unknown_" + name, "There is no %s with this code.".formatted(name))));
    }

    private static <E extends Enum<E>> Optional<E> one(Class<E> type, Map<String, String> form, String name) {
        return Stream.of(type.getEnumConstants())
                .filter(value -> value.name().equals(Forms.text(form, name)))
                .findFirst();
    }

    private static OptionalLong units(String text) {
        if (text.isBlank()) {
            return OptionalLong.empty();
        }
        if (!text.strip().matches("[0-9]{1,10}")) {
            throw ProblemException.invalid("/units", "wrong_type", "Give a whole number.");
        }
        return OptionalLong.of(Long.parseLong(text.strip()));
    }

    private static String path(Desk desk, LeaseId lease) {
        return desk.path("/stock/leases/" + lease);
    }

    private static LeaseId leaseId(long id) {
        if (id <= 0) {
            throw unknown();
        }
        return new LeaseId(id);
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("there is no such lease");
    }
}
