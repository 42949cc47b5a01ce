package dev.tributary.sandbox.platform;

import dev.tributary.sandbox.wire.HubClient;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** The hub's orders and stock, read page by page through its door. */
final class HubBooks {

    private static final int PAGE = 200;
    private static final String LONG_AGO = "2020-01-01T00:00:00Z";

    /** @param units by SKU */
    record HubOrder(String id, String state, String payment, long payable, long refunded, Map<String, Long> units) {

        /** Cancelled, or all of it is back: the goods and the money. */
        boolean over() {
            return state.equals("CANCELLED") || state.equals("RETURNED") && payment.equals("REFUNDED");
        }

        private static HubOrder of(JsonNode order) {
            Map<String, Long> units = new TreeMap<>();
            for (JsonNode line : order.path("lines")) {
                units.merge(line.path("sku").asString(""), line.path("units").asLong(0), Long::sum);
            }
            return new HubOrder(
                    order.path("id").asString(""),
                    order.path("state").asString(""),
                    order.path("payment").asString(""),
                    order.path("payable").path("amount").asLong(Long.MIN_VALUE),
                    order.path("refunded").path("amount").asLong(Long.MIN_VALUE),
                    units);
        }
    }

    private final HubClient office;

    HubBooks(HubClient office) {
        this.office = office;
    }

    /** By number. */
    Map<String, HubOrder> orders(String channel) throws InterruptedException {
        Map<String, HubOrder> orders = new HashMap<>();
        each("/v1/orders?limit=%d&updatedSince=%s&channel=%s".formatted(PAGE, LONG_AGO, channel), item -> {
            String number = item.path("number").asString("");
            HubOrder order = HubOrder.of(item);
            HubOrder before = orders.put(number, order);
            // One that changes while we read comes again; under another id it would be a second order.
            if (before != null && !before.id().equals(order.id())) {
                orders.put(number + " for the second time", before);
            }
        });
        return orders;
    }

    /** What is available of each SKU. */
    Map<String, Long> available() throws InterruptedException {
        Map<String, Long> available = new HashMap<>();
        stock(item -> available.merge(
                item.path("sku").asString(""), item.path("available").asLong(0), Long::sum));
        return available;
    }

    void stock(Consumer<JsonNode> reader) throws InterruptedException {
        each("/v1/stock?limit=" + PAGE, reader);
    }

    private void each(String first, Consumer<JsonNode> reader) throws InterruptedException {
        String path = first;
        while (!path.isEmpty()) {
            JsonNode page = office.get(path).orElseThrow(first).body();
            page.path("items").forEach(reader);
            String cursor = page.path("nextCursor").asString("");
            path = cursor.isEmpty() ? "" : first + "&cursor=" + cursor;
        }
    }
}
