package dev.tributary.channels.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A platform's call as it came.
 *
 * @param url without the query
 * @param query as it came, still encoded
 * @param headers by their names in small letters
 */
public record DoorRequest(String url, String query, SortedMap<String, String> headers, byte[] body) {

    static DoorRequest of(HttpServletRequest request, byte[] body) {
        var headers = new TreeMap<String, String>();
        Collections.list(request.getHeaderNames())
                .forEach(name -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), request.getHeader(name)));
        return new DoorRequest(
                request.getRequestURL().toString(),
                Optional.ofNullable(request.getQueryString()).orElse(""),
                headers,
                body);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    byte[] queryBytes() {
        return query.getBytes(UTF_8);
    }

    /** What explains a message later; no credentials are among them. */
    String explaining() {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().matches("x-.*|content-type|user-agent"))
                .map(Map.Entry::toString)
                .map(header -> header.replaceFirst("=", ": "))
                .collect(Collectors.joining("\n"));
    }
}
