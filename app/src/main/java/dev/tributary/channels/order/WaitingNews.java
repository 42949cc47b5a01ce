package dev.tributary.channels.order;

import dev.tributary.channels.order.WaitingStore.WaitingLine;
import dev.tributary.channels.order.WaitingStore.WaitingOrder;
import dev.tributary.journal.Event;
import dev.tributary.journal.JournalConsumer;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps the lists of waiting lines and returns as orders tell of them, whichever door they came by, and wakes those a
 * listing helps.
 */
@Component
class WaitingNews implements JournalConsumer {

    private static final String AMENDED = "order.amended.v1";
    private static final String CANCELLED = "order.cancelled.v1";
    private static final String EXPIRED = "order.expired.v1";
    private static final String CATALOG_CHANGED = "catalog.changed.v1";

    private final WaitingStore store;
    private final WaitingTurns turns;
    private final WaitingReturnNews returns;
    private final JsonMapper json;

    WaitingNews(WaitingStore store, WaitingTurns turns, WaitingReturnNews returns, JsonMapper json) {
        this.store = store;
        this.turns = turns;
        this.returns = returns;
        this.json = json;
    }

    @Override
    public String name() {
        return "channels-waiting-lines";
    }

    @Override
    public Set<String> types() {
        return Set.of("order.placed.v1", AMENDED, CANCELLED, EXPIRED, WaitingReturnNews.RETURNED, CATALOG_CHANGED);
    }

    @Override
    public void accept(List<Event> events) {
        var changed = new LinkedHashMap<WaitingOrder, List<WaitingLine>>();
        var madeWay = new HashSet<WaitingOrder>();
        var mapped = new HashSet<MerchantId>();
        for (var event : events) {
            if (event.type().equals(CATALOG_CHANGED)) {
                mapped.add(event.merchant());
            } else if (event.type().equals(CANCELLED) || event.type().equals(EXPIRED)) {
                var order = new WaitingOrder(event.merchant(), order(event));
                madeWay.add(order);
                changed.put(order, List.of());
            } else if (!event.type().equals(WaitingReturnNews.RETURNED) && mayWait(event)) {
                var order = new WaitingOrder(event.merchant(), order(event));
                var waiting = waiting(order, event);
                changed.put(order, waiting);
                // What waits for more than before stands behind others now; for less, it keeps less from them.
                if (event.type().equals(AMENDED) && !waiting.isEmpty()) {
                    madeWay.add(order);
                }
            }
        }
        turns.wakeBehind(madeWay);
        if (!changed.isEmpty()) {
            store.forget(changed.keySet());
            var lines = changed.values().stream().flatMap(List::stream).toList();
            if (!lines.isEmpty()) {
                store.remember(lines);
            }
        }
        if (!mapped.isEmpty()) {
            store.wakeUnmapped(mapped);
        }
        returns.accept(events);
    }

    /** Nearly all orders are placed without waiting: they are told apart without reading them. */
    private static boolean mayWait(Event event) {
        return event.payload().contains("\"WAITING_") || event.type().equals(AMENDED);
    }

    /** The key of an order's events is {@code order/<id>}. */
    private static OrderId order(Event event) {
        return new OrderId(Long.parseLong(event.key().substring(event.key().indexOf('/') + 1)));
    }

    private List<WaitingLine> waiting(WaitingOrder order, Event event) {
        var lines = new ArrayList<WaitingLine>();
        if (event.payload().contains("\"WAITING_")) {
            for (var line : json.readTree(event.payload()).path("lines")) {
                switch (line.path("reservation").asString("")) {
                    case "WAITING_MAPPING" ->
                        lines.add(new WaitingLine(order, line.path("line").asInt(), 0));
                    case "WAITING_STOCK", "WAITING_RECEIPT" ->
                        lines.add(new WaitingLine(
                                order,
                                line.path("line").asInt(),
                                Long.parseLong(line.path("skuId").asString("0"))));
                    default -> {
                        // Met already.
                    }
                }
            }
        }
        return lines;
    }
}
