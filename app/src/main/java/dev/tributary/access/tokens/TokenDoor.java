package dev.tributary.access.tokens;

import dev.tributary.access.Client;
import dev.tributary.access.Scope;
import dev.tributary.access.edge.Audit;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /oauth/token}: OAuth 2 client credentials. Answers, errors too, have the form of RFC 6749. */
@RestController
class TokenDoor {

    private final ClientStore clients;
    private final Secrets secrets;
    private final Tokens tokens;
    private final Audit audit;

    TokenDoor(ClientStore clients, Secrets secrets, Tokens tokens, Audit audit) {
        this.clients = clients;
        this.secrets = secrets;
        this.tokens = tokens;
        this.audit = audit;
    }

    private record Credentials(String clientId, String secret) {}

    @Contract(
            id = "token",
            says =
                    "OAuth 2 client credentials, the client's id and secret by HTTP Basic. After five wrong secrets in a row the next "
                            + "try must wait. Errors have the form of RFC 6749.",
            body = TokenShapes.Asked.class,
            answer = TokenShapes.Issued.class,
            failures =
                    @Contract.Failure(
                            status = {400, 401, 429},
                            shape = TokenShapes.Refused.class,
                            mediaType = "application/json"))
    @PostMapping(path = "/oauth/token", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<Map<String, Object>> token(HttpServletRequest request) {
        try {
            return answer(request);
        } catch (ProblemException e) {
            return error(HttpStatus.TOO_MANY_REQUESTS, "temporarily_unavailable", String.valueOf(e.getMessage()));
        }
    }

    private ResponseEntity<Map<String, Object>> answer(HttpServletRequest request) {
        var credentials = basic(request.getHeader("Authorization"));
        var client = credentials.flatMap(this::authenticated);
        if (client.isEmpty()) {
            String who = credentials.map(Credentials::clientId).orElse("unknown");
            audit.refused("token-refused", who, request.getRemoteAddr(), "client id or secret is wrong");
            return error(HttpStatus.UNAUTHORIZED, "invalid_client", "client id or secret is wrong");
        }
        if (!"client_credentials".equals(request.getParameter("grant_type"))) {
            return error(HttpStatus.BAD_REQUEST, "unsupported_grant_type", "grant_type must be client_credentials");
        }
        return wanted(client.get(), request.getParameter("scope"))
                .map(scopes -> issued(client.get(), scopes))
                .orElseGet(() -> error(
                        HttpStatus.BAD_REQUEST, "invalid_scope", "this client may not ask for all of these scopes"));
    }

    private Optional<Client> authenticated(Credentials credentials) {
        var stored = clients.find(credentials.clientId());
        if (stored.isEmpty()) {
            secrets.matchesNobody(credentials.clientId(), credentials.secret());
            return Optional.empty();
        }
        return stored.filter(found -> secrets.matches(credentials.clientId(), credentials.secret(), found.secretHash()))
                .map(ClientStore.Stored::client)
                .filter(client -> client.revokedAt().isEmpty());
    }

    /** All of the client's scopes unless it asks for fewer. */
    private static Optional<Set<Scope>> wanted(Client client, @Nullable String asked) {
        if (asked == null || asked.isBlank()) {
            return Optional.of(EnumSet.copyOf(client.scopes()));
        }
        var scopes = ClientStore.scopes(asked);
        boolean allKnown = Arrays.stream(asked.strip().split(" +")).distinct().count() == scopes.size();
        return allKnown && client.scopes().containsAll(scopes) ? Optional.of(scopes) : Optional.empty();
    }

    private ResponseEntity<Map<String, Object>> issued(Client client, Set<Scope> scopes) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(Map.of(
                        "access_token", tokens.issue(client, scopes),
                        "token_type", "Bearer",
                        "expires_in", Tokens.LIFE.toSeconds(),
                        "scope", ClientStore.text(scopes)));
    }

    private static ResponseEntity<Map<String, Object>> error(HttpStatus status, String error, String description) {
        var answer = ResponseEntity.status(status).cacheControl(CacheControl.noStore());
        if (status == HttpStatus.TOO_MANY_REQUESTS) {
            answer.header("Retry-After", "5");
        }
        if (status == HttpStatus.UNAUTHORIZED) {
            answer.header("WWW-Authenticate", "Basic realm=\"tributary\"");
        }
        return answer.body(Map.of("error", error, "error_description", description));
    }

    private static Optional<Credentials> basic(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            var decoded = Base64.getDecoder().decode(authorization.substring(6).strip());
            var pair = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
            return pair.length == 2 && pair[0].indexOf('\0') < 0
                    ? Optional.of(new Credentials(unescaped(pair[0]), unescaped(pair[1])))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** RFC 6749 section 2.3.1: id and secret are form-encoded before they are joined. */
    private static String unescaped(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
