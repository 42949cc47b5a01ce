package dev.tributary.sandbox.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON as bytes, written from maps so that every body here reads like the contract. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    public static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    public static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** An empty answer, or one that is no JSON, is a missing node. */
    public static JsonNode read(byte[] bytes) {
        if (bytes.length == 0) {
            return MAPPER.missingNode();
        }
        try {
            return MAPPER.readTree(bytes);
        } catch (tools.jackson.core.JacksonException notJson) {
            return MAPPER.missingNode();
        }
    }

    /** Members in the order given: name, value, name, value, ... */
    public static Map<String, Object> object(@Nullable Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return object;
    }

    public static Map<String, Object> money(long amount) {
        return object("amount", amount, "currency", "CNY");
    }
}
