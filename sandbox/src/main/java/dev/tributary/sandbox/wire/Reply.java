package dev.tributary.sandbox.wire;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What one of our servers says. @param missing so many bytes are announced beyond the body, and never come */
public record Reply(int status, Map<String, String> headers, byte[] body, int missing) {

    public Reply(int status, Map<String, String> headers, byte[] body) {
        this(status, headers, body, 0);
    }

    public static Reply json(int status, Object body) {
        return new Reply(status, Map.of("Content-Type", "application/json"), Json.bytes(body));
    }

    public static Reply empty(int status) {
        return new Reply(status, Map.of(), new byte[0]);
    }

    public static Reply slowDown(int seconds) {
        return new Reply(429, Map.of("Retry-After", Integer.toString(seconds)), new byte[0]);
    }

    public Reply with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, body, missing);
    }

    /** It breaks off in the middle. */
    public Reply cut() {
        return new Reply(status, headers, Arrays.copyOf(body, body.length / 2), body.length - body.length / 2 + 1);
    }

    /** Half of it, as if that were all. */
    public Reply halved() {
        return new Reply(status, headers, Arrays.copyOf(body, body.length / 2), missing);
    }
}
