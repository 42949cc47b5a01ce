package dev.tributary.sandbox.wire;

import java.util.Map;

/** What one of our servers says. */
public record Reply(int status, Map<String, String> headers, byte[] body) {

    public static Reply json(int status, Object body) {
        return new Reply(status, Map.of("Content-Type", "application/json"), Json.bytes(body));
    }

    public static Reply empty(int status) {
        return new Reply(status, Map.of(), new byte[0]);
    }

    public static Reply slowDown(int seconds) {
        return new Reply(429, Map.of("Retry-After", Integer.toString(seconds)), new byte[0]);
    }
}
