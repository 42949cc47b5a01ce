package dev.tributary.access.people;

import java.nio.charset.StandardCharsets;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.stereotype.Component;

/** Operators' passwords as slow hashes. bcrypt reads 72 bytes; longer ones are refused rather than cut. */
@Component
class Passwords {

    static final int BYTES_MIN = 12;
    static final int BYTES_MAX = 72;

    private final BCryptPasswordEncoder slow = new BCryptPasswordEncoder();
    /** What an unknown name is checked against, so that it takes as long as a known one. */
    private final String nobodysHash = slow.encode("nobody's password");

    boolean acceptable(String password) {
        int bytes = password.getBytes(StandardCharsets.UTF_8).length;
        return bytes >= BYTES_MIN && bytes <= BYTES_MAX && password.indexOf('\0') < 0;
    }

    String hash(String password) {
        return slow.encode(password);
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
