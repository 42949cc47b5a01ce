package dev.tributary.openapi.body;

import dev.tributary.kernel.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One JSON object of a body, read field by field. What is missing or wrong is noted with its pointer and answered with a
 * harmless value, or with none where no value is harmless, so that reading goes on and finds the rest; call
 * {@link #finish()} before using any of it.
 */
public final class Fields {

    private final JsonNode node;
    private final String pointer;
    private final Findings findings;
    private final Set<String> asked = new HashSet<>();
    private final List<Fields> inside = new ArrayList<>();

    private Fields(JsonNode node, String pointer, Findings findings) {
        this.node = node;
        this.pointer = pointer;
        this.findings = findings;
        if (!node.isObject()) {
            findings.add(pointer, "wrong_type", "a JSON object is expected");
        }
    }

    public static Fields of(JsonNode body) {
        return new Fields(body, "", new Findings());
    }

    public String pointer() {
        return pointer;
    }

    public Findings findings() {
        return findings;
    }

    public JsonNode json() {
        return node;
    }

    public void wrong(String name, String code, String detail) {
        findings.add(at(name), code, detail);
    }

    public boolean has(String name) {
        JsonNode value = value(name);
        return !value.isMissingNode() && !value.isNull();
    }

    /** Required, and an empty one is wrong too; so the empty text that stands for a wrong one is nobody's name. */
    public String text(String name, int charactersMax) {
        if (!required(name)) {
            return "";
        }
        if (value(name).isString() && value(name).stringValue().isEmpty()) {
            wrong(name, "too_short", "at least 1 character");
        }
        return readText(name, charactersMax);
    }

    public Optional<String> optionalText(String name, int charactersMax) {
        return has(name) ? Optional.of(readText(name, charactersMax)) : Optional.empty();
    }

    public long whole(String name, long min, long max) {
        return required(name) ? readWhole(name, min, max) : Math.clamp(1, min, max);
    }

    /** As {@link #whole}, or with a fraction, which means something only beside a unit of sale. */
    public BigDecimal quantity(String name, long max) {
        if (!has(name) || !value(name).isNumber() || value(name).isIntegralNumber()) {
            return BigDecimal.valueOf(whole(name, 1, max));
        }
        var read = Quantities.of(value(name).decimalValue(), max);
        if (read.isEmpty()) {
            wrong(name, "out_of_range", Quantities.expected(max));
        }
        return read.orElse(BigDecimal.ONE);
    }

    public Optional<Long> optionalWhole(String name, long min, long max) {
        return has(name) ? Optional.of(readWhole(name, min, max)) : Optional.empty();
    }

    public Optional<Double> optionalDecimal(String name, double min, double max) {
        if (!has(name)) {
            return Optional.empty();
        }
        JsonNode value = value(name);
        if (!value.isNumber()) {
            wrong(name, "wrong_type", "a number is expected");
        } else if (!(value.doubleValue() >= min && value.doubleValue() <= max)) {
            wrong(name, "out_of_range", "from %s to %s".formatted(min, max));
        } else {
            return Optional.of(value.doubleValue());
        }
        return Optional.empty();
    }

    public Optional<Boolean> optionalFlag(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (!value(name).isBoolean()) {
            wrong(name, "wrong_type", "true or false is expected");
            return Optional.empty();
        }
        return Optional.of(value(name).booleanValue());
    }

    public <E extends Enum<E>> E oneOf(String name, Class<E> type) {
        return required(name) ? readEnum(at(name), value(name), type) : type.getEnumConstants()[0];
    }

    public <E extends Enum<E>> Optional<E> optionalOneOf(String name, Class<E> type) {
        return has(name) ? Optional.of(readEnum(at(name), value(name), type)) : Optional.empty();
    }

    public <E extends Enum<E>> Set<E> anyOf(String name, Class<E> type) {
        var found = EnumSet.noneOf(type);
        JsonNode values = array(name, type.getEnumConstants().length);
        for (int i = 0; i < values.size(); i++) {
            found.add(readEnum(at(name) + "/" + i, values.get(i), type));
        }
        return found;
    }

    public List<String> texts(String name, int itemsMax, int charactersMax) {
        var found = new ArrayList<String>();
        JsonNode values = array(name, itemsMax);
        for (int i = 0; i < values.size(); i++) {
            found.add(checked(at(name) + "/" + i, values.get(i), charactersMax));
        }
        return found;
    }

    /** Empty when it is missing, or its currency is wrong; both are noted. */
    public Optional<Money> money(String name, long min, long max) {
        return required(name) ? readMoney(name, min, max) : Optional.empty();
    }

    /** Empty when it is not given, or its currency is wrong, which is noted. */
    public Optional<Money> optionalMoney(String name, long min, long max) {
        return has(name) ? readMoney(name, min, max) : Optional.empty();
    }

    /** Required, with at least one item; what is wrong within them is told with the rest. */
    public List<Fields> objects(String name, int itemsMax) {
        return items(name, itemsMax, findings);
    }

    /** Required, with at least one item; each has findings of its own, because each is answered by itself. */
    public List<Fields> items(String name, int itemsMax) {
        return items(name, itemsMax, null);
    }

    private List<Fields> items(String name, int itemsMax, @Nullable Findings shared) {
        var found = new ArrayList<Fields>();
        if (!required(name)) {
            return found;
        }
        JsonNode values = array(name, itemsMax);
        if (values.isEmpty() && value(name).isArray()) {
            wrong(name, "bad_size", "at least one item");
        }
        for (int i = 0; i < values.size(); i++) {
            String at = at(name) + "/" + i;
            found.add(shared == null ? new Fields(values.get(i), at, new Findings()) : nested(values.get(i), at));
        }
        return found;
    }

    public Optional<Fields> object(String name) {
        return has(name) ? Optional.of(nested(value(name), at(name))) : Optional.empty();
    }

    /** Notes fields that nobody asked for, which are typing mistakes more often than not, and throws what was noted. */
    public void finish() {
        noteUnknown();
        findings.raise();
    }

    /** As {@link #finish()}, for items that are answered by themselves: true when all is well. */
    public boolean good() {
        noteUnknown();
        return findings.none();
    }

    private void noteUnknown() {
        node.propertyNames().stream()
                .filter(name -> !asked.contains(name))
                .forEach(name -> findings.add(at(name), "unknown_field", "there is no such field here"));
        inside.forEach(Fields::noteUnknown);
    }

    private Fields nested(JsonNode value, String at) {
        var fields = new Fields(value, at, findings);
        inside.add(fields);
        return fields;
    }

    private String at(String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    private JsonNode value(String name) {
        asked.add(name);
        return node.path(name);
    }

    private boolean required(String name) {
        if (has(name)) {
            return true;
        }
        if (node.isObject()) {
            wrong(name, "required", "it must be given");
        }
        return false;
    }

    private String readText(String name, int charactersMax) {
        return checked(at(name), value(name), charactersMax);
    }

    private String checked(String at, JsonNode value, int charactersMax) {
        if (!value.isString()) {
            findings.add(at, "wrong_type", "text is expected");
            return "";
        }
        String text = value.stringValue();
        if (text.length() > charactersMax) {
            findings.add(at, "too_long", "at most %d characters".formatted(charactersMax));
            return "";
        }
        var fault = Texts.fault(text);
        fault.ifPresent(detail -> findings.add(at, "bad_text", detail));
        return fault.isPresent() ? "" : text;
    }

    private long readWhole(String name, long min, long max) {
        JsonNode value = value(name);
        if (!value.isIntegralNumber()) {
            wrong(name, "wrong_type", "a whole number is expected");
        } else if (!value.canConvertToLong() || value.longValue() < min || value.longValue() > max) {
            wrong(name, "out_of_range", "from %d to %d".formatted(min, max));
        } else {
            return value.longValue();
        }
        return Math.clamp(1, min, max);
    }

    private <E extends Enum<E>> E readEnum(String at, JsonNode value, Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (value.isString() && constant.name().equals(value.stringValue())) {
                return constant;
            }
        }
        findings.add(
                at,
                "invalid_value",
                Arrays.stream(type.getEnumConstants())
                        .map(Enum::name)
                        .collect(Collectors.joining(", ", "one of ", "")));
        return type.getEnumConstants()[0];
    }

    private Optional<Money> readMoney(String name, long min, long max) {
        Fields money = nested(value(name), at(name));
        long amount = money.whole("amount", min, max);
        return money.currency("currency").map(currency -> new Money(amount, currency));
    }

    /** ISO 4217; empty when it is missing or wrong, which is noted. */
    public Optional<Currency> currency(String name) {
        String code = text(name, 3);
        try {
            return code.isEmpty() ? Optional.empty() : Optional.of(Currency.getInstance(code));
        } catch (IllegalArgumentException e) {
            wrong(name, "invalid_value", "a currency code of ISO 4217 is expected, such as CNY");
            return Optional.empty();
        }
    }

    private JsonNode array(String name, int itemsMax) {
        JsonNode values = value(name);
        if (!values.isMissingNode() && !values.isNull() && !values.isArray()) {
            wrong(name, "wrong_type", "an array is expected");
        }
        if (values.size() > itemsMax) {
            wrong(name, "bad_size", "at most %d items".formatted(itemsMax));
            findings.raise();
        }
        return values;
    }
}
