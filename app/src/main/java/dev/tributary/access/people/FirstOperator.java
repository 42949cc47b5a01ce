package dev.tributary.access.people;

import dev.tributary.access.ClientDraft;
import dev.tributary.access.Clients;
import dev.tributary.access.IssuedClient;
import dev.tributary.access.Operator;
import dev.tributary.access.Operators;
import dev.tributary.access.Role;
import dev.tributary.access.Scope;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Sha256;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** No default password: whoever holds the token that the first start prints becomes the first operator, once. */
@Component
class FirstOperator {

    private static final Duration GOOD_FOR = Duration.ofHours(24);

    private final WelcomeStore welcomes;
    private final OperatorStore store;
    private final Operators operators;
    private final Clients clients;
    private final Clock clock;

    FirstOperator(WelcomeStore welcomes, OperatorStore store, Operators operators, Clients clients, Clock clock) {
        this.welcomes = welcomes;
        this.store = store;
        this.operators = operators;
        this.clients = clients;
        this.clock = clock;
    }

    record Welcomed(Operator operator, IssuedClient client) {}

    /** A new token while there is no operator; empty as soon as there is one. */
    Optional<String> invite() {
        if (store.count() > 0) {
            return Optional.empty();
        }
        var random = new byte[24];
        new SecureRandom().nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        welcomes.insert(Sha256.of(token), clock.instant());
        return Optional.of(token);
    }

    @Transactional
    Welcomed welcome(String token, String name, String password) {
        if (!welcomes.use(Sha256.of(token), clock.instant().minus(GOOD_FOR))) {
            throw new ProblemException(
                    Problem.FORBIDDEN, "this link is not good (any more): restart the hub for a new one");
        }
        store.letNobodyElseAdd();
        if (store.count() > 0) {
            throw new ProblemException(Problem.CONFLICT, "there is an operator already");
        }
        var operator = operators.create(name, password, Role.ADMIN, Optional.empty(), "first-operator-link");
        var client = clients.create(
                new ClientDraft(
                        Optional.empty(),
                        Optional.empty(),
                        "first administrator",
                        Set.of(Scope.ADMIN),
                        List.of(),
                        OptionalInt.empty()),
                operator.actor());
        welcomes.clear();
        return new Welcomed(operator, client);
    }
}
