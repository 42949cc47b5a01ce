package dev.tributary.console.stock;

import dev.tributary.access.AuditTrail;
import dev.tributary.catalog.Catalog;
import dev.tributary.console.Desk;
import dev.tributary.console.Flash;
import dev.tributary.inventory.DriftBoard;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Violation;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** How well the books of stock agree, what was put right with which proof, and whether it may be. */
@Controller
@RequestMapping("/console/m/{merchant}/stock/drift")
class DriftController {

    private static final int DRIFTS_MAX = 200;

    private final DriftBoard board;
    private final AuditTrail audit;
    private final Catalog catalog;
    private final Nodes nodes;
    private final Clock clock;

    DriftController(DriftBoard board, AuditTrail audit, Catalog catalog, Nodes nodes, Clock clock) {
        this.board = board;
        this.audit = audit;
        this.catalog = catalog;
        this.nodes = nodes;
        this.clock = clock;
    }

    @GetMapping
    String board(Desk desk, Model model) {
        var report = board.report(desk.id(), DRIFTS_MAX);
        model.addAttribute("report", report);
        model.addAttribute(
                "quietDays",
                report.quietSince()
                        .map(since -> Duration.between(since, clock.instant()).toDays())
                        .orElse(null));
        model.addAttribute("hourlyLeast", DriftBoard.HOURLY_LEAST);
        model.addAttribute("hourlyMost", DriftBoard.HOURLY_MOST);
        model.addAttribute(
                "skus",
                catalog.skus(
                        desk.id(),
                        report.drifts().stream().map(one -> one.key().sku()).toList()));
        model.addAttribute(
                "nodes", nodes.all(desk.id()).stream().collect(Collectors.toMap(Node::id, Function.identity())));
        return "console/drift";
    }

    @PostMapping("/rule")
    String rule(
            Desk desk,
            @RequestParam(defaultValue = "false") boolean repairs,
            @RequestParam(defaultValue = "") String hourlyMax,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes redirect) {
        try {
            board.rule(desk.id(), repairs, hourly(hourlyMax.strip()), reason, desk.actor());
            audit.changed(
                    "repair-rule-set",
                    desk.actor(),
                    desk.id(),
                    "%s, %s an hour: %s".formatted(repairs ? "repairs" : "no repairs", hourlyMax.strip(), reason));
            Flash.good(redirect, repairs ? "drift.flash.on" : "drift.flash.off");
        } catch (ProblemException wrong) {
            Flash.bad(
                    redirect,
                    "drift.flash.wrong",
                    wrong.violations().stream().map(Violation::detail).collect(Collectors.joining(" ")));
        }
        return "redirect:" + desk.path("/stock/drift");
    }

    /** Out of range, where it is no number. */
    private static int hourly(String text) {
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
    }
}
