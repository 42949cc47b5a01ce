package dev.tributary.sandbox.world;

import dev.tributary.sandbox.wire.Call;
import dev.tributary.sandbox.wire.Reply;
import dev.tributary.sandbox.wire.ShopifyPage;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The shop's orders as its list shows them: each in the newest of the versions that were told of it. */
public final class ShopifyOrders {

    private static final int KEPT_MAX = 50_000;

    private record Kept(long id, Map<String, Object> body) {

        Instant at(String field) {
            return OffsetDateTime.parse(String.valueOf(body.get(field))).toInstant();
        }

        String cursor(String field) {
            return "%d-%d".formatted(at(field).getEpochSecond(), id);
        }
    }

    private final LinkedHashMap<Long, Kept> orders = new LinkedHashMap<>();

    synchronized void told(long id, Map<String, Object> body) {
        var told = new Kept(id, body);
        orders.merge(id, told, (one, other) -> other.at("updated_at").isBefore(one.at("updated_at")) ? one : other);
        if (orders.size() > KEPT_MAX) {
            orders.pollFirstEntry();
        }
    }

    Reply list(Call call) {
        var asked = ShopifyPage.of(call);
        String field = asked.byPlacing() ? "created_at" : "updated_at";
        List<Kept> page = page(asked, field);
        return asked.reply(
                call,
                page.stream().map(Kept::body).toList(),
                page.isEmpty() ? "" : page.getLast().cursor(field));
    }

    private synchronized List<Kept> page(ShopifyPage asked, String field) {
        return orders.values().stream()
                .filter(order -> !order.at(field).isBefore(asked.from())
                        && !order.at(field).isAfter(asked.to())
                        && order.cursor(field).compareTo(asked.after()) > 0)
                .sorted(Comparator.comparing(order -> order.cursor(field)))
                .limit(asked.size())
                .toList();
    }
}
