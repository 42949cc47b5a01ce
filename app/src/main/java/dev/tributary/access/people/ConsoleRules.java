package dev.tributary.access.people;

import dev.tributary.access.Operator;
import dev.tributary.access.Role;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;

/**
 * The outer rule of the console: who looks is logged in, who changes something is more than a viewer, who changes the
 * set-up is an administrator, of the hub or of some merchant; everybody has their own account. Which merchant is the
 * handler's own question.
 */
@Component
class ConsoleRules implements AuthorizationManager<RequestAuthorizationContext> {

    private static final Set<String> LOOKING = Set.of("GET", "HEAD", "OPTIONS");

    private static final String OWN_ACCOUNT = "/console/account/";

    private final StoredOperators operators;

    ConsoleRules(StoredOperators operators) {
        this.operators = operators;
    }

    @Override
    public AuthorizationDecision authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        Role needed = needed(context);
        return new AuthorizationDecision(operator(authentication.get())
                .filter(operator -> operator.may(needed)
                        || operator.roles().values().stream().anyMatch(role -> role.covers(needed)))
                .isPresent());
    }

    Optional<Operator> operator(@Nullable Authentication authentication) {
        return authentication != null && authentication.getPrincipal() instanceof Operator operator
                ? operators.current(operator.id())
                : Optional.empty();
    }

    private static Role needed(RequestAuthorizationContext context) {
        var request = context.getRequest();
        String path = request.getRequestURI();
        if (LOOKING.contains(request.getMethod()) || path.equals("/console/logout") || path.startsWith(OWN_ACCOUNT)) {
            return Role.VIEWER;
        }
        return path.startsWith("/console/setup") ? Role.ADMIN : Role.OPERATOR;
    }
}
