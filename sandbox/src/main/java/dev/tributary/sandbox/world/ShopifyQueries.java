package dev.tributary.sandbox.world;

import dev.tributary.sandbox.check.Fulfilments;
import dev.tributary.sandbox.wire.Json;
import dev.tributary.sandbox.wire.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Shopify's GraphQL, as far as shipments go: what an order has left to fulfil, and a parcel of it. */
final class ShopifyQueries {

    private static final String ORDER = "gid://shopify/Order/";
    private static final String FULFILMENT_ORDER = "gid://shopify/FulfillmentOrder/";
    private static final String LINE = "gid://shopify/FulfillmentOrderLineItem/";

    private final Fulfilments fulfilments;

    ShopifyQueries(Fulfilments fulfilments) {
        this.fulfilments = fulfilments;
    }

    Reply answer(JsonNode call) {
        JsonNode variables = call.path("variables");
        return call.path("query").asString("").startsWith("mutation")
                ? create(variables.path("fulfillment"))
                : order(after(ORDER, variables.path("id")));
    }

    static Reply throttled() {
        return errors("Throttled", "THROTTLED");
    }

    private static Reply errors(String message, String code) {
        return Reply.json(
                200,
                Json.object(
                        "errors", List.of(Json.object("message", message, "extensions", Json.object("code", code)))));
    }

    private static String after(String prefix, JsonNode id) {
        String text = id.asString("");
        return text.startsWith(prefix) ? text.substring(prefix.length()) : "";
    }

    private Reply order(String number) {
        Fulfilments.Standing standing = fulfilments.lookUp(number);
        if (standing.leftByVariant().isEmpty() && standing.parcels().isEmpty()) {
            return Reply.json(200, Json.object("data", Json.object("order", null)));
        }
        List<Object> parcels = new ArrayList<>();
        standing.parcels()
                .forEach((tracking, units) -> parcels.add(Json.object(
                        "status",
                        "SUCCESS",
                        "totalQuantity",
                        units,
                        "trackingInfo",
                        List.of(Json.object("number", tracking)))));
        List<Object> lines = new ArrayList<>();
        standing.leftByVariant()
                .forEach((variant, left) -> lines.add(Json.object(
                        "id",
                        LINE + variant,
                        "remainingQuantity",
                        left,
                        "lineItem",
                        Json.object("variant", Json.object("legacyResourceId", variant)))));
        Object fulfilmentOrder = Json.object("id", FULFILMENT_ORDER + number, "lineItems", Json.object("nodes", lines));
        return Reply.json(
                200,
                Json.object(
                        "data",
                        Json.object(
                                "order",
                                Json.object(
                                        "fulfillments",
                                        parcels,
                                        "fulfillmentOrders",
                                        Json.object("nodes", List.of(fulfilmentOrder))))));
    }

    /** Each order of ours has one fulfilment order. */
    private Reply create(JsonNode fulfilment) {
        JsonNode order = fulfilment.path("lineItemsByFulfillmentOrder").path(0);
        Map<String, Long> units = new TreeMap<>();
        for (JsonNode line : order.path("fulfillmentOrderLineItems")) {
            units.merge(after(LINE, line.path("id")), line.path("quantity").asLong(0), Long::sum);
        }
        String tracking = fulfilment.path("trackingInfo").path("number").asString("");
        boolean taken = !tracking.isEmpty()
                && fulfilments.take(after(FULFILMENT_ORDER, order.path("fulfillmentOrderId")), tracking, units);
        Object created = taken
                ? Json.object(
                        "fulfillment",
                        Json.object("id", "gid://shopify/Fulfillment/" + tracking),
                        "userErrors",
                        List.of())
                : Json.object(
                        "fulfillment",
                        null,
                        "userErrors",
                        List.of(Json.object("message", "Invalid fulfillment order line item quantity requested.")));
        return Reply.json(200, Json.object("data", Json.object("fulfillmentCreate", created)));
    }
}
