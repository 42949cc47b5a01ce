package dev.tributary.console;

import dev.tributary.access.Operator;
import dev.tributary.access.Role;
import dev.tributary.catalog.CatalogLists;
import dev.tributary.kernel.ProblemException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** The way in. */
@Controller
class HomeController {

    private final CatalogLists catalog;

    HomeController(CatalogLists catalog) {
        this.catalog = catalog;
    }

    /** To the first merchant's live page; on an empty hub, to the making of the first merchant. */
    @GetMapping({"/", "/console", "/console/"})
    String home(Operator operator) {
        return catalog.merchants().stream()
                .filter(merchant -> operator.may(Role.VIEWER, merchant.id()))
                .findFirst()
                .map(merchant -> "redirect:/console/m/" + merchant.code() + "/live")
                .orElse("redirect:/console/setup/merchants");
    }

    @GetMapping("/console/m/{merchant}")
    String merchant(Desk desk) {
        return "redirect:" + desk.path("/live");
    }

    /** Whatever no other page answers; so a mistyped address is a page too. */
    @RequestMapping("/console/{room:(?!assets$).+}/**")
    String unknown() {
        throw ProblemException.notFound("no such page");
    }
}
