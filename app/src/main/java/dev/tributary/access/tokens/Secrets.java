package dev.tributary.access.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tributary.access.edge.Attempts;
import dev.tributary.access.edge.SlowHash;
import dev.tributary.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import org.springframework.stereotype.Component;

/**
 * Clients' secrets: stored as slow hashes, compared in constant time. A secret that was right is remembered for a while
 * by its digest, so that a client that asks for tokens often does not cost a slow hash each time.
 */
@Component
class Secrets {

    private static final int SECRET_BYTES_MAX = 72;
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final SlowHash slow;
    /** What an unknown client is checked against, so that it takes as long as a known one. */
    private final String nobodysHash;

    private final Cache<String, Boolean> right = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(REMEMBERED)
            .build();
    private final Attempts attempts;

    Secrets(SlowHash slow, Attempts attempts) {
        this.slow = slow;
        this.nobodysHash = slow.of("nobody");
        this.attempts = attempts;
    }

    String hash(String secret) {
        return slow.of(secret);
    }

    boolean matches(String clientId, String secret, String storedHash) {
        if (secret.getBytes(StandardCharsets.UTF_8).length > SECRET_BYTES_MAX) {
            return false;
        }
        String proof = storedHash + digest(secret);
        if (right.getIfPresent(proof) != null) {
            return true;
        }
        boolean matches = attempts.check("client " + clientId, () -> slow.matches(secret, storedHash));
        if (matches) {
            right.put(proof, true);
        }
        return matches;
    }

    /** For a client that does not exist: never true, as slow as if it did. */
    boolean matchesNobody(String clientId, String secret) {
        return matches(clientId, "nobody".equals(secret) ? "" : secret, nobodysHash);
    }

    private static String digest(String secret) {
        return HexFormat.of().formatHex(Sha256.of(secret));
    }
}
