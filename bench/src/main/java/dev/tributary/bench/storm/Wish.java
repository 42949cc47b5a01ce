package dev.tributary.bench.storm;

import dev.tributary.bench.history.Line;
import java.util.Map;

/**
 * What a client asks for, in the history's words and in HTTP's. Sent again it is the same to the byte.
 *
 * @param name of the operation, also its idempotency key
 * @param version of what it changes, as the client saw it; empty where it does not say
 * @param body null where there is none
 */
record Wish(
        String name,
        Line asked,
        String method,
        String path,
        String version,
        @org.jspecify.annotations.Nullable Map<String, ?> body) {

    static Wish reading(String name, Line asked, String path) {
        return new Wish(name, asked, "GET", path, "", null);
    }

    static Wish of(String name, Line asked, String path, Map<String, ?> body) {
        return new Wish(name, asked, "POST", path, "", body);
    }

    boolean reads() {
        return method.equals("GET");
    }
}
