package dev.tributary.openapi.erp;

import dev.tributary.journal.Event;
import dev.tributary.journal.JournalConsumer;
import dev.tributary.kernel.OrderId;
import dev.tributary.openapi.erp.SyncStore.Heard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Keeps the list of orders for the ERP: those that are paid and not over. */
@Component
class SyncNews implements JournalConsumer {

    private static final int PARTITIONS = 2;
    private static final String PLACED = "order.placed.v1";

    private final SyncStore store;
    private final JsonMapper json;

    SyncNews(SyncStore store, JsonMapper json) {
        this.store = store;
        this.json = json;
    }

    @Override
    public String name() {
        return "openapi-erp-sync";
    }

    @Override
    public Set<String> types() {
        return Set.of(
                PLACED,
                "order.paid.v1",
                "order.amended.v1",
                "order.cancelled.v1",
                "order.expired.v1",
                "order.shipped.v1",
                "order.decided.v1");
    }

    @Override
    public int partitions() {
        return PARTITIONS;
    }

    @Override
    public void accept(List<Event> events) {
        var latest = new LinkedHashMap<String, Heard>();
        for (var event : events) {
            if (!placedUnpaid(event)) {
                latest.put(event.key(), heard(event));
            }
        }
        if (!latest.isEmpty()) {
            store.hear(List.copyOf(latest.values()));
        }
    }

    /** Nothing came before it, and nothing follows from it: it is told apart without reading it. */
    private static boolean placedUnpaid(Event event) {
        return event.type().equals(PLACED) && !event.payload().contains("\"PAID\"");
    }

    private Heard heard(Event event) {
        JsonNode order = json.readTree(event.payload());
        boolean wanted = "PAID".equals(order.path("payment").asString(""))
                && !"CANCELLED".equals(order.path("state").asString(""));
        return new Heard(
                event.merchant(),
                new OrderId(Long.parseLong(order.path("orderId").asString())),
                event.version(),
                wanted);
    }
}
