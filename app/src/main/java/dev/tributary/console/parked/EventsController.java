package dev.tributary.console.parked;

import dev.tributary.access.Role;
import dev.tributary.console.Desk;
import dev.tributary.console.Flash;
import dev.tributary.journal.ParkedEvents;
import dev.tributary.journal.ParkedEvents.Retried;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Events a consumer of the hub failed on. They are of all merchants, so only the hub's administrators see them. */
@Controller
@RequestMapping("/console/m/{merchant}/parked/events")
class EventsController {

    private static final int EVENTS_MAX = 200;

    private final ParkedEvents parked;

    EventsController(ParkedEvents parked) {
        this.parked = parked;
    }

    @GetMapping
    String list(Desk desk, Model model) {
        needsHubAdministrator(desk);
        model.addAttribute("events", parked.list(EVENTS_MAX));
        return "console/events";
    }

    @PostMapping("/retry")
    String retry(Desk desk, @RequestParam String consumer, @RequestParam String key, RedirectAttributes redirect) {
        needsHubAdministrator(desk);
        tell(parked.retry(consumer, key), redirect);
        return "redirect:" + desk.path("/parked/events");
    }

    @PostMapping("/drop")
    String drop(
            Desk desk,
            @RequestParam String consumer,
            @RequestParam String key,
            @RequestParam long event,
            RedirectAttributes redirect) {
        needsHubAdministrator(desk);
        tell(parked.drop(consumer, key, event), redirect);
        return "redirect:" + desk.path("/parked/events");
    }

    private static void tell(Retried retried, RedirectAttributes redirect) {
        retried.failure()
                .ifPresentOrElse(
                        failure -> Flash.bad(redirect, "events.flash.failed", failure),
                        () -> Flash.good(
                                redirect,
                                "events.flash.retried",
                                Integer.toString(retried.succeeded()),
                                Long.toString(retried.remaining())));
    }

    private static void needsHubAdministrator(Desk desk) {
        if (!desk.operator().may(Role.ADMIN)) {
            throw new ProblemException(Problem.FORBIDDEN, "this needs an administrator of the whole hub");
        }
    }
}
