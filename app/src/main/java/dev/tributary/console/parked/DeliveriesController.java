package dev.tributary.console.parked;

import dev.tributary.console.Desk;
import dev.tributary.console.Flash;
import dev.tributary.openapi.Deliveries;
import dev.tributary.openapi.Deliveries.Failing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** News that subscribers do not take: what came of each try, and sending it again. */
@Controller
@RequestMapping("/console/m/{merchant}/parked/deliveries")
class DeliveriesController {

    private static final int LIST_MAX = 200;

    private final Deliveries deliveries;

    DeliveriesController(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    /** A subscription and what it has not taken, oldest first. */
    record Subscriber(long id, String url, List<Failing> failing) {}

    @GetMapping
    String list(Desk desk, Model model) {
        var bySubscription = deliveries.failing(desk.id(), LIST_MAX).stream()
                .collect(Collectors.groupingBy(Failing::subscription, LinkedHashMap::new, Collectors.toList()));
        model.addAttribute(
                "subscribers",
                bySubscription.entrySet().stream()
                        .map(entry -> new Subscriber(
                                entry.getKey(), entry.getValue().getFirst().url(), entry.getValue()))
                        .toList());
        return "console/deliveries";
    }

    @PostMapping("/replay-all")
    String replayAll(Desk desk, @RequestParam long subscription, RedirectAttributes redirect) {
        int replayed = deliveries.replayAll(desk.id(), subscription);
        Flash.good(redirect, "deliveries.flash.replayed", Integer.toString(replayed));
        return back(desk);
    }

    @PostMapping("/{delivery}/replay")
    String replay(Desk desk, @PathVariable long delivery, RedirectAttributes redirect) {
        if (deliveries.replay(desk.id(), delivery)) {
            Flash.good(redirect, "deliveries.flash.replayed", "1");
        } else {
            Flash.warn(redirect, "deliveries.flash.gone");
        }
        return back(desk);
    }

    @PostMapping("/{delivery}/drop")
    String drop(Desk desk, @PathVariable long delivery, RedirectAttributes redirect) {
        if (deliveries.drop(desk.id(), delivery)) {
            Flash.good(redirect, "deliveries.flash.dropped");
        } else {
            Flash.warn(redirect, "deliveries.flash.gone");
        }
        return back(desk);
    }

    private static String back(Desk desk) {
        return "redirect:" + desk.path("/parked/deliveries");
    }
}
