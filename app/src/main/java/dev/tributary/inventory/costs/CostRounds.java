package dev.tributary.inventory.costs;

import dev.tributary.database.Background;
import dev.tributary.database.NodeRoles;
import dev.tributary.database.Role;
import dev.tributary.database.Worker;
import dev.tributary.kernel.MerchantId;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Counts on behind the rows that moved, of merchants who want to know: some hundred rows looked at each round, and after
 * each row a rest nine times as long as it took, so that orders are never delayed. Several nodes at it skip each other's rows.
 */
@Component
class CostRounds extends Worker {

    private static final Logger LOG = LoggerFactory.getLogger(CostRounds.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int ROWS = 500;

    private final CostStore store;
    private final CostCounting counting;

    CostRounds(CostStore store, CostCounting counting, NodeRoles roles) {
        super("stock-costs", PAUSE, PAUSE, roles.plays(Role.ORDERS));
        this.store = store;
        this.counting = counting;
    }

    @Override
    protected void round() {
        for (var merchant : store.merchants()) {
            if (isRunning()) {
                Background.run(() -> round(merchant));
            }
        }
    }

    private void round(MerchantId merchant) {
        var rows = store.next(merchant, ROWS);
        for (var row : rows) {
            if (row.behind() && isRunning()) {
                count(merchant, row);
            }
        }
        if (rows.size() < ROWS) {
            store.advance(merchant, 0, 0);
        } else {
            store.advance(merchant, rows.getLast().skuId(), rows.getLast().nodeId());
        }
    }

    private void count(MerchantId merchant, CostStore.Behind row) {
        long begin = System.nanoTime();
        try {
            counting.count(CostStore.key(merchant, row));
        } catch (RuntimeException e) {
            LOG.warn("costs of {} are counted again later", row, e);
        }
        rest(9 * (System.nanoTime() - begin));
    }

    private static void rest(long nanos) {
        try {
            Thread.sleep(Duration.ofNanos(nanos));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
