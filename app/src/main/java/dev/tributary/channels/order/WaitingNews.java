package dev.tributary.channels.order;

import dev.tributary.channels.order.WaitingStore.WaitingLine;
import dev.tributary.channels.order.WaitingStore.WaitingOrder;
import dev.tributary.channels.order.WaitingStore.WaitingSku;
import dev.tributary.journal.Event;
import dev.tributary.journal.JournalConsumer;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps the lists of waiting lines and returns as orders tell of them, whichever door they came by, wakes those a listing
 * helps, and notes behind whom somebody is to be woken: {@link WaitingLines} does it, for that locks lines of others.
 */
@Component
class WaitingNews implements JournalConsumer {

    private static final String AMENDED = "order.amended.v1";
    private static final String CANCELLED = "order.cancelled.v1";
    private static final String EXPIRED = "order.expired.v1";
    private static final String CATALOG_CHANGED = "catalog.changed.v1";

    private final WaitingStore store;
    private final WaitingReturnNews returns;
    private final JsonMapper json;

    WaitingNews(WaitingStore store, WaitingReturnNews returns, JsonMapper json) {
        this.store = store;
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
        var wanted = new HashSet<WaitingSku>();
        var mapped = new HashSet<MerchantId>();
        for (var event : events) {
            if (event.type().equals(CATALOG_CHANGED)) {
                mapped.add(event.merchant());
            } else if (event.type().equals(CANCELLED) || event.type().equals(EXPIRED)) {
                var order = new WaitingOrder(event.merchant(), order(event));
                madeWay.add(order);
                wanted.addAll(skus(changed.put(order, List.of())));
            } else if (!event.type().equals(WaitingReturnNews.RETURNED) && mayWait(event)) {
                var order = new WaitingOrder(event.merchant(), order(event));
                var waiting = waiting(order, event);
                var before = changed.put(order, waiting);
                // What waits for more than before stands behind others now; for less, or no more, it keeps less from
                // them.
                if (event.type().equals(AMENDED) && (!waiting.isEmpty() || mayHaveLeft(event))) {
                    madeWay.add(order);
                    wanted.addAll(skus(before));
                }
            }
        }
        if (!madeWay.isEmpty()) {
            store.madeWay(madeWay, wanted);
        }
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

    /** What an order waited for that has come with the same news. */
    private static List<WaitingSku> skus(@Nullable List<WaitingLine> lines) {
        return Stream.ofNullable(lines)
                .flatMap(List::stream)
                .filter(line -> line.sku() != 0)
                .map(line -> new WaitingSku(line.order().merchant(), new SkuId(line.sku())))
                .toList();
    }

    /** Nearly all orders are placed without waiting: they are told apart without reading them. */
    private static boolean mayWait(Event event) {
        return event.payload().contains("\"WAITING_") || event.type().equals(AMENDED);
    }

    /** Of a line that was served nobody hears here: others had to leave its goods to it all the same. */
    private static boolean mayHaveLeft(Event event) {
        return event.payload().contains("\"RELEASED\"");
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
