package dev.tributary.channels.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import dev.tributary.kernel.Micros;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What adapter files may call beyond JSLT itself: exact money, times, tables, regions, refusals with a reason. */
final class MappingFunctions {

    /** The last second of the year 9999. */
    private static final long END_OF_TIME_SECONDS = 253_402_300_799L;

    private final Map<String, Map<String, Map<String, String>>> states;
    private final Map<String, Map<String, String>> tables;

    MappingFunctions(Map<String, Map<String, Map<String, String>>> states, Map<String, Map<String, String>> tables) {
        this.states = states;
        this.tables = tables;
    }

    Collection<Function> all() {
        return List.of(
                function("minor", 2, arguments -> minor(arguments[0], text(arguments[1], "currency"))),
                function("micros", 1, arguments -> LongNode.valueOf(Micros.of(instant(text(arguments[0], "time"))))),
                function("micros-of-seconds", 1, arguments -> LongNode.valueOf(Micros.of(ofSeconds(arguments[0])))),
                function(
                        "time-of-seconds",
                        1,
                        arguments -> TextNode.valueOf(ofSeconds(arguments[0]).toString())),
                function("micros-of-millis", 1, arguments -> LongNode.valueOf(Micros.of(ofMillis(arguments[0])))),
                function(
                        "time-of-millis",
                        1,
                        arguments -> TextNode.valueOf(ofMillis(arguments[0]).toString())),
                function("state", 2, arguments -> state(arguments[0].asText(), arguments[1])),
                function("table", 2, arguments -> table(arguments[0].asText(), arguments[1])),
                function("region", 2, arguments -> region(arguments[0], arguments[1])),
                function("needed", 2, arguments -> needed(arguments[0], arguments[1].asText())),
                function("whole", 2, arguments -> whole(arguments[0], arguments[1].asText())),
                function("several", 1, arguments -> several(arguments[0])),
                function("inner-json", 1, arguments -> innerJson(arguments[0])),
                function("park", 2, arguments -> {
                    throw new MappingFailure(arguments[0].asText(), arguments[1].asText(), "");
                }));
    }

    /** An amount in the currency's main unit, as text or number, to exact minor units; absent stays absent. */
    private static JsonNode minor(JsonNode amount, String currency) {
        if (amount.isNull()) {
            return NullNode.instance;
        }
        try {
            int digits = Currency.getInstance(currency).getDefaultFractionDigits();
            var exact = amount.isNumber()
                    ? amount.decimalValue()
                    : new BigDecimal(amount.asText().strip());
            return LongNode.valueOf(exact.movePointRight(digits).longValueExact());
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw new MappingFailure(
                    "amount",
                    "an amount is not a whole number of %s minor units".formatted(currency),
                    "correct the amount");
        }
    }

    private static Instant instant(String time) {
        try {
            return OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeException e) {
            throw new MappingFailure("time", "a time is not ISO 8601 with an offset", "correct the time");
        }
    }

    private static Instant ofSeconds(JsonNode seconds) {
        return inRange(Instant.ofEpochSecond(
                Math.clamp(whole(seconds, "a time in seconds").longValue(), -1, END_OF_TIME_SECONDS + 1)));
    }

    private static Instant ofMillis(JsonNode millis) {
        return inRange(Instant.ofEpochMilli(Math.clamp(
                whole(millis, "a time in milliseconds").longValue(), -1, (END_OF_TIME_SECONDS + 1) * 1_000)));
    }

    private static Instant inRange(Instant time) {
        if (time.isBefore(Instant.EPOCH) || time.getEpochSecond() > END_OF_TIME_SECONDS) {
            throw new MappingFailure("time", "a time is out of range", "correct the time");
        }
        return time;
    }

    /** Looks the platform's state up; one the file does not know parks the message. */
    private JsonNode state(String table, JsonNode state) {
        var meaning = states.getOrDefault(table, Map.of()).get(state.asText());
        if (meaning == null) {
            throw new MappingFailure(
                    "unknown_state",
                    "%s '%s' is not in the adapter's table".formatted(table, shortened(state.asText())),
                    "add the state to the adapter file, then replay");
        }
        var object = JsonNodeFactory.instance.objectNode();
        meaning.forEach((name, value) -> {
            if (value.matches("-?\\d{1,18}")) {
                object.put(name, Long.parseLong(value));
            } else if (value.equals("true") || value.equals("false")) {
                object.put(name, Boolean.parseBoolean(value));
            } else {
                object.put(name, value);
            }
        });
        return object;
    }

    /** What stands beside the key, or null: what is not there is for the mapping to say. */
    private JsonNode table(String name, JsonNode key) {
        var table = Optional.ofNullable(tables.get(name))
                .orElseThrow(() -> new MappingFailure(
                        "unknown_table",
                        "the adapter file has no table '%s'".formatted(shortened(name)),
                        "add the table to the adapter file, then replay"));
        return textOrNull(Optional.ofNullable(table.get(key.asText())));
    }

    private static JsonNode region(JsonNode country, JsonNode name) {
        return textOrNull(
                country.isNull() || name.isNull() ? Optional.empty() : Divisions.code(country.asText(), name.asText()));
    }

    private static JsonNode textOrNull(Optional<String> text) {
        return text.<JsonNode>map(TextNode::valueOf).orElse(NullNode.instance);
    }

    private static JsonNode needed(JsonNode value, String name) {
        if (value.isNull()
                || value.isMissingNode()
                || (value.isTextual() && value.asText().isBlank())) {
            throw missing(name);
        }
        return value;
    }

    /** What XML has none, one or several of, as a list. */
    private static JsonNode several(JsonNode value) {
        if (value.isArray()) {
            return value;
        }
        var list = JsonNodeFactory.instance.arrayNode();
        boolean none = value.isNull() || (value.isTextual() && value.asText().isBlank());
        return none ? list : list.add(value);
    }

    private static JsonNode whole(JsonNode value, String name) {
        if (value.isNull()) {
            throw missing(name);
        }
        try {
            var exact = value.isNumber()
                    ? value.decimalValue()
                    : new BigDecimal(value.asText().strip());
            return LongNode.valueOf(exact.longValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            throw new MappingFailure("number", name + " is not a whole number", "correct " + name);
        }
    }

    private static JsonNode innerJson(JsonNode text) {
        if (text.isNull() || text.asText().isBlank()) {
            return NullNode.instance;
        }
        try {
            return MessageJson.read(text.asText());
        } catch (JsonProcessingException e) {
            throw new MappingFailure("malformed", "a JSON text inside the message cannot be read", "correct the body");
        }
    }

    private static String text(JsonNode value, String name) {
        if (value.isNull() || value.asText().isBlank()) {
            throw missing(name);
        }
        return value.asText().strip();
    }

    private static MappingFailure missing(String name) {
        return new MappingFailure("missing", name + " is missing", "correct the body");
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40);
    }

    private static Function function(
            String name, int arguments, java.util.function.Function<JsonNode[], JsonNode> call) {
        return new Named(name, arguments, call);
    }

    private record Named(String name, int arguments, java.util.function.Function<JsonNode[], JsonNode> body)
            implements Function {

        @Override
        public String getName() {
            return name;
        }

        @Override
        public int getMinArguments() {
            return arguments;
        }

        @Override
        public int getMaxArguments() {
            return arguments;
        }

        @Override
        public JsonNode call(JsonNode context, JsonNode[] values) {
            return body.apply(values);
        }
    }
}
