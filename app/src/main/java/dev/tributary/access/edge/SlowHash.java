package dev.tributary.access.edge;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * How secrets and passwords are stored: by bcrypt, which costs a thief as much time as it costs us. Each hash carries its
 * own strength, so that a change of strength is one for what is stored from then on.
 */
@Component
public class SlowHash {

    private static final Logger LOG = LoggerFactory.getLogger(SlowHash.class);
    private static final int STRENGTH_LEAST = 4;
    /** About four seconds a check, which is longer than one waits for its turn. */
    private static final int STRENGTH_MAX = 16;

    private static final int STRENGTH_ADVISED = 10;

    private final BCryptPasswordEncoder bcrypt;

    SlowHash(@Value("${tributary.access.hash-strength}") int strength) {
        if (strength < STRENGTH_LEAST || strength > STRENGTH_MAX) {
            throw new IllegalArgumentException(
                    "tributary.access.hash-strength must be %d to %d, not %d: each step doubles the time of a check"
                            .formatted(STRENGTH_LEAST, STRENGTH_MAX, strength));
        }
        if (strength < STRENGTH_ADVISED) {
            LOG.warn(
                    "tributary.access.hash-strength is {}: good for tests alone; secrets that are stored now are guessed fast by who steals them",
                    strength);
        }
        this.bcrypt = new BCryptPasswordEncoder(strength);
    }

    public String of(String secret) {
        return bcrypt.encode(secret);
    }

    public boolean matches(String secret, String hash) {
        return bcrypt.matches(secret, hash);
    }
}
