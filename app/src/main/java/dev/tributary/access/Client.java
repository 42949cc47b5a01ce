package dev.tributary.access;

import dev.tributary.kernel.MerchantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A machine that may come in, without its secret, which only its owner knows.
 *
 * @param merchant the one merchant it works for; absent for the administrator's client
 * @param networks where it may call from (CIDR); empty means from anywhere
 * @param requestsPerSecond its own limit on each node, in place of the hub's
 */
public record Client(
        String clientId,
        Optional<MerchantId> merchant,
        Optional<String> channel,
        String name,
        Set<Scope> scopes,
        List<String> networks,
        OptionalInt requestsPerSecond,
        Instant createdAt,
        Optional<Instant> revokedAt) {

    public Client {
        scopes = Set.copyOf(scopes);
        networks = List.copyOf(networks);
    }
}
