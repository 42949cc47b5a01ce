package dev.tributary.channels.pull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.channels.adapter.MessageJson;
import dev.tributary.kernel.Sha256;
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
        return version.map(it -> Sha256.of("%s\n%s\n%s".formatted(list, number, it)))
                .orElseGet(() -> hash(list + "\n"));
    }

    private byte[] hash(String before) {
        return Sha256.of(before + MessageJson.write(message));
    }
}
