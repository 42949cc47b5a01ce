package dev.tributary.channels.order;

import dev.tributary.channels.order.WaitingReturnStore.AwaitedSale;
import dev.tributary.channels.order.WaitingReturnStore.WaitingReturn;
import dev.tributary.journal.Event;
import dev.tributary.kernel.MerchantId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Keeps the list of returns that wait as they tell of themselves, and wakes those a listing or a sale helps. */
@Component
class WaitingReturnNews {

    static final String RETURNED = "order.returned.v1";
    private static final String PLACED = "order.placed.v1";
    private static final String CATALOG_CHANGED = "catalog.changed.v1";
    /** What is awaited beyond that is met by the growing pauses. */
    private static final int AWAITED_MAX = 10_000;

    private final WaitingReturnStore store;
    private final JsonMapper json;

    WaitingReturnNews(WaitingReturnStore store, JsonMapper json) {
        this.store = store;
        this.json = json;
    }

    void accept(List<Event> events) {
        var waiting = new LinkedHashMap<Long, WaitingReturn>();
        var mapped = new HashSet<MerchantId>();
        var placed = new LinkedHashMap<MerchantId, List<Event>>();
        for (var event : events) {
            switch (event.type()) {
                case RETURNED -> {
                    var told = waiting(event);
                    if (told.unmapped() || !told.sale().isEmpty()) {
                        waiting.put(told.id(), told);
                    } else {
                        waiting.remove(told.id());
                        store.forget(told.merchant(), told.id());
                    }
                }
                case CATALOG_CHANGED -> mapped.add(event.merchant());
                case PLACED ->
                    placed.computeIfAbsent(event.merchant(), merchant -> new ArrayList<>())
                            .add(event);
                default -> {
                    // Of a sale that has come nothing more is awaited.
                }
            }
        }
        if (!waiting.isEmpty()) {
            store.remember(List.copyOf(waiting.values()));
        }
        if (!mapped.isEmpty()) {
            store.wakeUnmapped(mapped);
        }
        if (!placed.isEmpty()) {
            wakeSold(placed);
        }
    }

    /** Nearly always no return awaits a sale, and orders are not read for it. */
    private void wakeSold(Map<MerchantId, List<Event>> placed) {
        var awaited = store.awaited(placed.keySet(), AWAITED_MAX);
        if (awaited.isEmpty()) {
            return;
        }
        var came = new HashSet<AwaitedSale>();
        placed.forEach((merchant, events) -> events.forEach(event -> {
            var order = json.readTree(event.payload());
            var sale = new AwaitedSale(
                    merchant, channel(order), order.path("number").asString(""));
            if (awaited.contains(sale)) {
                came.add(sale);
            }
        }));
        if (!came.isEmpty()) {
            store.wakeSold(came);
        }
    }

    private WaitingReturn waiting(Event event) {
        var told = json.readTree(event.payload());
        boolean unmapped = false;
        for (var line : told.path("lines")) {
            unmapped |= !line.has("skuId");
        }
        return new WaitingReturn(
                event.merchant(),
                Long.parseLong(told.path("returnId").asString()),
                channel(told),
                told.has("orderId") ? "" : told.path("original").asString(""),
                unmapped);
    }

    private static long channel(JsonNode told) {
        return Long.parseLong(told.path("channelId").asString("0"));
    }
}
