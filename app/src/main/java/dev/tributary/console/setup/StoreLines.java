package dev.tributary.console.setup;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The platform's names of stores and our node codes, as people write them: {@code poi-1 = store-3}, one a line. */
final class StoreLines {

    private StoreLines() {}

    static Map<String, String> read(String text, String field, Form form) {
        var stores = new LinkedHashMap<String, String>();
        for (String line :
                text.lines().map(String::strip).filter(one -> !one.isEmpty()).toList()) {
            String[] parts = line.split("=", 2);
            if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
                form.wrong(field, "Write one store a line: its name at the platform = node code.");
                return stores;
            }
            stores.put(parts[0].strip(), parts[1].strip());
        }
        return stores;
    }

    /** A setting as a form shows it. */
    static String text(Object value) {
        return value instanceof Map<?, ?> stores
                ? stores.entrySet().stream()
                        .map(store -> store.getKey() + " = " + store.getValue())
                        .collect(Collectors.joining("\n"))
                : String.valueOf(value);
    }
}
