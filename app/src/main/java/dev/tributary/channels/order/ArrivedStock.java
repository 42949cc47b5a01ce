package dev.tributary.channels.order;

import dev.tributary.channels.order.WaitingStore.WaitingSku;
import dev.tributary.journal.Event;
import dev.tributary.journal.JournalListener;
import dev.tributary.kernel.SkuId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Hears of stock, and of quotas that leave more than before, and remembers those SKUs some order waits for; costs next to nothing while none waits. */
@Component
class ArrivedStock implements JournalListener {

    private static final String STOCK_CHANGED = "stock.changed.v1";
    private static final String QUOTA_CHANGED = "quota.changed.v1";
    private static final Pattern NOTHING = Pattern.compile("\"available\"\\s*:\\s*0\\s*[,}]");

    private static final Pattern FREED = Pattern.compile("\"freed\"\\s*:\\s*true");

    private volatile Set<WaitingSku> awaited = Set.of();
    private final Set<WaitingSku> arrived = ConcurrentHashMap.newKeySet();

    @Override
    public Set<String> types() {
        return Set.of(STOCK_CHANGED, QUOTA_CHANGED);
    }

    @Override
    public void accept(List<Event> events) {
        if (awaited.isEmpty()) {
            return;
        }
        for (var event : events) {
            // stock/<merchant>/<sku>/<node>, quota/<merchant>/<sku>/<quota>
            var key = event.key().split("/", -1);
            if (key.length == 4 && key[2].matches("\\d{1,18}")) {
                var sku = new WaitingSku(event.merchant(), new SkuId(Long.parseLong(key[2])));
                if (awaited.contains(sku) && brings(event)) {
                    arrived.add(sku);
                }
            }
        }
    }

    private static boolean brings(Event event) {
        return event.type().equals(QUOTA_CHANGED)
                ? FREED.matcher(event.payload()).find()
                : !NOTHING.matcher(event.payload()).find();
    }

    void await(Collection<WaitingSku> skus) {
        awaited = Set.copyOf(skus);
    }

    /** At most so many; the others stay for the next time. */
    Collection<WaitingSku> take(int limit) {
        var taken = arrived.stream().limit(limit).toList();
        taken.forEach(arrived::remove);
        return taken;
    }

    /** What was taken and came to nothing. */
    void putBack(Collection<WaitingSku> skus) {
        arrived.addAll(skus);
    }
}
