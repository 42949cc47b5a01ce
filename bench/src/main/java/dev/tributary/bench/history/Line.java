package dev.tributary.bench.history;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One line of a history: a word, then {@code name=value} with single spaces between them. A value holds no space; of lists
 * the members stand between commas.
 */
public record Line(String what, Map<String, String> fields) {

    public static Line of(String what, Object... namesAndValues) {
        var fields = new LinkedHashMap<String, String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(
                    namesAndValues[i].toString(),
                    namesAndValues[i + 1].toString().replaceAll("\\s+", "_"));
        }
        return new Line(what, fields);
    }

    static Line parse(String text) {
        String[] words = text.split(" ");
        var fields = LinkedHashMap.<String, String>newLinkedHashMap(words.length);
        for (int i = 1; i < words.length; i++) {
            int end = words[i].indexOf('=');
            if (end < 1) {
                throw new IllegalArgumentException("\"%s\" is no name=value in: %s".formatted(words[i], text));
            }
            fields.put(words[i].substring(0, end), words[i].substring(end + 1));
        }
        return new Line(words[0], fields);
    }

    /** What stands in a field becomes the word, and the rest is about it: {@code do=take number=7} is {@code take number=7}. */
    Line named(String field) {
        var rest = new LinkedHashMap<>(fields);
        String word = rest.remove(field);
        if (word == null) {
            throw new IllegalArgumentException("\"%s\" is missing in: %s".formatted(field, this));
        }
        rest.remove("id");
        rest.remove("at");
        rest.remove("op");
        return new Line(word, rest);
    }

    Line without(String name) {
        var rest = new LinkedHashMap<>(fields);
        rest.remove(name);
        return new Line(what, rest);
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    String text(String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("\"%s\" is missing in: %s".formatted(name, this));
        }
        return value;
    }

    String text(String name, String otherwise) {
        return fields.getOrDefault(name, otherwise);
    }

    long number(String name) {
        try {
            return Long.parseLong(text(name));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"%s\" is no number in: %s".formatted(name, this), e);
        }
    }

    long number(String name, long otherwise) {
        return has(name) ? number(name) : otherwise;
    }

    List<String> list(String name) {
        String value = text(name, "");
        return value.isEmpty() ? List.of() : List.of(value.split(","));
    }

    @Override
    public String toString() {
        return fields.isEmpty()
                ? what
                : what + " "
                        + fields.entrySet().stream()
                                .map(field -> field.getKey() + "=" + field.getValue())
                                .collect(Collectors.joining(" "));
    }
}
