package dev.tributary.console.setup;

import dev.tributary.access.Operator;
import dev.tributary.access.Operators;
import dev.tributary.access.Role;
import dev.tributary.access.SecondFactors;
import dev.tributary.catalog.CatalogLists;
import dev.tributary.catalog.Merchant;
import dev.tributary.console.Flash;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The people at the console; only an administrator of the whole hub makes others. */
@Controller
@RequestMapping("/console/setup/operators")
class OperatorsController {

    private final Operators operators;
    private final SecondFactors factors;
    private final CatalogLists catalog;

    OperatorsController(Operators operators, SecondFactors factors, CatalogLists catalog) {
        this.operators = operators;
        this.factors = factors;
        this.catalog = catalog;
    }

    @GetMapping
    String page(Operator operator, Model model) {
        needsHubAdministrator(operator);
        return show(model);
    }

    @PostMapping
    String save(Operator operator, @RequestParam Map<String, String> values, Model model, RedirectAttributes redirect) {
        needsHubAdministrator(operator);
        var form = new Form(values);
        String name = form.required("name");
        String password = form.required("password");
        var role = form.one(Role.class, "role");
        var merchant = merchant(form);
        if (form.right()) {
            try {
                operators.create(name, password, role.orElseThrow(), merchant, operator.actor());
                Flash.good(redirect, "operators.flash.saved", name);
                return "redirect:/console/setup/operators";
            } catch (ProblemException e) {
                form.wrong(e);
            }
        }
        form.showAgain(model);
        return show(model);
    }

    @PostMapping("/{id}/disable")
    String disable(Operator operator, @PathVariable long id, RedirectAttributes redirect) {
        needsHubAdministrator(operator);
        if (id == operator.id()) {
            throw new ProblemException(Problem.CONFLICT, "nobody locks themselves out");
        }
        operators.disable(id, operator.actor());
        Flash.good(redirect, "operators.flash.disabled");
        return "redirect:/console/setup/operators";
    }

    @PostMapping("/{id}/reset-second-factor")
    String resetSecondFactor(Operator operator, @PathVariable long id, RedirectAttributes redirect) {
        needsHubAdministrator(operator);
        if (id == operator.id()) {
            throw new ProblemException(Problem.CONFLICT, "one's own is changed on the account page, with a code");
        }
        factors.reset(id, operator.actor());
        Flash.good(redirect, "operators.flash.reset");
        return "redirect:/console/setup/operators";
    }

    private Optional<MerchantId> merchant(Form form) {
        var code = form.optional("merchant");
        var found = code.flatMap(catalog::merchant).map(Merchant::id);
        if (code.isPresent() && found.isEmpty()) {
            form.wrong("merchant", "Choose one.");
        }
        return found;
    }

    private String show(Model model) {
        model.addAttribute("all", operators.all());
        model.addAttribute("withSecondFactor", factors.owners());
        model.addAttribute("roles", Role.values());
        model.addAttribute(
                "merchantsById",
                catalog.merchants().stream().collect(Collectors.toMap(Merchant::id, Function.identity())));
        return "console/operators";
    }

    private static void needsHubAdministrator(Operator operator) {
        if (!operator.may(Role.ADMIN)) {
            throw new ProblemException(Problem.FORBIDDEN, "this needs an administrator of the whole hub");
        }
    }
}
