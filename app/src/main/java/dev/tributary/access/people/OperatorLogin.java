package dev.tributary.access.people;

import dev.tributary.access.Operator;
import dev.tributary.access.edge.Attempts;
import dev.tributary.access.edge.Audit;
import dev.tributary.kernel.ProblemException;
import java.time.Clock;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/**
 * Checks name and password, and says when a code is needed too. Wrong ones cost growing pauses twice: for the name, on
 * all nodes, and for the address they come from, so that trying many names does not help either.
 */
@Component
class OperatorLogin implements AuthenticationProvider {

    private final OperatorStore store;
    private final Passwords passwords;
    private final StoredSecondFactors factors;
    private final Attempts attempts;
    private final Audit audit;
    private final Clock clock;

    OperatorLogin(
            OperatorStore store,
            Passwords passwords,
            StoredSecondFactors factors,
            Attempts attempts,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.passwords = passwords;
        this.factors = factors;
        this.attempts = attempts;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication given) {
        String name = given.getName().strip().replace("\0", "");
        String password = String.valueOf(given.getCredentials());
        String address =
                given.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
        var known = store.byName(name).filter(stored -> !stored.disabled());
        if (known.flatMap(OperatorStore.Stored::lockedUntil)
                .filter(clock.instant()::isBefore)
                .isPresent()) {
            audit.refused("log-in-locked", name, address, "");
            throw new LockedException("wait before the next try");
        }
        if (!right(known, password, address)) {
            known.ifPresent(stored -> store.failed(stored.operator().id(), clock.instant()));
            audit.refused("log-in-refused", name, address, "");
            throw new BadCredentialsException("name or password is wrong");
        }
        var operator = known.orElseThrow().operator();
        if (factors.required() || factors.of(operator).isPresent()) {
            throw new SecondStepNeeded(operator);
        }
        return cameIn(operator, address);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    private boolean right(Optional<OperatorStore.Stored> known, String password, String address) {
        try {
            return attempts.check(
                    "address " + address,
                    () -> known.map(stored -> passwords.matches(password, stored.passwordHash()))
                            .orElseGet(() -> passwords.matchesNobody(password)));
        } catch (ProblemException e) {
            throw new LockedException("wait before the next try", e);
        }
    }

    /** What the session of someone who proved everything holds. */
    Authentication cameIn(Operator operator, String address) {
        store.cameIn(operator.id());
        audit.cameIn("log-in", operator.actor(), address);
        return UsernamePasswordAuthenticationToken.authenticated(operator, null, AuthorityUtils.NO_AUTHORITIES);
    }
}
