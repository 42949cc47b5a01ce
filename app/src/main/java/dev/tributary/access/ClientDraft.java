package dev.tributary.access;

import dev.tributary.kernel.MerchantId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A client to be made; see {@link Client} for the fields. What is wrong with it is said by {@link Clients#create}. */
public record ClientDraft(
        Optional<MerchantId> merchant,
        Optional<String> channel,
        String name,
        Set<Scope> scopes,
        List<String> networks,
        OptionalInt requestsPerSecond) {

    /** A client of one merchant that may call from anywhere, as fast as the hub's limit allows. */
    public static ClientDraft of(MerchantId merchant, Optional<String> channel, String name, Set<Scope> scopes) {
        return new ClientDraft(Optional.of(merchant), channel, name, scopes, List.of(), OptionalInt.empty());
    }
}
