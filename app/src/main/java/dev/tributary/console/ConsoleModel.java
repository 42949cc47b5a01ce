package dev.tributary.console;

import dev.tributary.access.Operator;
import dev.tributary.access.Role;
import dev.tributary.catalog.CatalogLists;
import dev.tributary.catalog.Merchant;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.util.WebUtils;

/** What the frame around every page needs; the pages before log-in, which are access's, wear it too. */
@ControllerAdvice(basePackages = {"dev.tributary.console", "dev.tributary.access.people"})
class ConsoleModel {

    private final CatalogLists catalog;
    private final DeskArguments desks;

    ConsoleModel(CatalogLists catalog, DeskArguments desks) {
        this.catalog = catalog;
        this.desks = desks;
    }

    @ModelAttribute
    void frame(HttpServletRequest request, Model model) {
        fill(request, model::addAttribute);
    }

    /** Error pages are made outside of Spring's model and call this themselves. */
    void fill(HttpServletRequest request, BiConsumer<String, Object> model) {
        model.accept("language", LocaleContextHolder.getLocale().getLanguage());
        model.accept("theme", theme(request));
        model.accept("here", here(request));
        model.accept(
                "switchable",
                request.getMethod().equals("GET") || !request.getRequestURI().equals("/console/welcome"));
        // Names one wish: a form sent twice has one effect.
        model.accept("wish", UUID.randomUUID().toString());
        DeskArguments.operator(request).ifPresent(operator -> {
            model.accept("operator", operator);
            model.accept("hubAdministrator", operator.may(Role.ADMIN));
            model.accept("merchants", visibleTo(operator));
        });
        desks.desk(request).ifPresent(desk -> {
            model.accept("desk", desk);
            model.accept("merchant", desk.merchant());
            model.accept("base", desk.path(""));
            model.accept("mayWork", desk.may(Role.OPERATOR));
            model.accept("maySetUp", desk.may(Role.ADMIN));
        });
    }

    private List<Merchant> visibleTo(Operator operator) {
        return catalog.merchants().stream()
                .filter(merchant -> operator.may(Role.VIEWER, merchant.id()))
                .toList();
    }

    private static String theme(HttpServletRequest request) {
        var cookie = WebUtils.getCookie(request, Preferences.THEME_COOKIE);
        return Preferences.Theme.of(cookie == null ? null : cookie.getValue()).word();
    }

    /** Where a change of language or theme leads back to; what a POST showed is left for the page above it. */
    private static String here(HttpServletRequest request) {
        String here = Preferences.here(request);
        return request.getMethod().equals("GET") ? here : here.replaceFirst("/[^/]*$", "");
    }
}
