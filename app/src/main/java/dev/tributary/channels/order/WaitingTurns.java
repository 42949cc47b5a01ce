package dev.tributary.channels.order;

import dev.tributary.channels.order.WaitingStore.WaitingOrder;
import dev.tributary.channels.order.WaitingStore.WaitingSku;
import dev.tributary.inventory.StockQueue;
import java.util.Collection;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Wakes those who wait in the order in which they stand in the queues of the stock: whoever is first is tried first. */
@Component
class WaitingTurns {

    /** Behind them somebody is woken when they have taken theirs, which is news of stock again. */
    private static final int WOKEN_MAX = 1_000;

    private final WaitingStore store;
    private final StockQueue queue;

    WaitingTurns(WaitingStore store, StockQueue queue) {
        this.store = store;
        this.queue = queue;
    }

    /** Goods came, or became free. */
    void wake(Collection<WaitingSku> skus) {
        if (!skus.isEmpty()) {
            var awaited = skus.stream()
                    .map(one -> new StockQueue.Awaited(one.merchant(), one.sku()))
                    .toList();
            store.wake(queue.next(awaited, WOKEN_MAX).stream()
                    .map(next -> new WaitingOrder(next.merchant(), next.order()))
                    .toList());
        }
    }

    /**
     * Wakes who stands behind orders that wait no more, or otherwise than before. Either all of it or nothing: what breaks off
     * is found again.
     *
     * @return how many SKUs there were, at most the limit
     */
    @Transactional
    int wakeBehind(int skusAtOnce) {
        var skus = store.takeWayMade(skusAtOnce);
        wake(skus);
        return skus.size();
    }
}
