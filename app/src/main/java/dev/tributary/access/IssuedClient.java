package dev.tributary.access;

import java.util.List;

/** The answer to making a client: the only time its secret is seen. {@link #toString()} does not show it. */
public record IssuedClient(String clientId, String clientSecret, List<String> scopes) {

    @Override
    public String toString() {
        return "IssuedClient(%s, %s)".formatted(clientId, scopes);
    }
}
