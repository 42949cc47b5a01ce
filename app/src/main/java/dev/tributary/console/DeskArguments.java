package dev.tributary.console;

import dev.tributary.access.Operator;
import dev.tributary.access.Role;
import dev.tributary.catalog.CatalogLists;
import dev.tributary.kernel.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;

/** Finds the {@link Desk} of a request: who is logged in, and which merchant the path names. */
@Component
class DeskArguments implements HandlerMethodArgumentResolver {

    private final CatalogLists catalog;

    DeskArguments(CatalogLists catalog) {
        this.catalog = catalog;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Desk.class;
    }

    @Override
    public Desk resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        var servletRequest = (HttpServletRequest) request.getNativeRequest();
        Desk desk = desk(servletRequest).orElseThrow(() -> ProblemException.notFound("no such merchant"));
        if (!servletRequest.getMethod().equals("GET")) {
            desk.needs(servletRequest.getRequestURI().startsWith(desk.path("/setup")) ? Role.ADMIN : Role.OPERATOR);
        }
        return desk;
    }

    /** Empty when nobody is logged in, the path names no merchant, or not one of theirs. */
    Optional<Desk> desk(HttpServletRequest request) {
        return operator(request)
                .flatMap(operator -> merchantCode(request)
                        .flatMap(catalog::merchant)
                        .filter(merchant -> operator.may(Role.VIEWER, merchant.id()))
                        .map(merchant -> new Desk(operator, merchant)));
    }

    static Optional<Operator> operator(HttpServletRequest request) {
        return request.getUserPrincipal() instanceof org.springframework.security.core.Authentication known
                        && known.getPrincipal() instanceof Operator operator
                ? Optional.of(operator)
                : Optional.empty();
    }

    private static Optional<String> merchantCode(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                ? Optional.ofNullable((String) variables.get("merchant"))
                : Optional.empty();
    }
}
