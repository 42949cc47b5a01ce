package dev.tributary.console.setup;

import dev.tributary.access.ClientDraft;
import dev.tributary.access.Clients;
import dev.tributary.access.Scope;
import dev.tributary.catalog.CatalogLists;
import dev.tributary.console.Desk;
import dev.tributary.console.Flash;
import dev.tributary.kernel.ProblemException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The programs that may come in for a merchant. A secret is shown on the page that answers its making, never again. */
@Controller
@RequestMapping("/console/m/{merchant}/setup/clients")
class ClientsController {

    private final Clients clients;
    private final CatalogLists catalog;

    ClientsController(Clients clients, CatalogLists catalog) {
        this.clients = clients;
        this.catalog = catalog;
    }

    @GetMapping
    String page(Desk desk, Model model) {
        return show(desk, model);
    }

    @PostMapping
    String save(
            Desk desk,
            @RequestParam Map<String, String> values,
            @RequestParam(name = "scope", defaultValue = "") List<String> scopeNames,
            Model model) {
        var form = new Form(values);
        String name = form.required("name");
        Set<Scope> scopes = scopes(scopeNames);
        if (scopes.isEmpty()) {
            form.wrong("scopes", "Choose at least one.");
        }
        if (form.right()) {
            try {
                var draft = ClientDraft.of(desk.id(), form.optional("channel"), name, scopes);
                model.addAttribute("issued", clients.create(draft, desk.actor()));
                return show(desk, model);
            } catch (ProblemException e) {
                form.wrong(e);
            }
        }
        form.showAgain(model);
        model.addAttribute("chosen", scopes);
        return show(desk, model);
    }

    @PostMapping("/revoke")
    String revoke(Desk desk, @RequestParam String clientId, RedirectAttributes redirect) {
        clients.revoke(desk.id(), clientId, desk.actor());
        Flash.good(redirect, "clients.flash.revoked");
        return "redirect:" + desk.path("/setup/clients");
    }

    private String show(Desk desk, Model model) {
        model.addAttribute("clients", clients.ofMerchant(desk.id()));
        model.addAttribute("channels", catalog.channels(desk.id()));
        model.addAttribute("scopes", EnumSet.complementOf(EnumSet.of(Scope.ADMIN)));
        return "console/clients";
    }

    private static Set<Scope> scopes(List<String> names) {
        return Arrays.stream(Scope.values())
                .filter(scope -> scope != Scope.ADMIN && names.contains(scope.name()))
                .collect(Collectors.toSet());
    }
}
