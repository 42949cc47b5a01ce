package dev.tributary.access.people;

import dev.tributary.access.edge.SlowHash;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;

/** Operators' passwords as slow hashes. bcrypt reads 72 bytes; longer ones are refused rather than cut. */
@Component
class Passwords {

    static final int BYTES_MIN = 12;
    static final int BYTES_MAX = 72;

    private final SlowHash slow;
    /** What an unknown name is checked against, so that it takes as long as a known one. */
    private final String nobodysHash;

    Passwords(SlowHash slow) {
        this.slow = slow;
        this.nobodysHash = slow.of("nobody's password");
    }

    boolean acceptable(String password) {
        int bytes = password.getBytes(StandardCharsets.UTF_8).length;
        return bytes >= BYTES_MIN && bytes <= BYTES_MAX && password.indexOf('\0') < 0;
    }

    String hash(String password) {
        return slow.of(password);
    }

    boolean matches(String password, String hash) {
        return password.getBytes(StandardCharsets.UTF_8).length <= BYTES_MAX && slow.matches(password, hash);
    }

    /** Never true; as slow as a real check. */
    boolean matchesNobody(String password) {
        slow.matches(password.isEmpty() ? "-" : "x", nobodysHash);
        return false;
    }
}
