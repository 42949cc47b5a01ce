package dev.tributary.access;

import dev.tributary.kernel.MerchantId;
import java.util.Optional;
import java.util.Set;

/**
 * Who is asking, as a verified token says.
 *
 * @param merchant the one merchant the token is good for; absent for the administrator's client
 * @param channel the code of the sales channel the client sells through, when it is bound to one
 */
public record Caller(String clientId, Optional<MerchantId> merchant, Optional<String> channel, Set<Scope> scopes) {}
