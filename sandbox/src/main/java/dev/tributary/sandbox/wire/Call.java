package dev.tributary.sandbox.wire;

import java.util.Locale;
import java.util.Map;

/**
 * A request that reached one of our servers.
 *
 * @param url the address as it was called, without its query, which is apart and raw
 * @param headers by their names in small letters
 */
public record Call(String method, String url, String path, String query, Map<String, String> headers, byte[] body) {

    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
}
