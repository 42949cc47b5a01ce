package dev.tributary.inventory.quotas;

import dev.tributary.database.Worker;
import dev.tributary.inventory.Quotas;
import dev.tributary.inventory.StockKey;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Holds quotas against promises for ever, one SKU at a time, and rests sixty times as long as each took. Read without a
 * lock they may differ by a race; only then the rows are locked, which decides, and what is wrong is put right.
 */
@Component
public class QuotaRecount extends Worker {

    private static final Logger LOG = LoggerFactory.getLogger(QuotaRecount.class);
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final int REST = 60;

    private final QuotaStore store;
    private final PromiseCount promises;
    private final QuotaBook book;
    private final Counter drifts;
    private long merchant;
    private long sku;
    private long id;
    private long restUntil = System.nanoTime();

    QuotaRecount(QuotaStore store, PromiseCount promises, QuotaBook book, MeterRegistry meters) {
        super("quota-recount", FIRST, LOOK_EVERY, true);
        this.store = store;
        this.promises = promises;
        this.book = book;
        this.drifts = Counter.builder("tributary.quota.drift")
                .description("quotas whose use was not what their channels hold, put right")
                .register(meters);
    }

    @Override
    protected void round() {
        long began = System.nanoTime();
        if (began - restUntil < 0) {
            return;
        }
        var next = store.inForce(merchant, sku, id, 1);
        if (next.isEmpty()) {
            merchant = 0;
            sku = 0;
            id = 0;
            return;
        }
        var quota = next.getFirst();
        merchant = quota.merchant().value();
        sku = quota.sku().value();
        id = quota.id();
        recount(quota);
        long took = System.nanoTime() - began;
        restUntil = began + took * (1 + REST);
    }

    /** Those that count at the row, at once: what is held of it was put right by a repair, and they did not hear of it. */
    public void recount(StockKey key) {
        long ofMerchant = key.merchant().value();
        store.inForce(ofMerchant, key.sku().value(), 0, Quotas.OF_SKU_MAX).stream()
                .filter(quota ->
                        quota.merchant().equals(key.merchant()) && quota.sku().equals(key.sku()))
                .filter(quota -> quota.node() == 0 || quota.node() == key.node().value())
                .forEach(this::recount);
    }

    /** True when it was wrong. */
    boolean recount(QuotaRow quota) {
        var held = promises.before(quota.merchant(), List.of(quota.sku()));
        if (PromiseCount.open(held, quota) == quota.open()) {
            return false;
        }
        boolean wrong = book.recount(quota, held);
        if (wrong) {
            drifts.increment();
            LOG.warn("quota {} of merchant {} did not say what its channels hold", quota.id(), quota.merchant());
        }
        return wrong;
    }
}
