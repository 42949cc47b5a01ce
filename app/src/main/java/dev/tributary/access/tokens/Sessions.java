package dev.tributary.access.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tributary.access.Caller;
import dev.tributary.access.Client;
import dev.tributary.access.edge.Pace;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.stereotype.Component;

/**
 * Turns an {@code Authorization} header into a session. A header seen in the last ten seconds costs one map lookup;
 * otherwise its signature is verified and its client read again, which is how a revocation reaches every node.
 */
@Component
class Sessions {

    private static final Duration REMEMBERED = Duration.ofSeconds(10);
    private static final int SESSIONS_MAX = 50_000;
    private static final String SCHEME = "Bearer ";

    private final Tokens tokens;
    private final ClientStore clients;
    private final Clock clock;
    private final int requestsPerSecond;
    private final Cache<String, Session> sessionsByHeader = Caffeine.newBuilder()
            .maximumSize(SESSIONS_MAX)
            .expireAfterWrite(REMEMBERED)
            .build();
    private final Cache<String, Pace> pacesByClient = Caffeine.newBuilder()
            .maximumSize(SESSIONS_MAX)
            .expireAfterAccess(Duration.ofMinutes(1))
            .build();

    Sessions(
            Tokens tokens,
            ClientStore clients,
            Clock clock,
            @Value("${tributary.access.requests-per-second:100000}") int requestsPerSecond) {
        this.tokens = tokens;
        this.clients = clients;
        this.clock = clock;
        this.requestsPerSecond = requestsPerSecond;
    }

    Session of(@Nullable String authorization) {
        if (authorization == null) {
            throw unauthenticated("send Authorization: Bearer with a token from POST /oauth/token");
        }
        Session session = sessionsByHeader.get(authorization, this::open);
        if (session.expiresAtMillis() <= clock.millis()) {
            throw unauthenticated("the token's time is over: ask for a new one");
        }
        return session;
    }

    void forget(String clientId) {
        sessionsByHeader
                .asMap()
                .values()
                .removeIf(session -> session.caller().clientId().equals(clientId));
    }

    private Session open(String authorization) {
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw unauthenticated("the Authorization header must be of the kind Bearer");
        }
        var claims = tokens.verify(authorization.substring(SCHEME.length()).strip())
                .orElseThrow(() -> unauthenticated("the token is not one of ours, or its time is over"));
        var client = clients.find(claims.clientId())
                .map(ClientStore.Stored::client)
                .filter(found -> found.revokedAt().isEmpty() && found.merchant().equals(claims.merchant()))
                .orElseThrow(() -> unauthenticated("the token's client has been revoked"));
        var scopes = EnumSet.copyOf(client.scopes());
        scopes.retainAll(claims.scopes());
        return new Session(
                new Caller(client.clientId(), client.merchant(), client.channel(), scopes),
                claims.expiresAt().toEpochMilli(),
                pace(client),
                client.networks().stream().map(IpAddressMatcher::new).toList());
    }

    private Pace pace(Client client) {
        return pacesByClient.get(
                client.clientId(), id -> new Pace(client.requestsPerSecond().orElse(requestsPerSecond)));
    }

    private static ProblemException unauthenticated(String detail) {
        return new ProblemException(Problem.UNAUTHENTICATED, detail);
    }
}
