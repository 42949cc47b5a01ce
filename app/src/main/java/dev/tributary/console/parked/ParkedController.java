package dev.tributary.console.parked;

import dev.tributary.catalog.CatalogLists;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.channels.MessageDesk;
import dev.tributary.channels.MessageDesk.Filter;
import dev.tributary.channels.MessageDesk.State;
import dev.tributary.channels.TextCorrection;
import dev.tributary.console.Desk;
import dev.tributary.console.Flash;
import dev.tributary.kernel.ChannelId;
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
    private static final List<String> OWNERS = List.of("all", "mine", "nobody");

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
            @RequestParam(defaultValue = "all") String owner,
            @RequestParam Optional<String> cursor,
            Model model) {
        var channels = catalog.channels(desk.id());
        var wanted = channels.stream()
                .filter(known -> known.code().equals(channel))
                .map(SalesChannel::id)
                .findFirst();
        boolean parkedOnly = state.equals("PARKED");
        var filter = new Filter(
                wanted, parkedOnly ? Optional.of(State.PARKED) : Optional.empty(), owner(owner, desk.actor()));
        var page = messages.list(desk.id(), filter, cursor, MESSAGES);
        model.addAttribute("channel", channel);
        model.addAttribute("state", parkedOnly ? "PARKED" : "ALL");
        model.addAttribute("owners", OWNERS);
        model.addAttribute("owner", OWNERS.contains(owner) ? owner : OWNERS.getFirst());
        model.addAttribute("messages", page.items());
        model.addAttribute("nextCursor", page.nextCursor().orElse(null));
        model.addAttribute(
                "channelsById", channels.stream().collect(Collectors.toMap(SalesChannel::id, Function.identity())));
        return "console/parked";
    }

    private static Optional<String> owner(String asked, String actor) {
        return switch (asked) {
            case "mine" -> Optional.of(actor);
            case "nobody" -> Optional.of("");
            default -> Optional.empty();
        };
    }

    @PostMapping("/take")
    String take(Desk desk, @RequestParam(defaultValue = "") List<Long> message, RedirectAttributes redirect) {
        return handled(desk, message, redirect, "parked.flash.taken", messages.take(desk.id(), message, desk.actor()));
    }

    @PostMapping("/give-back")
    String giveBack(Desk desk, @RequestParam(defaultValue = "") List<Long> message, RedirectAttributes redirect) {
        int count = messages.giveBack(desk.id(), message, desk.actor());
        return handled(desk, message, redirect, "parked.flash.givenBack", count);
    }

    @PostMapping("/correct")
    String correct(
            Desk desk,
            @RequestParam(defaultValue = "") List<Long> message,
            @RequestParam String find,
            @RequestParam(defaultValue = "") String put,
            RedirectAttributes redirect) {
        var correction = new TextCorrection(find, put);
        if (message.isEmpty()) {
            Flash.warn(redirect, "parked.flash.none");
        } else {
            corrected(redirect, messages.correct(desk.id(), message, correction, desk.actor()));
        }
        return back(desk, message);
    }

    @PostMapping("/correct-all")
    String correctAll(
            Desk desk,
            @RequestParam(defaultValue = "") String channel,
            @RequestParam String find,
            @RequestParam(defaultValue = "") String put,
            RedirectAttributes redirect) {
        corrected(
                redirect,
                messages.correctAll(desk.id(), wanted(desk, channel), new TextCorrection(find, put), desk.actor()));
        return toChannel(desk, channel, redirect);
    }

    @PostMapping("/replay")
    String replay(Desk desk, @RequestParam(defaultValue = "") List<Long> message, RedirectAttributes redirect) {
        int count = messages.replay(desk.id(), message, desk.actor());
        return handled(desk, message, redirect, "parked.flash.replayed", count);
    }

    /** Of the channel that the list shows, or of all. */
    @PostMapping("/replay-all")
    String replayAll(Desk desk, @RequestParam(defaultValue = "") String channel, RedirectAttributes redirect) {
        int count = messages.replayAll(desk.id(), wanted(desk, channel), desk.actor());
        Flash.good(redirect, "parked.flash.replayed", Integer.toString(count));
        return toChannel(desk, channel, redirect);
    }

    private Optional<ChannelId> wanted(Desk desk, String channel) {
        var wanted = catalog.channels(desk.id()).stream()
                .filter(known -> known.code().equals(channel))
                .map(SalesChannel::id)
                .findFirst();
        if (wanted.isEmpty() && !channel.isEmpty()) {
            throw ProblemException.notFound("there is no such channel");
        }
        return wanted;
    }

    private static String toChannel(Desk desk, String channel, RedirectAttributes redirect) {
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
        int count = messages.drop(desk.id(), message, reason.strip(), desk.actor());
        return handled(desk, message, redirect, "parked.flash.dropped", count);
    }

    /** One message was handled from its own page, several from the list. */
    private static String handled(
            Desk desk, List<Long> messages, RedirectAttributes redirect, String sentence, int count) {
        if (messages.isEmpty()) {
            Flash.warn(redirect, "parked.flash.none");
        } else {
            Flash.good(redirect, sentence, Integer.toString(count));
        }
        return back(desk, messages);
    }

    private static void corrected(RedirectAttributes redirect, TextCorrection.Done done) {
        if (done.left() == 0 && done.closed() == 0) {
            Flash.good(redirect, "parked.flash.correctedText", Integer.toString(done.corrected()));
        } else {
            Flash.warn(
                    redirect,
                    "parked.flash.correctedSome",
                    Integer.toString(done.corrected()),
                    Integer.toString(done.left()),
                    Integer.toString(done.closed()));
        }
    }

    private static String back(Desk desk, List<Long> messages) {
        return "redirect:" + desk.path(messages.size() == 1 ? "/parked/" + messages.getFirst() : "/parked");
    }
}
