package dev.tributary.inventory.shortage;

import dev.tributary.journal.Event;
import dev.tributary.journal.Journal;
import dev.tributary.journal.JournalConsumer;
import dev.tributary.journal.NewEvent;
import dev.tributary.kernel.MerchantId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells when a SKU has nothing left at any node, and when it has something again. Rows tell it of themselves, in their
 * own batch; only that news is read here, never every change. What was told last stands in a table, changed in the
 * transaction of the cursor: out and back come in turns, each once. A SKU that is out and back before its news is read
 * was never out.
 */
@Component
class OfferedSkus implements JournalConsumer {

    static final String OUT = "stock.out.v1";
    static final String BACK = "stock.back.v1";

    private final OfferedSkuStore store;
    private final Journal journal;
    private final Clock clock;
    private final JsonMapper json;

    OfferedSkus(OfferedSkuStore store, Journal journal, Clock clock, JsonMapper json) {
        this.store = store;
        this.journal = journal;
        this.clock = clock;
        this.json = json;
    }

    /** A row that has gone out or come back. */
    record Crossed(long merchant, long sku, long node, boolean back) {}

    @Override
    public String name() {
        return "offered-skus";
    }

    @Override
    public Set<String> types() {
        return Set.of(OUT, BACK);
    }

    @Override
    public void accept(List<Event> events) {
        var crossed = new ArrayList<Crossed>();
        for (var event : events) {
            var facts = json.readTree(event.payload());
            // Without a node it is our own news.
            if (facts.has("nodeId")) {
                crossed.add(new Crossed(
                        event.merchant().value(),
                        Long.parseLong(facts.path("skuId").asString()),
                        Long.parseLong(facts.path("nodeId").asString()),
                        event.type().equals(BACK)));
            }
        }
        if (crossed.isEmpty()) {
            return;
        }
        var news = new ArrayList<NewEvent>();
        for (var told : store.update(crossed)) {
            if (isNews(told, crossed)) {
                news.add(event(told));
            }
        }
        if (!news.isEmpty()) {
            journal.append(news);
        }
    }

    /** What is told of a SKU for the first time is news unless other nodes had it all along. */
    private static boolean isNews(OfferedSkuStore.Offered sku, List<Crossed> crossed) {
        if (sku.version() > 1 || !sku.offered()) {
            return true;
        }
        var cameBack = new TreeSet<Long>();
        for (var row : crossed) {
            if (row.merchant() == sku.merchant() && row.sku() == sku.sku()) {
                if (!row.back()) {
                    return false; // It had some when it went out here, and has some now.
                }
                cameBack.add(row.node());
            }
        }
        return cameBack.containsAll(sku.nodes());
    }

    private NewEvent event(OfferedSkuStore.Offered sku) {
        String payload = "{\"skuId\":\"%d\",\"version\":%d,\"occurredAt\":\"%s\"}"
                .formatted(sku.sku(), sku.version(), clock.instant());
        return new NewEvent(
                sku.offered() ? BACK : OUT,
                "stock/" + sku.merchant() + "/" + sku.sku(),
                new MerchantId(sku.merchant()),
                sku.version(),
                payload);
    }
}
