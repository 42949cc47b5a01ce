package dev.tributary.console.parked;

import dev.tributary.catalog.CatalogLists;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.channels.MessageDesk;
import dev.tributary.channels.MessageDesk.Filter;
import dev.tributary.channels.MessageDesk.State;
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

/** The inbox as a list, and what people do to several messages at once. */
@Controller
@RequestMapping("/console/m/{merchant}/parked")
class ParkedController {

    private static final int MESSAGES = 50;
    private static final int REASON_MAX = 200;

    private final MessageDesk messages;
    private final CatalogLists catalog;

    ParkedController(MessageDesk messages, CatalogLists catalog) {
        this.messages = messages;
        this.catalog = catalog;
    }

    @GetMapping
    String list(
            Desk desk,
            @RequestParam(defaultValue = "") String channel,
            @RequestParam(defaultValue = "PARKED") String state,
            @RequestParam Optional<String> cursor,
            Model model) {
        var channels = catalog.channels(desk.id());
        var wanted = channels.stream()
                .filter(known -> known.code().equals(channel))
                .map(SalesChannel::id)
                .findFirst();
        boolean parkedOnly = state.equals("PARKED");
        var filter = new Filter(wanted, parkedOnly ? Optional.of(State.PARKED) : Optional.empty());
        var page = messages.list(desk.id(), filter, cursor, MESSAGES);
        model.addAttribute("channel", channel);
        model.addAttribute("state", parkedOnly ? "PARKED" : "ALL");
        model.addAttribute("messages", page.items());
        model.addAttribute("nextCursor", page.nextCursor().orElse(null));
        model.addAttribute(
                "channelsById", channels.stream().collect(Collectors.toMap(SalesChannel::id, Function.identity())));
        return "console/parked";
    }

    @PostMapping("/replay")
    String replay(Desk desk, @RequestParam(defaultValue = "") List<Long> message, RedirectAttributes redirect) {
        if (message.isEmpty()) {
            Flash.warn(redirect, "parked.flash.none");
        } else {
            int count = messages.replay(desk.id(), message, desk.actor());
            Flash.good(redirect, "parked.flash.replayed", Integer.toString(count));
        }
        return back(desk, message);
    }

    /** Of the channel that the list shows, or of all. */
    @PostMapping("/replay-all")
    String replayAll(Desk desk, @RequestParam(defaultValue = "") String channel, RedirectAttributes redirect) {
        var wanted = catalog.channels(desk.id()).stream()
                .filter(known -> known.code().equals(channel))
                .map(SalesChannel::id)
                .findFirst();
        if (wanted.isEmpty() && !channel.isEmpty()) {
            throw ProblemException.notFound("there is no such channel");
        }
        int count = messages.replayAll(desk.id(), wanted, desk.actor());
        Flash.good(redirect, "parked.flash.replayed", Integer.toString(count));
        redirect.addAttribute("channel", channel);
        return "redirect:" + desk.path("/parked");
    }

    @PostMapping("/drop")
    String drop(
            Desk desk,
            @RequestParam(defaultValue = "") List<Long> message,
            @RequestParam String reason,
            RedirectAttributes redirect) {
        if (reason.isBlank() || reason.length() > REASON_MAX) {
            throw ProblemException.invalid("/reason", "length", "give 1 to %d characters".formatted(REASON_MAX));
        }
        if (message.isEmpty()) {
            Flash.warn(redirect, "parked.flash.none");
        } else {
            int count = messages.drop(desk.id(), message, reason.strip(), desk.actor());
            Flash.good(redirect, "parked.flash.dropped", Integer.toString(count));
        }
        return back(desk, message);
    }

    /** One message was handled from its own page, several from the list. */
    private static String back(Desk desk, List<Long> handled) {
        return "redirect:" + desk.path(handled.size() == 1 ? "/parked/" + handled.getFirst() : "/parked");
    }
}
