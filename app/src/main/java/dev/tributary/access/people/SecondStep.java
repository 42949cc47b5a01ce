package dev.tributary.access.people;

import dev.tributary.access.Operator;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.authentication.session.CompositeSessionAuthenticationStrategy;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfAuthenticationStrategy;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.stereotype.Component;

/** Between a right password and the log-in: the session knows who owes a code, and has no security context yet. */
@Component
class SecondStep {

    private static final Duration GOOD_FOR = Duration.ofMinutes(10);
    private static final String HALF_WAY = HalfWay.class.getName();

    private final StoredOperators operators;
    private final OperatorLogin login;
    private final Clock clock;
    private final HttpSessionSecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
    /** What the form's log-in does too: the session and the forms of before are no good after it. */
    private final SessionAuthenticationStrategy renewal;

    SecondStep(StoredOperators operators, OperatorLogin login, CsrfTokenRepository csrfTokens, Clock clock) {
        this.operators = operators;
        this.login = login;
        this.clock = clock;
        this.renewal = new CompositeSessionAuthenticationStrategy(
                List.of(new ChangeSessionIdAuthenticationStrategy(), new CsrfAuthenticationStrategy(csrfTokens)));
    }

    private record HalfWay(long operator, Instant until) implements Serializable {}

    /** In a session that nobody knew before the password: who has none yet sets up their second factor in it. */
    void begin(HttpServletRequest request, Operator operator) {
        var session = request.getSession();
        request.changeSessionId();
        session.setAttribute(
                HALF_WAY, new HalfWay(operator.id(), clock.instant().plus(GOOD_FOR)));
    }

    /** Whose password was right, not too long ago. */
    Optional<Operator> waiting(HttpSession session) {
        return session.getAttribute(HALF_WAY) instanceof HalfWay(long operator, Instant until)
                        && clock.instant().isBefore(until)
                ? operators.current(operator)
                : Optional.empty();
    }

    void end(Operator operator, HttpServletRequest request, HttpServletResponse response) {
        request.getSession().removeAttribute(HALF_WAY);
        var authentication = login.cameIn(operator, request.getRemoteAddr());
        renewal.onAuthentication(authentication, request, response);
        contexts.saveContext(new SecurityContextImpl(authentication), request, response);
    }
}
