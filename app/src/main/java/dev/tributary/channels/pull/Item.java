package dev.tributary.channels.pull;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.channels.adapter.MessageJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One item of a list.
 *
 * @param version what the list says changes with it, such as when it was modified; then it is fetched once for each
 * @param message itself; may be missing where the file has a {@code detail}: then it is fetched
 */
record Item(String number, Optional<String> version, JsonNode message) {

    /** The same for the same content. */
    String key() {
        return number + " " + version.orElseGet(() -> HexFormat.of().formatHex(hash(""), 0, 16));
    }

    /** What makes its message the same one in the inbox, in whatever window it comes. */
    byte[] naturalKey(String list) {
        return version.map(it -> sha256("%s\n%s\n%s".formatted(list, number, it)))
                .orElseGet(() -> hash(list + "\n"));
    }

    private byte[] hash(String before) {
        return sha256(before + MessageJson.write(message));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
