package dev.tributary.openapi.body;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Currency;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a body as a stream, for doors that carry thousands a second: no tree, no reflection, and a pointer is built only
 * when something is wrong. What is wrong is noted and answered with a harmless value, so that reading goes on and finds
 * the rest; {@code null} stands for what is absent. Text that is no JSON throws Jackson's exceptions.
 */
public final class JsonInput implements AutoCloseable {

    private final JsonParser parser;
    private Findings findings = new Findings();
    private String base = "";

    private JsonInput(JsonParser parser) {
        this.parser = parser;
    }

    /** Stands at the first value of the body. */
    public static JsonInput of(JsonMapper mapper, byte[] body) {
        var input = new JsonInput(mapper.createParser(Utf8.checked(body)));
        input.parser.nextToken();
        return input;
    }

    /** Stands at the first value of a body that is read as it comes, and never held whole. */
    public static JsonInput of(JsonMapper mapper, InputStream body) {
        // A decoder of its own, for Jackson would guess other encodings than UTF-8.
        var input =
                new JsonInput(mapper.createParser(new InputStreamReader(body, StandardCharsets.UTF_8.newDecoder())));
        if (input.parser.nextToken() == null) {
            Utf8.checked(new byte[0]);
        }
        return input;
    }

    public Findings findings() {
        return findings;
    }

    /** From here on findings are the returned ones, with pointers relative to the value the input stands at. */
    public Findings startItem() {
        findings = new Findings();
        // At the start of an object the context is already inside of it.
        base = parser.streamReadContext().pathAsPointer().toString();
        return findings;
    }

    /** Ends what {@link #startItem()} began. */
    public void endItem(Findings before) {
        findings = before;
        base = "";
    }

    /** True inside an object, whose members {@link #nextName()} then gives; absent or something else is false. */
    public boolean entersObject() {
        return enters(JsonToken.START_OBJECT, "an object is expected");
    }

    public boolean entersArray() {
        return enters(JsonToken.START_ARRAY, "an array is expected");
    }

    /** The next member's name, its value being where the input stands now; null after the last. */
    public @Nullable String nextName() {
        String name = parser.nextName();
        if (name != null) {
            parser.nextToken();
        }
        return name;
    }

    /** False after the array's last item. */
    public boolean nextItem() {
        return parser.nextToken() != JsonToken.END_ARRAY;
    }

    public @Nullable String text(int charactersMax) {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            return wrongType("text is expected", "");
        }
        String text = parser.getString();
        if (text.length() > charactersMax) {
            wrong("too_long", "at most %d characters".formatted(charactersMax));
            return "";
        }
        var fault = Texts.fault(text);
        if (fault.isPresent()) {
            wrong("bad_text", fault.get());
            return "";
        }
        return text;
    }

    /** As {@link #text}, and an empty one is wrong too. */
    public @Nullable String name(int charactersMax) {
        boolean empty = parser.currentToken() == JsonToken.VALUE_STRING && parser.getStringLength() == 0;
        if (empty) {
            wrong("too_short", "at least 1 character");
        }
        return text(charactersMax);
    }

    public @Nullable Long whole(long min, long max) {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            return wrongType("a whole number is expected", min);
        }
        boolean fits = parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        if (!fits || parser.getLongValue() < min || parser.getLongValue() > max) {
            wrong("out_of_range", "from %d to %d".formatted(min, max));
            return min;
        }
        return parser.getLongValue();
    }

    /** As {@link #whole}, or with a fraction, which means something only beside a unit of sale. */
    public @Nullable Number quantity(long max) {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_FLOAT) {
            return whole(1, max);
        }
        var value = Quantities.of(parser.getDecimalValue(), max);
        if (value.isEmpty()) {
            wrong("out_of_range", Quantities.expected(max));
        }
        return value.orElse(BigDecimal.ONE);
    }

    public @Nullable Double decimal(double min, double max) {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (!parser.currentToken().isNumeric()) {
            return wrongType("a number is expected", min);
        }
        double value = parser.getDoubleValue();
        if (!(value >= min && value <= max)) {
            wrong("out_of_range", "from %s to %s".formatted(min, max));
            return min;
        }
        return value;
    }

    public @Nullable Instant instant() {
        String text = text(40);
        if (text == null || text.isEmpty()) {
            return text == null ? null : Times.EARLIEST;
        }
        try {
            var instant = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
            if (instant.isBefore(Times.EARLIEST) || instant.isAfter(Times.LATEST)) {
                wrong("out_of_range", "from %s to %s".formatted(Times.EARLIEST, Times.LATEST));
            }
            return instant;
        } catch (DateTimeParseException e) {
            wrong("invalid_value", Times.EXPECTED);
            return Times.EARLIEST;
        }
    }

    /** @param constants all the values there are, in an array that is made once */
    public <E extends Enum<E>> @Nullable E oneOf(E[] constants) {
        String text = text(40);
        if (text == null) {
            return null;
        }
        for (E constant : constants) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        if (!text.isEmpty() || parser.currentToken() == JsonToken.VALUE_STRING) {
            wrong(
                    "invalid_value",
                    Arrays.stream(constants).map(Enum::name).collect(Collectors.joining(", ", "one of ", "")));
        }
        return constants[0];
    }

    public boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    /** ISO 4217; empty for null and for a wrong one, which is noted. */
    public Optional<Currency> currency() {
        String code = text(3);
        if (code == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Currency.getInstance(code));
        } catch (IllegalArgumentException e) {
            wrong("invalid_value", "a currency code of ISO 4217 is expected, such as CNY");
            return Optional.empty();
        }
    }

    /** Notes a member nobody knows, which is a typing mistake more often than not, and passes over it. */
    public void unknown() {
        wrong("unknown_field", "there is no such field here");
        skip();
    }

    public void skip() {
        parser.skipChildren();
    }

    /** Notes something about the value the input stands at, or at whose end it stands. */
    public void wrong(String code, String detail) {
        findings.add(pointer(), code, detail);
    }

    /** Notes that a member is missing in the object at whose end the input stands. */
    public void missing(String name) {
        findings.add(pointer() + "/" + name, "required", "it must be given");
    }

    /** Notes something about a member of the object at whose end the input stands. */
    public void wrongMember(String name, String code, String detail) {
        findings.add(pointer() + "/" + name, code, detail);
    }

    /** Where in the body, in bytes, the value begins at which the input stands. */
    public int valueOffset() {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    /** Where in the body, in bytes, the value has ended that was read last. */
    public int endOffset() {
        return (int) parser.currentLocation().getByteOffset();
    }

    /** Nothing may follow. */
    public void end() {
        if (parser.nextToken() != null) {
            wrong("trailing_content", "the body goes on after its end");
        }
    }

    @Override
    public void close() {
        parser.close();
    }

    private boolean enters(JsonToken start, String expected) {
        if (parser.currentToken() == start) {
            return true;
        }
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
            wrongType(expected, "");
        }
        return false;
    }

    private <T> T wrongType(String expected, T harmless) {
        wrong("wrong_type", expected);
        parser.skipChildren();
        return harmless;
    }

    private String pointer() {
        return parser.streamReadContext().pathAsPointer().toString().substring(base.length());
    }
}
