package dev.tributary.openapi.document;

import dev.tributary.access.Scope;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.Shape;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON schemas of records, as Jackson writes them here. Every record becomes a component with a name of its own. */
final class Schemas {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, ObjectNode> components = new TreeMap<>();
    private final Map<String, Class<?>> named = new HashMap<>();

    /** By name, sorted. */
    Map<String, ObjectNode> components() {
        return components;
    }

    /** Of what is sent to us: a member that nobody knows is refused, unless the shape is open. */
    ObjectNode body(Class<?> type) {
        var schema = of(type, null);
        close(type);
        return schema;
    }

    ObjectNode of(Type type, @Nullable Member member) {
        ObjectNode schema = plain(type, member);
        if (member != null && !member.says().isEmpty()) {
            schema.put("description", member.says());
        }
        return schema;
    }

    static Type withoutOptional(Type type) {
        return raw(type) == Optional.class ? argument(type, 0) : type;
    }

    private ObjectNode plain(Type type, @Nullable Member member) {
        Class<?> raw = raw(type);
        if (raw == Optional.class) {
            return plain(argument(type, 0), member);
        }
        if (raw == Page.class) {
            return page(argument(type, 0));
        }
        if (Collection.class.isAssignableFrom(raw)) {
            return list(argument(type, 0), member);
        }
        if (Map.class.isAssignableFrom(raw)) {
            return map(argument(type, 1), member);
        }
        return raw.isRecord() ? record(raw, member) : scalar(raw, member);
    }

    private static ObjectNode scalar(Class<?> type, @Nullable Member member) {
        if (type.isEnum()) {
            return enumeration(type);
        }
        return switch (type.getName()) {
            case "java.lang.Object" -> JSON.objectNode();
            case "java.lang.String" -> text(member);
            case "boolean", "java.lang.Boolean" -> typed("boolean");
            case "int", "java.lang.Integer" -> number(typed("integer").put("format", "int32"), member);
            case "long", "java.lang.Long" -> number(typed("integer").put("format", "int64"), member);
            case "java.math.BigDecimal" -> number(typed("number"), member);
            case "double", "java.lang.Double" -> number(typed("number").put("format", "double"), member);
            default -> known(type);
        };
    }

    private static ObjectNode known(Class<?> type) {
        if (type == Instant.class) {
            return typed("string").put("format", "date-time");
        }
        if (type == LocalDate.class) {
            return typed("string").put("format", "date");
        }
        if (type == Currency.class) {
            return typed("string").put("pattern", "^[A-Z]{3}$").put("description", "ISO 4217");
        }
        throw new IllegalArgumentException("no schema is known for " + type);
    }

    private static ObjectNode enumeration(Class<?> type) {
        var schema = typed("string");
        var values = schema.putArray("enum");
        Arrays.stream(type.getEnumConstants())
                .map(constant -> constant instanceof Scope scope ? scope.text() : constant.toString())
                .forEach(values::add);
        return schema;
    }

    private static ObjectNode text(@Nullable Member member) {
        var schema = typed("string");
        if (member == null) {
            return schema;
        }
        if (member.charactersMin() > 0) {
            schema.put("minLength", member.charactersMin());
        }
        if (member.charactersMax() < Integer.MAX_VALUE) {
            schema.put("maxLength", member.charactersMax());
        }
        if (!member.pattern().isEmpty()) {
            schema.put("pattern", "^%s$".formatted(member.pattern()));
        }
        return schema;
    }

    private static ObjectNode number(ObjectNode schema, @Nullable Member member) {
        if (member != null && member.min() > Long.MIN_VALUE) {
            schema.put("minimum", member.min());
        }
        if (member != null && member.max() < Long.MAX_VALUE) {
            schema.put("maximum", member.max());
        }
        return schema;
    }

    private ObjectNode list(Type item, @Nullable Member member) {
        var schema = typed("array");
        if (member != null && member.itemsMin() > 0) {
            schema.put("minItems", member.itemsMin());
        }
        if (member != null && member.itemsMax() < Integer.MAX_VALUE) {
            schema.put("maxItems", member.itemsMax());
        }
        schema.set("items", plain(item, member));
        return schema;
    }

    private ObjectNode map(Type value, @Nullable Member member) {
        var schema = typed("object");
        if (member != null && member.itemsMin() > 0) {
            schema.put("minProperties", member.itemsMin());
        }
        if (member != null && member.itemsMax() < Integer.MAX_VALUE) {
            schema.put("maxProperties", member.itemsMax());
        }
        schema.set("additionalProperties", plain(value, member));
        return schema;
    }

    private ObjectNode page(Type item) {
        String name = name(raw(item)) + "Page";
        if (!components.containsKey(name)) {
            var schema = typed("object");
            var properties = schema.putObject("properties");
            properties.set("items", list(item, null));
            properties.set(
                    "nextCursor", typed("string").put("description", "Give it as `cursor`; absent on the last page."));
            schema.putArray("required").add("items");
            components.put(name, schema);
        }
        return reference(name);
    }

    private ObjectNode record(Class<?> type, @Nullable Member member) {
        String name = name(type);
        Class<?> before = named.putIfAbsent(name, type);
        if (before == null) {
            components.put(name, object(type));
        } else if (before != type) {
            throw new IllegalStateException("%s and %s are both called %s".formatted(before, type, name));
        }
        var reference = reference(name);
        if (type == Money.class && member != null) {
            var amount = number(JSON.objectNode(), member);
            if (!amount.isEmpty()) {
                reference.putObject("properties").set("amount", amount);
            }
        }
        return reference;
    }

    private ObjectNode object(Class<?> type) {
        var schema = typed("object");
        var properties = schema.putObject("properties");
        var required = JSON.arrayNode();
        for (RecordComponent component : type.getRecordComponents()) {
            properties.set(component.getName(), of(component.getGenericType(), component.getAnnotation(Member.class)));
            if (component.getType() != Optional.class) {
                required.add(component.getName());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema;
    }

    private void close(Type type) {
        Class<?> raw = raw(type);
        if (type instanceof ParameterizedType generic) {
            Stream.of(generic.getActualTypeArguments()).forEach(this::close);
        }
        var component = raw.isRecord() ? components.get(name(raw)) : null;
        if (component == null || component.has("additionalProperties")) {
            return;
        }
        var shape = raw.getAnnotation(Shape.class);
        component.put("additionalProperties", shape != null && shape.open());
        Arrays.stream(raw.getRecordComponents())
                .map(RecordComponent::getGenericType)
                .forEach(this::close);
    }

    private static String name(Class<?> type) {
        var shape = type.getAnnotation(Shape.class);
        return shape == null ? type.getSimpleName() : shape.value();
    }

    private static ObjectNode reference(String name) {
        return JSON.objectNode().put("$ref", "#/components/schemas/" + name);
    }

    private static ObjectNode typed(String type) {
        return JSON.objectNode().put("type", type);
    }

    private static Class<?> raw(Type type) {
        return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
    }

    private static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }
}
