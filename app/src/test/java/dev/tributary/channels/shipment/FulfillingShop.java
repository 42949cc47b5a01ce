package dev.tributary.channels.shipment;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Shopify's side of shipments: takes them from what an order has left to fulfil, and fails as it is told to. */
public final class FulfillingShop implements AutoCloseable {

    private static final String ORDER = "gid://shopify/Order/";
    private static final String FULFILMENT_ORDER = "gid://shopify/FulfillmentOrder/";
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, Map<String, Long>> leftByOrder = new LinkedHashMap<>();
    private final Map<String, List<Fulfilment>> fulfilments = new LinkedHashMap<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private final HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    private volatile Trouble trouble = Trouble.NONE;

    public enum Trouble {
        NONE,
        DOWN,
        THROTTLED,
        /** Takes the shipment, and is gone before it has said so. */
        DONE_AND_CUT_OFF
    }

    /** @param goods such as {@code 2 MILK, 1 BREAD} */
    public record Fulfilment(String company, String number, String goods, long units) {

        @Override
        public String toString() {
            return "%s by %s %s".formatted(goods, company, number);
        }
    }

    public FulfillingShop() throws IOException {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    public void is(Trouble now) {
        trouble = now;
    }

    public String url() {
        return "http://127.0.0.1:%d/admin/api/2026-01"
                .formatted(server.getAddress().getPort());
    }

    public synchronized void sells(String number, Map<String, Long> units) {
        leftByOrder.put(number, new LinkedHashMap<>(units));
    }

    /** What the shop knows to have left of an order. */
    public synchronized List<String> told(String number) {
        return fulfilments.getOrDefault(number, List.of()).stream()
                .map(Fulfilment::toString)
                .toList();
    }

    public List<String> tokens() {
        return tokens;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var call = JSON.readTree(exchange.getRequestBody().readAllBytes());
            boolean asksForLevels = !exchange.getRequestURI().getPath().endsWith("/graphql.json");
            if (asksForLevels || trouble == Trouble.DOWN) {
                exchange.sendResponseHeaders(asksForLevels ? 200 : 503, -1);
                return;
            }
            tokens.add(exchange.getRequestHeaders().getFirst("X-Shopify-Access-Token"));
            if (trouble == Trouble.THROTTLED) {
                say(
                        exchange,
                        "{\"errors\": [{\"message\": \"Throttled\", \"extensions\": {\"code\": \"THROTTLED\"}}]}");
                return;
            }
            boolean creates = call.path("query").asString("").startsWith("mutation");
            var answer = creates ? created(call.path("variables").path("fulfillment")) : order(call);
            if (!creates || trouble != Trouble.DONE_AND_CUT_OFF) {
                say(exchange, answer);
            }
        }
    }

    private synchronized String order(JsonNode call) {
        var number = call.path("variables").path("id").asString("").substring(ORDER.length());
        if (!leftByOrder.containsKey(number)) {
            return "{\"data\": {\"order\": null}}";
        }
        var before = new ArrayList<String>();
        fulfilments.getOrDefault(number, List.of()).forEach(it -> before.add("""
                {"status": "SUCCESS", "totalQuantity": %d, "trackingInfo": [{"number": "%s"}]}""".formatted(it.units(), it.number())));
        var items = new ArrayList<String>();
        leftByOrder.getOrDefault(number, Map.of()).forEach((sku, left) -> items.add("""
                {"id": "%s", "remainingQuantity": %d, "lineItem": {"sku": "%s", "variant": null}}""".formatted(sku, left, sku)));
        return """
                {"data": {"order": {"fulfillments": [%s], "fulfillmentOrders": {"nodes": [
                  {"id": "%s", "lineItems": {"nodes": [%s]}}]}}}}""".formatted(String.join(", ", before), FULFILMENT_ORDER + number, String.join(", ", items));
    }

    private synchronized String created(JsonNode fulfilment) {
        var goods = new ArrayList<String>();
        long units = 0;
        var number = "";
        for (var order : fulfilment.path("lineItemsByFulfillmentOrder")) {
            number = order.path("fulfillmentOrderId").asString("").substring(FULFILMENT_ORDER.length());
            var left = leftByOrder.getOrDefault(number, Map.of());
            for (var item : order.path("fulfillmentOrderLineItems")) {
                var sku = item.path("id").asString("");
                long quantity = item.path("quantity").asLong();
                if (left.getOrDefault(sku, 0L) < quantity) {
                    return "{\"data\": {\"fulfillmentCreate\": {\"fulfillment\": null, \"userErrors\": [{\"message\": \"too many\"}]}}}";
                }
                left.merge(sku, -quantity, Long::sum);
                goods.add(quantity + " " + sku);
                units += quantity;
            }
        }
        var tracking = fulfilment.path("trackingInfo");
        fulfilments
                .computeIfAbsent(number, any -> new ArrayList<>())
                .add(new Fulfilment(
                        tracking.path("company").asString(""),
                        tracking.path("number").asString(""),
                        String.join(", ", goods),
                        units));
        return "{\"data\": {\"fulfillmentCreate\": {\"fulfillment\": {\"id\": \"gid://shopify/Fulfillment/1\"}, \"userErrors\": []}}}";
    }

    private static void say(HttpExchange exchange, String answer) throws IOException {
        var bytes = answer.getBytes(UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
