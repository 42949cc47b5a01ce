package dev.tributary.sandbox.platform;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One call of a platform at the hub's door, ready to be sent. */
record Message(URI door, Map<String, String> headers, byte[] body) {

    /** The same signature over other bytes. */
    Message with(String one, String other) {
        String text = new String(body, StandardCharsets.UTF_8);
        return new Message(door, headers, text.replace(one, other).getBytes(StandardCharsets.UTF_8));
    }

    boolean says(String text) {
        return new String(body, StandardCharsets.UTF_8).contains(text);
    }
}
