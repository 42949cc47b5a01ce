package dev.tributary.console.setup;

import dev.tributary.access.Operator;
import dev.tributary.access.Role;
import dev.tributary.catalog.CatalogLists;
import dev.tributary.catalog.CatalogSetup;
import dev.tributary.catalog.CatalogSetup.MerchantDraft;
import dev.tributary.console.Flash;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The first step on an empty hub. */
@Controller
@RequestMapping("/console/setup/merchants")
class MerchantsController {

    private static final Map<String, String> DEFAULTS = Map.of("zone", "Asia/Shanghai", "currency", "CNY");

    private final CatalogLists catalog;
    private final CatalogSetup setup;

    MerchantsController(CatalogLists catalog, CatalogSetup setup) {
        this.catalog = catalog;
        this.setup = setup;
    }

    @GetMapping
    String page(Operator operator, Model model) {
        needsHubAdministrator(operator);
        model.addAttribute("form", DEFAULTS);
        return show(model);
    }

    @PostMapping
    String save(Operator operator, @RequestParam Map<String, String> values, Model model, RedirectAttributes redirect) {
        needsHubAdministrator(operator);
        var form = new Form(values);
        String code = form.required("code");
        String name = form.required("name");
        ZoneId zone = zone(form);
        Currency currency = currency(form);
        if (form.right() && catalog.merchant(code).isPresent()) {
            form.wrong("code", "This code is taken.");
        }
        if (form.right()) {
            try {
                var saved = setup.saveMerchant(new MerchantDraft(code, name, zone, currency));
                Flash.good(redirect, "merchants.flash.saved", name);
                return "redirect:/console/m/" + saved.merchant().code() + "/setup";
            } catch (ProblemException e) {
                form.wrong(e);
            }
        }
        form.showAgain(model);
        return show(model);
    }

    private String show(Model model) {
        model.addAttribute("all", catalog.merchants());
        return "console/merchants";
    }

    private static ZoneId zone(Form form) {
        try {
            return ZoneId.of(form.required("zone"));
        } catch (DateTimeException e) {
            form.wrong("zone", "Give a time zone such as Asia/Shanghai.");
            return ZoneId.of("UTC");
        }
    }

    private static Currency currency(Form form) {
        try {
            return Currency.getInstance(form.required("currency"));
        } catch (IllegalArgumentException e) {
            form.wrong("currency", "Give a currency such as CNY.");
            return Currency.getInstance("CNY");
        }
    }

    private static void needsHubAdministrator(Operator operator) {
        if (!operator.may(Role.ADMIN)) {
            throw new ProblemException(Problem.FORBIDDEN, "this needs an administrator of the whole hub");
        }
    }
}
