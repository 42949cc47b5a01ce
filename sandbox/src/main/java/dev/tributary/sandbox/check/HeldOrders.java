package dev.tributary.sandbox.check;

import dev.tributary.sandbox.wire.HubClient;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The hub's orders, followed through its list: first all of them, then what changed since. */
final class HeldOrders {

    private static final int PAGE = 200;

    private final HubClient auditor;
    private final Map<String, HeldOrder> byKey = new HashMap<>();
    private final Set<String> twice = new HashSet<>();
    private Instant seenUntil;

    HeldOrders(HubClient auditor, Instant since) {
        this.auditor = auditor;
        this.seenUntil = since;
    }

    void look() throws InterruptedException {
        String first = "/v1/orders?limit=" + PAGE + "&updatedSince=" + seenUntil;
        String path = first;
        while (!path.isEmpty()) {
            JsonNode page = auditor.get(path).orElseThrow("the list of orders").body();
            for (JsonNode item : page.path("items")) {
                add(HeldOrder.of(item));
            }
            String cursor = page.path("nextCursor").asString("");
            path = cursor.isEmpty() ? "" : first + "&cursor=" + cursor;
        }
    }

    private void add(HeldOrder order) {
        String key = SentOrders.key(order.channel(), order.number());
        HeldOrder before = byKey.put(key, order);
        if (before != null && !before.id().equals(order.id())) {
            twice.add(key);
        }
        if (order.updatedAt().isAfter(seenUntil)) {
            seenUntil = order.updatedAt();
        }
    }

    @Nullable
    HeldOrder find(SentOrder sent) {
        return byKey.get(SentOrders.key(sent.channel().code(), sent.number()));
    }

    Collection<HeldOrder> all() {
        return byKey.values();
    }

    int twice() {
        return twice.size();
    }
}
