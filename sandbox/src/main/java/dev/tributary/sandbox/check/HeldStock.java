package dev.tributary.sandbox.check;

import dev.tributary.sandbox.wire.HubClient;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The hub's stock rows, read page by page. */
final class HeldStock {

    private static final int PAGE = 200;

    private HeldStock() {}

    record Row(long onHand, long reserved, long safety, long allowance, long unitsShort, long available) {}

    static Map<String, Row> read(HubClient auditor) throws InterruptedException {
        Map<String, Row> rows = new HashMap<>();
        String path = "/v1/stock?limit=" + PAGE;
        while (!path.isEmpty()) {
            JsonNode page = auditor.get(path).orElseThrow("the list of stock").body();
            for (JsonNode item : page.path("items")) {
                rows.put(
                        StockBook.row(
                                item.path("sku").asString(""), item.path("node").asString("")),
                        row(item));
            }
            String cursor = page.path("nextCursor").asString("");
            path = cursor.isEmpty() ? "" : "/v1/stock?limit=" + PAGE + "&cursor=" + cursor;
        }
        return rows;
    }

    private static Row row(JsonNode item) {
        return new Row(
                item.path("onHand").asLong(0),
                item.path("reserved").asLong(0),
                item.path("safety").asLong(0),
                item.path("allowance").asLong(0),
                item.path("unitsShort").asLong(0),
                item.path("available").asLong(-1));
    }
}
