package dev.tributary.console.setup;

import dev.tributary.catalog.Catalog;
import dev.tributary.console.Desk;
import dev.tributary.console.Flash;
import dev.tributary.inventory.Nodes;
import dev.tributary.inventory.StockChange;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Sha256;
import dev.tributary.kernel.Violation;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderIntake;
import dev.tributary.orders.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Stock that came in, was counted or corrected: one line by form, up to a thousand by CSV, all or none. */
@Controller
@RequestMapping("/console/m/{merchant}/setup/receipts")
class ReceiptsController {

    private static final int LINES_MAX = 1_000;
    private static final int CAUSE_MAX = 80;
    /** What a person oversells has an owner and an end: it is a lease. */
    private static final Set<StockChange.Kind> KINDS =
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(StockChange.Kind.ALLOWANCE)));

    private static final Set<StockChange.Kind> LOT_KINDS =
            Set.of(StockChange.Kind.RECEIVE, StockChange.Kind.COUNT, StockChange.Kind.ADJUST);
    private static final List<String> COLUMNS = List.of("node", "sku", "units");

    private final OrderIntake intake;
    private final Catalog catalog;
    private final Nodes nodes;

    ReceiptsController(OrderIntake intake, Catalog catalog, Nodes nodes) {
        this.intake = intake;
        this.catalog = catalog;
        this.nodes = nodes;
    }

    @GetMapping
    String page(Desk desk, Model model) {
        model.addAttribute("form", Map.of("kind", "RECEIVE"));
        return show(desk, model);
    }

    @PostMapping
    String save(
            Desk desk,
            @RequestParam Map<String, String> values,
            @RequestParam String wish,
            Model model,
            RedirectAttributes redirect) {
        var form = new Form(values);
        change(desk, form).ifPresent(change -> submit(desk, wish, List.of(change), form, redirect));
        if (form.right()) {
            return "redirect:" + desk.path("/setup/receipts");
        }
        form.showAgain(model);
        return show(desk, model);
    }

    @PostMapping("/csv")
    String upload(
            Desk desk,
            @RequestParam MultipartFile file,
            @RequestParam String wish,
            Model model,
            RedirectAttributes redirect)
            throws IOException {
        var form = new Form(Map.of("kind", "RECEIVE"));
        try {
            submit(desk, wish, changes(desk, file.getBytes()), form, redirect);
        } catch (ProblemException e) {
            form.wrong(e);
        }
        if (form.right()) {
            return "redirect:" + desk.path("/setup/receipts");
        }
        form.showAgain(model);
        return show(desk, model);
    }

    private List<StockChange> changes(Desk desk, byte[] file) {
        var violations = new ArrayList<Violation>();
        var changes = new ArrayList<StockChange>();
        for (var row : Csv.read(file, COLUMNS, LINES_MAX).rows()) {
            var values = new HashMap<>(row);
            values.putIfAbsent("kind", "RECEIVE");
            values.putIfAbsent("cause", "receipt/csv");
            var line = new Form(values);
            change(desk, line).ifPresent(changes::add);
            line.problems()
                    .forEach((field, detail) -> violations.add(new Violation(
                            "/line %s %s".formatted(row.get(Csv.LINE), field),
                            "csv",
                            "Line %s, %s: %s".formatted(row.get(Csv.LINE), field, detail))));
        }
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
        if (changes.isEmpty()) {
            throw ProblemException.invalid("/file", "csv", "The file has no lines.");
        }
        return changes;
    }

    private Optional<StockChange> change(Desk desk, Form form) {
        String sku = form.required("sku");
        String node = form.required("node");
        var kind = form.one(StockChange.Kind.class, "kind");
        if (kind.isPresent() && !KINDS.contains(kind.get())) {
            form.wrong("kind", "Overselling is allowed by a lease, with a reason and an end.");
        }
        OptionalLong units = form.whole("units");
        if (units.isEmpty()) {
            form.wrong("units", "Give a whole number.");
        }
        String cause =
                form.optional("cause").orElse("console/" + desk.operator().name());
        if (cause.length() > CAUSE_MAX) {
            form.wrong("cause", "At most %d characters.".formatted(CAUSE_MAX));
        }
        var cost = form.money("unitCost", desk.merchant().currency());
        var lot = LotForm.read(form);
        if (lot.isPresent() && !LOT_KINDS.contains(kind.orElse(StockChange.Kind.RECEIVE))) {
            form.wrong("lot", "Safety stock is of the whole row.");
        }
        var item =
                Optional.ofNullable(catalog.skusByCode(desk.id(), List.of(sku)).get(sku));
        var place = nodes.byCode(desk.id(), node);
        if (item.isEmpty()) {
            form.wrong("sku", "No SKU has this code.");
        }
        if (place.isEmpty()) {
            form.wrong("node", "No node has this code.");
        }
        if (!form.right()) {
            return Optional.empty();
        }
        return Optional.of(new StockChange(
                new StockKey(
                        desk.id(), item.orElseThrow().id(), place.orElseThrow().id()),
                kind.orElseThrow(),
                units.getAsLong(),
                cause,
                cost.map(Money::amount).map(OptionalLong::of).orElse(OptionalLong.empty()),
                StockChange.Source.HAND,
                lot));
    }

    private void submit(Desk desk, String wish, List<StockChange> changes, Form form, RedirectAttributes redirect) {
        try {
            var command =
                    new Command.ChangeStock(desk.id(), wish, Sha256.of(changes.toString()), changes, desk.actor());
            switch (intake.decide(command)) {
                case Outcome.StockDone done ->
                    Flash.good(redirect, "receipts.flash.saved", Integer.toString(done.rows()));
                case Outcome.Rejected rejected -> form.wrong("", rejected.detail());
                case Outcome.Ignored ignored -> form.wrong("", ignored.why());
                case Outcome.Placed unexpected -> throw new IllegalStateException(unexpected.toString());
                case Outcome.Refused unexpected -> throw new IllegalStateException(unexpected.toString());
                case Outcome.SnapshotDone unexpected -> throw new IllegalStateException(unexpected.toString());
                case Outcome.Held unexpected -> throw new IllegalStateException(unexpected.toString());
                case Outcome.TakenBack unexpected -> throw new IllegalStateException(unexpected.toString());
                case Outcome.Done unexpected -> throw new IllegalStateException(unexpected.toString());
            }
        } catch (ProblemException e) {
            form.wrong(e);
        }
    }

    private String show(Desk desk, Model model) {
        model.addAttribute("nodes", nodes.all(desk.id()));
        model.addAttribute("kinds", KINDS);
        return "console/receipts";
    }
}
