package dev.tributary.sandbox.wire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A field as a GraphQL call names it: its arguments and directives, with the variables in their places. */
public record GraphQlField(Map<String, Object> arguments, Map<String, Map<String, Object>> directives) {

    /** A null that was written, as opposed to nothing. */
    public static final Object NULL = new Object();

    /** @throws IllegalArgumentException where it is no GraphQL */
    public static Optional<GraphQlField> find(JsonNode call, String name) {
        String document = call.path("query").asString("");
        int at = document.indexOf(name + "(");
        return at < 0
                ? Optional.empty()
                : Optional.of(new Reader(document, at + name.length(), call.path("variables")).field());
    }

    /** The members of an object, none when it is something else. */
    public static Map<String, Object> members(Object value) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> object) {
            object.forEach((name, member) -> {
                if (member != null) {
                    members.put(String.valueOf(name), member);
                }
            });
        }
        return members;
    }

    private static final class Reader {
        private final String text;
        private final JsonNode variables;
        private int at;

        Reader(String text, int at, JsonNode variables) {
            this.text = text;
            this.at = at;
            this.variables = variables;
        }

        GraphQlField field() {
            Map<String, Object> arguments = pairs('(', ')');
            Map<String, Map<String, Object>> directives = new HashMap<>();
            while (next() == '@') {
                at++;
                String name = name();
                directives.put(name, next() == '(' ? pairs('(', ')') : Map.of());
            }
            return new GraphQlField(arguments, directives);
        }

        private Map<String, Object> pairs(char open, char close) {
            take(open);
            Map<String, Object> pairs = new LinkedHashMap<>();
            while (next() != close) {
                String name = name();
                take(':');
                value().ifPresent(value -> pairs.put(name, value));
            }
            take(close);
            return pairs;
        }

        /** Empty for a variable that was not given. */
        private Optional<Object> value() {
            char first = next();
            if (first == '{') {
                return Optional.of(pairs('{', '}'));
            }
            if (first == '[') {
                return Optional.of(list());
            }
            if (first == '"') {
                return Optional.of(string());
            }
            if (first == '$') {
                at++;
                return plain(variables.path(name()));
            }
            if (first == '-' || Character.isDigit(first)) {
                return Optional.of(number());
            }
            String word = name();
            return Optional.of(
                    switch (word) {
                        case "null" -> NULL;
                        case "true" -> true;
                        case "false" -> false;
                        default -> word;
                    });
        }

        private List<Object> list() {
            take('[');
            List<Object> items = new ArrayList<>();
            while (next() != ']') {
                items.add(value().orElse(NULL));
            }
            take(']');
            return items;
        }

        /** Its escapes are those of JSON. */
        private String string() {
            int begin = at++;
            while (at < text.length() && text.charAt(at) != '"') {
                at += text.charAt(at) == '\\' ? 2 : 1;
            }
            take('"');
            return Json.read(text.substring(begin, at).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .asString("");
        }

        private Long number() {
            int begin = at++;
            while (at < text.length() && Character.isDigit(text.charAt(at))) {
                at++;
            }
            return Long.valueOf(text.substring(begin, at));
        }

        private String name() {
            next();
            int begin = at;
            while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
                at++;
            }
            if (begin == at) {
                throw wrong("a name");
            }
            return text.substring(begin, at);
        }

        /** What comes behind blanks and commas, which mean nothing. */
        private char next() {
            while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == ',')) {
                at++;
            }
            if (at >= text.length()) {
                throw wrong("more");
            }
            return text.charAt(at);
        }

        private void take(char wanted) {
            if (next() != wanted) {
                throw wrong("'" + wanted + "'");
            }
            at++;
        }

        private IllegalArgumentException wrong(String wanted) {
            return new IllegalArgumentException("Parse error at character %d: %s was expected".formatted(at, wanted));
        }

        private static Optional<Object> plain(JsonNode node) {
            if (node.isMissingNode()) {
                return Optional.empty();
            }
            if (node.isNull()) {
                return Optional.of(NULL);
            }
            if (node.isObject()) {
                Map<String, Object> members = new LinkedHashMap<>();
                node.properties()
                        .forEach(member -> plain(member.getValue()).ifPresent(it -> members.put(member.getKey(), it)));
                return Optional.of(members);
            }
            if (node.isArray()) {
                List<Object> items = new ArrayList<>();
                node.forEach(item -> items.add(plain(item).orElse(NULL)));
                return Optional.of(items);
            }
            return Optional.of(
                    node.isIntegralNumber()
                            ? node.longValue()
                            : node.isBoolean() ? node.booleanValue() : node.asString(""));
        }
    }
}
