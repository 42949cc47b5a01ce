package dev.tributary.console.goods;

import dev.tributary.console.Desk;
import dev.tributary.console.Flash;
import dev.tributary.inventory.Author;
import dev.tributary.inventory.CountSheet;
import dev.tributary.inventory.CountSheets;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.SkuId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Count sheets: a new one, what was found, and whether it counts. */
@Controller
@RequestMapping("/console/m/{merchant}/stock/counts")
class CountsController {

    private static final int SHEETS = 50;

    private final CountSheets sheets;
    private final Goods goods;

    CountsController(CountSheets sheets, Goods goods) {
        this.sheets = sheets;
        this.goods = goods;
    }

    @GetMapping
    String list(Desk desk, @RequestParam Optional<String> cursor, Model model) {
        var page = sheets.list(desk.id(), Optional.empty(), cursor, SHEETS);
        model.addAttribute("sheets", page.items());
        model.addAttribute("nextCursor", page.nextCursor().orElse(null));
        goods.names(desk, List.of(), model);
        return "console/counts";
    }

    /** @param skus by code; where none is given, {@code days} says which rows */
    @PostMapping
    String open(
            Desk desk,
            @RequestParam String node,
            @RequestParam(defaultValue = "") String skus,
            @RequestParam(defaultValue = "") String days,
            @RequestParam(defaultValue = "") String note,
            RedirectAttributes redirect) {
        try {
            var place = goods.node(desk, node).id();
            var sheet = skus.isBlank()
                    ? sheets.openNotCounted(
                            desk.id(), place, (int) Math.min(Goods.units(days), 10_000), note.strip(), desk.actor())
                    : sheets.open(desk.id(), place, skus(desk, skus), note.strip(), desk.actor());
            return "redirect:" + desk.path("/stock/counts/" + sheet.id());
        } catch (ProblemException wrong) {
            Flash.bad(redirect, "counts.flash.wrong", Goods.said(wrong));
            return "redirect:" + desk.path("/stock/counts");
        }
    }

    private List<SkuId> skus(Desk desk, String codes) {
        return Arrays.stream(codes.strip().split("[\\s,]+"))
                .limit(CountSheets.LINES_MAX + 1L)
                .map(code -> goods.sku(desk, code).id())
                .toList();
    }

    @GetMapping("/{id}")
    String one(Desk desk, @PathVariable long id, Model model) {
        var sheet =
                sheets.find(desk.id(), id).orElseThrow(() -> ProblemException.notFound("there is no such count sheet"));
        model.addAttribute("sheet", sheet);
        goods.names(desk, sheet.lines().stream().map(CountSheet.Line::sku).toList(), model);
        return "console/count";
    }

    @PostMapping("/{id}/enter")
    String enter(
            Desk desk, @PathVariable long id, @RequestParam Map<String, String> form, RedirectAttributes redirect) {
        return done(desk, id, redirect, () -> {
            Map<SkuId, Long> found = new HashMap<>();
            form.forEach((name, value) -> {
                if (name.matches("sku-[1-9][0-9]{0,17}") && !value.isBlank()) {
                    found.put(new SkuId(Long.parseLong(name.substring("sku-".length()))), Goods.units(value));
                }
            });
            sheets.enter(desk.id(), id, found, desk.actor());
        });
    }

    @PostMapping("/{id}/approve")
    String approve(
            Desk desk,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes redirect) {
        return done(
                desk,
                id,
                redirect,
                () -> sheets.approve(desk.id(), id, reason.strip(), new Author(desk.actor(), null)));
    }

    @PostMapping("/{id}/reject")
    String reject(
            Desk desk,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes redirect) {
        return done(
                desk, id, redirect, () -> sheets.reject(desk.id(), id, reason.strip(), new Author(desk.actor(), null)));
    }

    private static String done(Desk desk, long id, RedirectAttributes redirect, Runnable effect) {
        try {
            effect.run();
            Flash.good(redirect, "counts.flash.done");
        } catch (ProblemException wrong) {
            Flash.bad(redirect, "counts.flash.wrong", Goods.said(wrong));
        }
        return "redirect:" + desk.path("/stock/counts/" + id);
    }
}
