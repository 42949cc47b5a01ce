package dev.tributary.console.setup;

import dev.tributary.catalog.Bundle;
import dev.tributary.catalog.BundleSetup;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.Sku;
import dev.tributary.console.Desk;
import dev.tributary.console.Flash;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.SkuId;
import dev.tributary.openapi.BundleDesk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** SKUs that are sold by their components. */
@Controller
@RequestMapping("/console/m/{merchant}/setup/bundles")
class BundlesController {

    private static final int BUNDLES = 50;

    private final BundleSetup setup;
    private final BundleDesk bundles;
    private final Catalog catalog;

    BundlesController(BundleSetup setup, BundleDesk bundles, Catalog catalog) {
        this.setup = setup;
        this.bundles = bundles;
        this.catalog = catalog;
    }

    @GetMapping
    String page(Desk desk, @RequestParam Optional<String> cursor, Model model) {
        return show(desk, cursor, model);
    }

    /** Without components the SKU is a bundle no longer. */
    @PostMapping
    String save(Desk desk, @RequestParam Map<String, String> values, Model model, RedirectAttributes redirect) {
        var form = new Form(values);
        String sku = form.required("sku");
        var wishes = wishes(form);
        if (form.right()) {
            try {
                bundles.save(desk.id(), sku, wishes, OptionalLong.empty());
            } catch (ProblemException e) {
                form.wrong(e);
            }
        }
        if (form.right()) {
            Flash.good(redirect, "bundles.flash.saved", sku);
            return "redirect:" + desk.path("/setup/bundles");
        }
        form.showAgain(model);
        return show(desk, Optional.empty(), model);
    }

    /** A line each: {@code 2 SOAP}. */
    private static List<BundleDesk.Wish> wishes(Form form) {
        var wishes = new ArrayList<BundleDesk.Wish>();
        for (String line : form.text("components").lines().map(String::strip).toList()) {
            if (line.isEmpty()) {
                continue;
            }
            var words = line.split("\\s+", 2);
            if (words.length < 2 || !words[0].matches("[0-9]{1,7}")) {
                form.wrong("components", "Give lines such as 2 SOAP.");
                break;
            }
            wishes.add(new BundleDesk.Wish(words[1], Long.parseLong(words[0])));
        }
        return wishes;
    }

    private String show(Desk desk, Optional<String> cursor, Model model) {
        var page = setup.list(desk.id(), cursor, BUNDLES);
        var skus = new HashMap<SkuId, Sku>();
        page.items().stream()
                .flatMap(bundle -> bundle.bundle().components().stream())
                .map(Bundle.Component::sku)
                .forEach(sku -> catalog.sku(desk.id(), sku).ifPresent(known -> skus.put(sku, known)));
        model.addAttribute("bundles", page.items());
        model.addAttribute("skus", skus);
        model.addAttribute("nextCursor", page.nextCursor().orElse(null));
        return "console/bundles";
    }
}
