package dev.tributary.sandbox.wire;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code application/x-www-form-urlencoded}, both ways. */
public final class Forms {

    private Forms() {}

    public static byte[] encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.UTF_8);
    }

    public static Map<String, String> decode(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (!text.isEmpty()) {
            for (String field : text.split("&")) {
                int equals = field.indexOf('=');
                String name = equals < 0 ? field : field.substring(0, equals);
                fields.put(decodeOne(name), equals < 0 ? "" : decodeOne(field.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decodeOne(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
