package dev.tributary.console.goods;

import dev.tributary.console.Desk;
import dev.tributary.console.Flash;
import dev.tributary.inventory.Author;
import dev.tributary.inventory.Condition;
import dev.tributary.inventory.HeldChange;
import dev.tributary.inventory.HeldStock;
import dev.tributary.kernel.ProblemException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Goods that are there and must not be sold: which, why, and what becomes of them. */
@Controller
@RequestMapping("/console/m/{merchant}/stock/held")
class HeldController {

    private static final int ROWS = 100;

    private final HeldStock held;
    private final Goods goods;

    HeldController(HeldStock held, Goods goods) {
        this.held = held;
        this.goods = goods;
    }

    @GetMapping
    String list(
            Desk desk,
            @RequestParam Optional<Condition> condition,
            @RequestParam Optional<String> cursor,
            Model model) {
        var page = held.list(desk.id(), condition, cursor, ROWS);
        model.addAttribute("rows", page.items());
        model.addAttribute("nextCursor", page.nextCursor().orElse(null));
        model.addAttribute("condition", condition.map(Enum::name).orElse(""));
        model.addAttribute("conditions", Condition.values());
        goods.names(desk, page.items().stream().map(row -> row.key().sku()).toList(), model);
        return "console/held";
    }

    @PostMapping
    String change(
            Desk desk,
            @RequestParam String sku,
            @RequestParam String node,
            @RequestParam HeldChange.Action action,
            @RequestParam Condition condition,
            @RequestParam Optional<Condition> to,
            @RequestParam String units,
            @RequestParam(defaultValue = "") String cause,
            RedirectAttributes redirect) {
        try {
            var change = new HeldChange(
                    goods.key(desk, sku, node), action, condition, to, Goods.units(units), cause.strip());
            held.change(desk.id(), List.of(change), new Author(desk.actor(), null));
            Flash.good(redirect, "held.flash.done");
        } catch (ProblemException wrong) {
            Flash.bad(redirect, "held.flash.wrong", Goods.said(wrong));
        }
        return "redirect:" + desk.path("/stock/held");
    }
}
