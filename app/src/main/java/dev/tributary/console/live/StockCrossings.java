package dev.tributary.console.live;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.Sku;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.journal.Event;
import dev.tributary.journal.JournalListener;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What ran out and came back last, of each merchant, since this node started. */
@Component
class StockCrossings implements JournalListener {

    private static final int KEPT = 10;
    private static final int MERCHANTS_MAX = 1_000;
    private static final String OUT = "stock.out.v1";
    private static final String BACK = "stock.back.v1";

    private final Cache<MerchantId, Deque<Event>> latest =
            Caffeine.newBuilder().maximumSize(MERCHANTS_MAX).build();
    private final JsonMapper json;
    private final Catalog catalog;
    private final Nodes nodes;

    StockCrossings(JsonMapper json, Catalog catalog, Nodes nodes) {
        this.json = json;
        this.catalog = catalog;
        this.nodes = nodes;
    }

    /** @param node empty where it is about all of them */
    record Crossing(Instant at, boolean back, String sku, Optional<String> node) {}

    @Override
    public Set<String> types() {
        return Set.of(OUT, BACK);
    }

    /** Keeps them as they came: thousands may come at once, and only who looks needs names. */
    @Override
    public void accept(List<Event> events) {
        for (var event : events) {
            var kept = latest.get(event.merchant(), first -> new ArrayDeque<>());
            synchronized (kept) {
                kept.addFirst(event);
                if (kept.size() > KEPT) {
                    kept.removeLast();
                }
            }
        }
    }

    List<Crossing> latest(MerchantId merchant) {
        var kept = latest.getIfPresent(merchant);
        if (kept == null) {
            return List.of();
        }
        List<Event> events;
        synchronized (kept) {
            events = new ArrayList<>(kept);
        }
        return events.stream().map(this::crossing).toList();
    }

    private Crossing crossing(Event event) {
        var facts = json.readTree(event.payload());
        String sku = facts.path("skuId").asString();
        var node = Optional.of(facts.path("nodeId").asString("")).filter(id -> !id.isEmpty());
        return new Crossing(
                event.appendedAt(),
                event.type().equals(BACK),
                catalog.sku(event.merchant(), new SkuId(Long.parseLong(sku)))
                        .map(Sku::code)
                        .orElse(sku),
                node.map(id -> nodes.node(event.merchant(), new NodeId(Long.parseLong(id)))
                        .map(Node::name)
                        .orElse(id)));
    }
}
