package dev.tributary.access.tokens;

import dev.tributary.access.Client;
import dev.tributary.access.ClientDraft;
import dev.tributary.access.Clients;
import dev.tributary.access.IssuedClient;
import dev.tributary.access.Scope;
import dev.tributary.access.edge.Audit;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Violation;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
class StoredClients implements Clients {

    private static final int SECRET_BYTES = 32;
    private static final int NAME_MAX = 100;
    private static final int NETWORKS_MAX = 50;

    private final ClientStore store;
    private final Secrets secrets;
    private final Sessions sessions;
    private final Audit audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    StoredClients(ClientStore store, Secrets secrets, Sessions sessions, Audit audit, Clock clock) {
        this.store = store;
        this.secrets = secrets;
        this.sessions = sessions;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    @Transactional
    public IssuedClient create(ClientDraft draft, String actor) {
        check(draft);
        String clientId = "cl_" + randomText(12);
        String secret = randomText(SECRET_BYTES);
        store.insert(clientId, draft, secrets.hash(secret), clock.instant(), actor);
        audit.done("client-created", actor, draft.merchant().orElse(null), clientId + " " + draft.name());
        return new IssuedClient(
                clientId,
                secret,
                draft.scopes().stream().sorted().map(Scope::text).toList());
    }

    @Override
    public List<Client> ofMerchant(MerchantId merchant) {
        return store.ofMerchant(merchant);
    }

    @Override
    public void revoke(MerchantId merchant, String clientId, String actor) {
        if (!store.revoke(merchant, clientId, clock.instant())) {
            throw ProblemException.notFound("no client " + clientId);
        }
        sessions.forget(clientId);
        audit.done("client-revoked", actor, merchant, clientId);
    }

    private void check(ClientDraft draft) {
        var violations = new ArrayList<Violation>();
        if (draft.name().isBlank()
                || draft.name().length() > NAME_MAX
                || draft.name().indexOf('\0') >= 0) {
            violations.add(new Violation("/name", "invalid", "Give a name of 1 to %d characters.".formatted(NAME_MAX)));
        }
        if (draft.scopes().isEmpty()) {
            violations.add(new Violation("/scopes", "required", "Name at least one scope."));
        }
        if (draft.scopes().contains(Scope.ADMIN) == draft.merchant().isPresent()
                || (draft.scopes().contains(Scope.ADMIN) && draft.scopes().size() > 1)) {
            violations.add(new Violation(
                    "/scopes",
                    "not_allowed",
                    "A merchant's client has no scope admin; the administrator's has no other."));
        }
        if (draft.networks().size() > NETWORKS_MAX || !draft.networks().stream().allMatch(StoredClients::isNetwork)) {
            violations.add(new Violation(
                    "/networks", "invalid", "Give at most %d networks such as 10.0.0.0/8.".formatted(NETWORKS_MAX)));
        }
        if (draft.merchant()
                .filter(m -> store.count(m) >= CLIENTS_PER_MERCHANT_MAX)
                .isPresent()) {
            violations.add(new Violation(
                    "", "too_many", "A merchant has at most %d clients.".formatted(CLIENTS_PER_MERCHANT_MAX)));
        }
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
    }

    private static boolean isNetwork(String text) {
        try {
            return text.matches("[0-9a-fA-F:.]+(/[0-9]{1,3})?") && new IpAddressMatcher(text) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private String randomText(int bytes) {
        var value = new byte[bytes];
        random.nextBytes(value);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
    }
}
