package dev.tributary.console.live;

import dev.tributary.console.Desk;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The live page; its inner part asks for itself again every two seconds. */
@Controller
class LiveController {

    private final LiveBoard board;

    LiveController(LiveBoard board) {
        this.board = board;
    }

    @GetMapping("/console/m/{merchant}/live")
    String page(Desk desk, Model model) {
        model.addAttribute("live", board.of(desk.merchant()));
        return "console/live";
    }

    @GetMapping("/console/m/{merchant}/live/now")
    String now(Desk desk, Model model) {
        model.addAttribute("live", board.of(desk.merchant()));
        return "console/live :: now";
    }
}
