package dev.tributary.access.people;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tributary.access.Operator;
import dev.tributary.access.Operators;
import dev.tributary.access.Role;
import dev.tributary.access.edge.Audit;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Violation;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
class StoredOperators implements Operators {

    private static final int NAME_MAX = 100;

    private final OperatorStore store;
    private final Passwords passwords;
    private final Audit audit;
    private final Clock clock;
    /** So that a click costs no query, and a disabled operator is out within seconds on every node. */
    private final Cache<Long, Optional<Operator>> current = Caffeine.newBuilder()
            .maximumSize(OPERATORS_MAX)
            .expireAfterWrite(Duration.ofSeconds(5))
            .build();

    StoredOperators(OperatorStore store, Passwords passwords, Audit audit, Clock clock) {
        this.store = store;
        this.passwords = passwords;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public List<Operator> all() {
        return store.all();
    }

    @Override
    @Transactional
    public Operator create(String name, String password, Role role, Optional<MerchantId> merchant, String actor) {
        check(name, password);
        long id = store.insert(name.strip(), passwords.hash(password), clock.instant(), actor)
                .orElseThrow(() -> ProblemException.invalid("/name", "taken", "Another operator has this name."));
        store.insertRole(id, merchant, role);
        audit.done("operator-created", actor, merchant.orElse(null), "%s as %s".formatted(name, role));
        return store.byId(id).orElseThrow().operator();
    }

    @Override
    public void disable(long id, String actor) {
        if (!store.disable(id, clock.instant())) {
            throw ProblemException.notFound("no operator " + id);
        }
        current.invalidate(id);
        audit.done("operator-disabled", actor, null, Long.toString(id));
    }

    /** As they are now; empty when disabled. */
    Optional<Operator> current(long id) {
        return current.get(
                id, key -> store.byId(key).filter(stored -> !stored.disabled()).map(OperatorStore.Stored::operator));
    }

    private void check(String name, String password) {
        var violations = new ArrayList<Violation>();
        if (name.isBlank() || name.length() > NAME_MAX || name.chars().anyMatch(Character::isISOControl)) {
            violations.add(new Violation("/name", "invalid", "Give a name of 1 to %d characters.".formatted(NAME_MAX)));
        }
        if (!passwords.acceptable(password)) {
            violations.add(new Violation(
                    "/password",
                    "invalid",
                    "Choose a password of %d to %d bytes.".formatted(Passwords.BYTES_MIN, Passwords.BYTES_MAX)));
        }
        if (store.count() >= OPERATORS_MAX) {
            violations.add(new Violation("", "too_many", "A hub has at most %d operators.".formatted(OPERATORS_MAX)));
        }
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
    }
}
