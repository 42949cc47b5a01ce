package dev.tributary.access.edge;

import dev.tributary.database.NodeRoles;
import dev.tributary.database.Role;
import dev.tributary.kernel.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** A node that does not play {@code doors} answers those who watch it and nobody else. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class DoorsRole extends OncePerRequestFilter {

    private static final Set<String> WATCHED = Set.of("/livez", "/readyz", "/health", "/metrics");

    private final boolean open;

    DoorsRole(NodeRoles node) {
        this.open = node.plays(Role.DOORS);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return open || WATCHED.contains(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain rest)
            throws ServletException, IOException {
        Refusal.send(response, Problem.UNAVAILABLE, "this node takes no requests");
    }
}
