package dev.tributary.sandbox.wire;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ObjLongConsumer;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * Shopify's mutation of many quantities, as of its version 2026-04: all or none, each call by a key of its own. Whoever
 * compares with what is held is told that it is another by now: the hub is right, and must not.
 */
public final class ShopifyQuantities {

    public static final String MUTATION = "inventorySetQuantities";

    private static final String ITEM = "gid://shopify/InventoryItem/";
    private static final String LOCATION = "gid://shopify/Location/";
    private static final int AT_ONCE_MAX = 250;
    private static final long QUANTITY_MAX = 1_000_000_000;
    private static final int KEYS_KEPT_MAX = 10_000;

    private final String location;
    private final Predicate<String> sold;
    private final ObjLongConsumer<String> told;
    /** What was set by each key: a call that is made once more has no second effect. */
    private final Map<String, Map<String, Object>> inputsByKey = new LinkedHashMap<>();

    /** @param told hears of each item by its number once all of a call is taken */
    public ShopifyQuantities(String location, Predicate<String> sold, ObjLongConsumer<String> told) {
        this.location = location;
        this.sold = sold;
        this.told = told;
    }

    /** @param taken how many quantities; empty when none was set */
    public record Answered(Reply reply, Optional<Integer> taken) {}

    private record Quantity(String item, String location, long units, boolean compares) {}

    public static boolean isMeant(JsonNode call) {
        return call.path("query").asString("").contains(MUTATION);
    }

    public synchronized Answered answer(JsonNode call) {
        try {
            return answer(GraphQlField.find(call, MUTATION)
                    .orElseThrow(() -> new IllegalArgumentException("Field '%s' takes an input".formatted(MUTATION))));
        } catch (IllegalArgumentException wrong) {
            return nothing(error(String.valueOf(wrong.getMessage()), "BAD_REQUEST"));
        }
    }

    private Answered answer(GraphQlField field) {
        Object key = field.directives().getOrDefault("idempotent", Map.of()).getOrDefault("key", "");
        if (key.equals("") || key.equals(GraphQlField.NULL)) {
            throw new IllegalArgumentException(
                    "The @idempotent directive is required for this mutation but was not provided.");
        }
        Map<String, Object> input = GraphQlField.members(field.arguments().getOrDefault("input", GraphQlField.NULL));
        List<Quantity> quantities = quantities(input);
        if (quantities.size() > AT_ONCE_MAX) {
            return nothing(error(
                    "The input array size of %d is greater than the maximum allowed of %d."
                            .formatted(quantities.size(), AT_ONCE_MAX),
                    "MAX_INPUT_SIZE_EXCEEDED"));
        }
        List<Object> errors = new ArrayList<>();
        if (!input.getOrDefault("name", "").equals("available")) {
            errors.add(userError("INVALID_NAME", List.of("input", "name")));
        }
        if (!input.getOrDefault("reason", "").equals("correction")) {
            errors.add(userError("INVALID_REASON", List.of("input", "reason")));
        }
        Set<String> items = new HashSet<>();
        for (int index = 0; index < quantities.size(); index++) {
            check(quantities.get(index), index, items, errors);
        }
        Map<String, Object> before = inputsByKey.get(key.toString());
        if (before != null && !before.equals(input)) {
            errors.add(userError("IDEMPOTENCY_KEY_PARAMETER_MISMATCH", List.of()));
        }
        if (!errors.isEmpty()) {
            return nothing(payload(errors));
        }
        if (before == null) {
            remember(key.toString(), input);
            quantities.forEach(quantity -> told.accept(number(quantity.item(), ITEM), quantity.units()));
        }
        return new Answered(payload(List.of()), Optional.of(quantities.size()));
    }

    private static List<Quantity> quantities(Map<String, Object> input) {
        if (input.containsKey("ignoreCompareQuantity")) {
            throw new IllegalArgumentException(
                    "InputObject 'InventorySetQuantitiesInput' doesn't accept argument 'ignoreCompareQuantity'");
        }
        List<Quantity> quantities = new ArrayList<>();
        if (input.get("quantities") instanceof List<?> list) {
            list.forEach(each -> quantities.add(quantity(GraphQlField.members(each))));
        }
        if (quantities.isEmpty()) {
            throw new IllegalArgumentException("Argument 'quantities' on InputObject is required");
        }
        return quantities;
    }

    private static Quantity quantity(Map<String, Object> members) {
        if (members.get("inventoryItemId") instanceof String item
                && members.get("locationId") instanceof String where
                && members.get("quantity") instanceof Long units
                && members.containsKey("changeFromQuantity")) {
            return new Quantity(item, where, units, !GraphQlField.NULL.equals(members.get("changeFromQuantity")));
        }
        throw new IllegalArgumentException(
                "InventoryQuantityInput must include the following arguments: inventoryItemId, locationId, quantity,"
                        + " changeFromQuantity");
    }

    private void check(Quantity quantity, int index, Set<String> items, List<Object> errors) {
        String place = Integer.toString(index);
        if (!sold.test(number(quantity.item(), ITEM))) {
            errors.add(userError("INVALID_INVENTORY_ITEM", List.of("input", "quantities", place, "inventoryItemId")));
        }
        if (!number(quantity.location(), LOCATION).equals(location)) {
            errors.add(userError("INVALID_LOCATION", List.of("input", "quantities", place, "locationId")));
        }
        if (!items.add(quantity.item())) {
            errors.add(
                    userError("NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR", List.of("input", "quantities", place)));
        }
        if (Math.abs(quantity.units()) > QUANTITY_MAX) {
            errors.add(userError(
                    quantity.units() > 0 ? "INVALID_QUANTITY_TOO_HIGH" : "INVALID_QUANTITY_TOO_LOW",
                    List.of("input", "quantities", place, "quantity")));
        }
        if (quantity.compares()) {
            errors.add(userError(
                    "CHANGE_FROM_QUANTITY_STALE", List.of("input", "quantities", place, "changeFromQuantity")));
        }
    }

    private void remember(String key, Map<String, Object> input) {
        inputsByKey.put(key, input);
        if (inputsByKey.size() > KEYS_KEPT_MAX) {
            inputsByKey.remove(inputsByKey.keySet().iterator().next());
        }
    }

    private static String number(String id, String prefix) {
        return id.startsWith(prefix) ? id.substring(prefix.length()) : "";
    }

    private static Answered nothing(Reply reply) {
        return new Answered(reply, Optional.empty());
    }

    private static Reply payload(List<Object> userErrors) {
        return Reply.json(200, Json.object("data", Json.object(MUTATION, Json.object("userErrors", userErrors))));
    }

    private static Object userError(String code, List<String> field) {
        return Json.object("code", code, "field", field, "message", "it is refused as " + code);
    }

    private static Reply error(String message, String code) {
        return Reply.json(
                200,
                Json.object(
                        "errors", List.of(Json.object("message", message, "extensions", Json.object("code", code)))));
    }
}
