package dev.tributary.access.tokens;

import dev.tributary.access.Caller;
import dev.tributary.access.Scope;
import dev.tributary.access.edge.Audit;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Stands before every {@code /v1} handler: token, network, pace, scope. Allocates nothing when all is well. */
@Component
class Guard implements HandlerInterceptor {

    static final String CALLER = "dev.tributary.access.caller";

    private final Sessions sessions;
    private final Audit audit;
    /** By handler; empty means open to all. Filled once, before the first request. */
    private volatile Map<Method, Optional<Scope>> needs = Map.of();

    Guard(Sessions sessions, Audit audit) {
        this.sessions = sessions;
        this.audit = audit;
    }

    void protect(Map<Method, Optional<Scope>> needsByHandler) {
        needs = Map.copyOf(needsByHandler);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method)) {
            return true; // Nothing answers at this address; the dispatcher says so.
        }
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        Optional<Scope> needed = needs.get(method.getMethod());
        if (needed == null) {
            throw new ProblemException(Problem.FORBIDDEN, "this handler says nothing of who may call it");
        }
        if (needed.isPresent()) {
            request.setAttribute(CALLER, admitted(needed.get(), request, response));
        }
        return true;
    }

    private Caller admitted(Scope needed, HttpServletRequest request, HttpServletResponse response) {
        Session session = session(request, response);
        if (!session.mayCallFrom(request.getRemoteAddr())) {
            audit.refused("network-refused", session.caller().clientId(), request.getRemoteAddr(), "");
            throw new ProblemException(Problem.FORBIDDEN, "this client may not call from this address");
        }
        long waitNanos = session.pace().take(System.nanoTime());
        if (waitNanos > 0) {
            response.setHeader("Retry-After", Long.toString(1 + TimeUnit.NANOSECONDS.toSeconds(waitNanos)));
            throw new ProblemException(Problem.TOO_MANY_REQUESTS, "more calls a second than this client may make");
        }
        if (!session.caller().scopes().contains(needed)) {
            throw new ProblemException(Problem.FORBIDDEN, "the token lacks the scope " + needed.text());
        }
        return session.caller();
    }

    private Session session(HttpServletRequest request, HttpServletResponse response) {
        try {
            return sessions.of(request.getHeader("Authorization"));
        } catch (ProblemException e) {
            response.setHeader("WWW-Authenticate", "Bearer");
            throw e;
        }
    }
}
