package dev.tributary.sandbox.wire;

import com.sun.net.httpserver.Headers;

/** A request that reached one of our servers. {@code url} is the address as it was called, without its query, which is apart and raw. */
public record Call(String method, String url, String path, String query, Headers headers, byte[] body) {

    public String header(String name) {
        String value = headers.getFirst(name);
        return value == null ? "" : value;
    }
}
