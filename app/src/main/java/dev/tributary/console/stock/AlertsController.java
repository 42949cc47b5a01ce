package dev.tributary.console.stock;

import dev.tributary.access.AuditTrail;
import dev.tributary.catalog.Catalog;
import dev.tributary.console.Desk;
import dev.tributary.console.Flash;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.inventory.StockAlerts;
import dev.tributary.inventory.StockAlerts.Alert;
import dev.tributary.inventory.StockAlerts.Outlook;
import dev.tributary.inventory.StockAlerts.Show;
import dev.tributary.kernel.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.json.JsonMapper;

/** Stock that will not last: why, what to reorder, and who wants to hear nothing of it until when. */
@Controller
@RequestMapping("/console/m/{merchant}/stock/alerts")
class AlertsController {

    private static final int PAGE = 50;
    private static final int REASON_MAX = 200;
    private static final int SILENCE_DAYS_MAX = 366;
    /** Shown beside the sales; at least what a proposal looks ahead. */
    private static final int AHEAD_DAYS = 14;

    private final StockAlerts alerts;
    private final AuditTrail audit;
    private final Catalog catalog;
    private final Nodes nodes;
    private final JsonMapper json;
    private final MessageSource words;
    private final Clock clock;

    AlertsController(
            StockAlerts alerts,
            AuditTrail audit,
            Catalog catalog,
            Nodes nodes,
            JsonMapper json,
            MessageSource words,
            Clock clock) {
        this.alerts = alerts;
        this.audit = audit;
        this.catalog = catalog;
        this.nodes = nodes;
        this.json = json;
        this.words = words;
        this.clock = clock;
    }

    @GetMapping
    String list(
            Desk desk,
            @RequestParam(defaultValue = "LOUD") Show show,
            @RequestParam Optional<String> cursor,
            Model model) {
        var page = alerts.alerts(desk.id(), show, cursor, PAGE);
        names(desk, page.items(), model);
        model.addAttribute("alerts", page.items());
        model.addAttribute("show", show);
        model.addAttribute("nextCursor", page.nextCursor().orElse(null));
        return "console/alerts";
    }

    @GetMapping("/{id}")
    String alert(Desk desk, @PathVariable long id, Model model) {
        var alert = find(desk, id);
        names(desk, List.of(alert), model);
        model.addAttribute("alert", alert);
        model.addAttribute("key", alert.key());
        model.addAttribute(
                "chart",
                alerts.outlook(alert.key()).map(outlook -> chart(outlook, desk)).orElse(null));
        return "console/alert";
    }

    @PostMapping("/{id}/silence")
    String silence(
            Desk desk,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes redirect) {
        var alert = find(desk, id);
        var day = day(until.strip());
        var today = LocalDate.ofInstant(clock.instant(), desk.merchant().zone());
        boolean ends = until.isBlank();
        boolean good = ends || (day != null && day.isAfter(today) && day.isBefore(today.plusDays(SILENCE_DAYS_MAX)));
        if (!good || reason.isBlank() || reason.length() > REASON_MAX) {
            Flash.bad(redirect, "alerts.flash.wrong");
        } else {
            Optional<Instant> instant = Optional.ofNullable(day)
                    .map(one -> one.atStartOfDay(desk.merchant().zone()).toInstant());
            alerts.silence(desk.id(), alert.id(), instant, reason.strip(), desk.actor());
            audit.changed(
                    ends ? "stock-alert-told-again" : "stock-alert-silenced",
                    desk.actor(),
                    desk.id(),
                    "alert %d until %s: %s".formatted(id, ends ? "now" : until.strip(), reason.strip()));
            Flash.good(redirect, ends ? "alerts.flash.loud" : "alerts.flash.silent");
        }
        return "redirect:" + desk.path("/stock/alerts/" + id);
    }

    private Alert find(Desk desk, long id) {
        return alerts.alert(desk.id(), id).orElseThrow(() -> ProblemException.notFound("there is no such alert"));
    }

    private void names(Desk desk, List<Alert> shown, Model model) {
        model.addAttribute(
                "skus",
                catalog.skus(
                        desk.id(),
                        shown.stream().map(alert -> alert.key().sku()).toList()));
        model.addAttribute(
                "nodes", nodes.all(desk.id()).stream().collect(Collectors.toMap(Node::id, Function.identity())));
    }

    /** What was sold, and from today on what is expected. */
    private String chart(Outlook outlook, Desk desk) {
        var today = LocalDate.ofInstant(clock.instant(), desk.merchant().zone());
        var times = new ArrayList<String>();
        var sold = new ArrayList<@Nullable Number>();
        var expected = new ArrayList<@Nullable Number>();
        for (var day : outlook.sold()) {
            times.add(day.day().toString());
            sold.add(day.units());
            expected.add(null);
        }
        outlook.forecast().ifPresent(forecast -> {
            for (int i = 0; i < AHEAD_DAYS; i++) {
                var day = today.plusDays(i);
                times.add(day.toString());
                sold.add(null);
                double units = forecast.byWeekday().get(day.getDayOfWeek().getValue() - 1);
                expected.add(Math.round(units * 10) / 10.0);
            }
        });
        return json.writeValueAsString(Map.of(
                "times",
                times,
                "stacked",
                false,
                "series",
                List.of(series("alerts.chart.sold", 1, sold), series("alerts.chart.forecast", 2, expected))));
    }

    private Map<String, Object> series(String name, int colour, List<@Nullable Number> values) {
        return Map.of(
                "name", words.getMessage(name, null, LocaleContextHolder.getLocale()),
                "colour", colour,
                "values", values);
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return text.isEmpty() ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
