package dev.tributary.console.parked;

import dev.tributary.catalog.CatalogLists;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.channels.OrderAnswers;
import dev.tributary.console.Desk;
import dev.tributary.console.Flash;
import dev.tributary.kernel.ChannelId;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Answers to orders that their platform has not taken: what came of each try, and telling it again. */
@Controller
@RequestMapping("/console/m/{merchant}/parked/answers")
class AnswersController {

    private static final int LIST_MAX = 200;

    private final OrderAnswers answers;
    private final CatalogLists catalog;

    AnswersController(OrderAnswers answers, CatalogLists catalog) {
        this.answers = answers;
        this.catalog = catalog;
    }

    @GetMapping
    String list(Desk desk, Model model) {
        model.addAttribute("answers", answers.late(desk.id(), LIST_MAX));
        model.addAttribute(
                "channelsById",
                catalog.channels(desk.id()).stream().collect(Collectors.toMap(SalesChannel::id, Function.identity())));
        return "console/answers";
    }

    @PostMapping("/replay")
    String replay(Desk desk, @RequestParam long channel, @RequestParam String number, RedirectAttributes redirect) {
        tell(answers.replay(desk.id(), new ChannelId(channel), number), "answers.flash.replayed", redirect);
        return back(desk);
    }

    @PostMapping("/settle")
    String settle(Desk desk, @RequestParam long channel, @RequestParam String number, RedirectAttributes redirect) {
        boolean settled = answers.settle(desk.id(), new ChannelId(channel), number, desk.actor());
        tell(settled, "answers.flash.settled", redirect);
        return back(desk);
    }

    private static void tell(boolean done, String key, RedirectAttributes redirect) {
        if (done) {
            Flash.good(redirect, key);
        } else {
            Flash.warn(redirect, "answers.flash.gone");
        }
    }

    private static String back(Desk desk) {
        return "redirect:" + desk.path("/parked/answers");
    }
}
