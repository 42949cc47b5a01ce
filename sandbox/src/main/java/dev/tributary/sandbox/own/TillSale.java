package dev.tributary.sandbox.own;

import dev.tributary.sandbox.wire.Json;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/** What somebody has carried out of a store and paid for in cash. */
public record TillSale(Receipt receipt, OffsetDateTime soldAt, List<Item> items) {

    public long total() {
        return Item.total(items);
    }

    /** As {@code POST /v1/till-sales} takes it. */
    public Map<String, Object> body(String channel) {
        Map<String, Object> total = Json.money(total());
        Map<String, Object> body = Json.object("channel", channel);
        body.putAll(receipt.body());
        body.put("soldAt", soldAt.toString());
        body.put("currency", "CNY");
        body.put("lines", Item.lines(items));
        body.put("total", total);
        body.put("tenders", List.of(Json.object("method", "CASH", "amount", total)));
        return body;
    }
}
