package dev.tributary.console.parked;

import dev.tributary.catalog.Catalog;
import dev.tributary.channels.MessageDesk;
import dev.tributary.channels.MessageDesk.Message;
import dev.tributary.console.Desk;
import dev.tributary.console.Flash;
import dev.tributary.kernel.ProblemException;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One message: why it is parked, and its correction. To correct is to see in clear, so a reason is asked first. */
@Controller
@RequestMapping("/console/m/{merchant}/parked/{message:[1-9][0-9]{0,17}}")
class MessageController {

    private static final int REASON_MAX = 200;

    private final MessageDesk messages;
    private final Catalog catalog;

    MessageController(MessageDesk messages, Catalog catalog) {
        this.messages = messages;
        this.catalog = catalog;
    }

    @GetMapping
    String page(Desk desk, @PathVariable long message, Model model) {
        Message found =
                messages.show(desk.id(), message).orElseThrow(() -> ProblemException.notFound("no such message"));
        model.addAttribute("message", found);
        model.addAttribute(
                "channel", catalog.channel(desk.id(), found.summary().channel()).orElse(null));
        return "console/message";
    }

    @PostMapping("/reveal")
    String reveal(Desk desk, @PathVariable long message, @RequestParam String reason, Model model) {
        if (reason.isBlank() || reason.length() > REASON_MAX) {
            throw ProblemException.invalid("/reason", "length", "give 1 to %d characters".formatted(REASON_MAX));
        }
        String view = page(desk, message, model);
        model.addAttribute("clear", messages.reveal(desk.id(), message, desk.actor(), reason.strip()));
        return view;
    }

    @PostMapping("/correct")
    String correct(Desk desk, @PathVariable long message, @RequestParam String body, RedirectAttributes redirect) {
        messages.correct(desk.id(), message, body.getBytes(StandardCharsets.UTF_8), desk.actor());
        Flash.good(redirect, "parked.flash.corrected");
        return "redirect:" + desk.path("/parked/" + message);
    }
}
