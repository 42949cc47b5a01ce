package dev.tributary.inventory.lots;

import dev.tributary.database.NodeRoles;
import dev.tributary.database.Role;
import dev.tributary.database.Worker;
import dev.tributary.engine.Lot;
import dev.tributary.inventory.GoodsMoves;
import dev.tributary.inventory.MerchantDays;
import dev.tributary.inventory.StockKey;
import dev.tributary.inventory.StockWork;
import dev.tributary.kernel.MerchantId;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes lots that are too near their end out of what can be sold, by each merchant's day. A row is looked at again under
 * its lock, so nodes that find the same one do no harm. When a rule was eased, people release what may be sold again.
 */
@Component
class LotExpiry extends Worker {

    private static final Logger LOG = LoggerFactory.getLogger(LotExpiry.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(20);
    /** In one transaction, and so behind one another's locks. */
    private static final int ROWS_AT_ONCE = 50;
    /** Of a merchant in a round; the others come in the next. */
    private static final int SLICES_MAX = 200;

    private final ExpiryStore store;
    private final StockWork work;
    private final MerchantDays days;
    private final TransactionTemplate transaction;

    LotExpiry(
            ExpiryStore store,
            StockWork work,
            MerchantDays days,
            NodeRoles roles,
            PlatformTransactionManager transactions) {
        super("lot-expiry", LOOK_EVERY, LOOK_EVERY, roles.plays(Role.ORDERS));
        this.store = store;
        this.work = work;
        this.days = days;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    protected void round() {
        for (var merchant : store.merchants()) {
            days.today(merchant).ifPresent(today -> expire(merchant, today));
        }
    }

    void expire(MerchantId merchant, LocalDate today) {
        var after = Optional.<StockKey>empty();
        for (int i = 0; i < SLICES_MAX; i++) {
            var due = store.due(merchant, today, after, ROWS_AT_ONCE);
            if (due.isEmpty()) {
                return;
            }
            try {
                transaction.executeWithoutResult(status -> expire(merchant, due, today));
            } catch (RuntimeException e) {
                // The rows behind them must not wait for these.
                LOG.warn(
                        "Lots of {} rows from {} on could not be expired and are tried again",
                        due.size(),
                        due.getFirst(),
                        e);
            }
            after = Optional.of(due.getLast());
        }
    }

    private void expire(MerchantId merchant, List<StockKey> due, LocalDate today) {
        var stock = work.lock(due, List.of());
        var rules =
                store.days(merchant, due.stream().map(StockKey::sku).distinct().toList());
        var goods = stock.goods();
        for (var key : due) {
            for (var lot : goods.lots(key)) {
                expire(goods, key, lot, today, rules.of(key.sku()));
            }
        }
        work.write(stock);
    }

    private static void expire(GoodsMoves goods, StockKey key, Lot lot, LocalDate today, int days) {
        var expiresOn = lot.expiresOn();
        if (expiresOn == null || !expiresOn.isBefore(today.plusDays(days))) {
            return;
        }
        long promised = expiresOn.isBefore(today) ? 0 : lot.pinned();
        if (lot.onHand() > promised) {
            String why = "expiry/%s: %s, to be good for %d days".formatted(lot.number(), expiresOn, days);
            goods.expire(key, lot, lot.onHand() - promised, why);
        }
    }
}
