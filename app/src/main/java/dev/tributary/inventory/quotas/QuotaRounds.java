package dev.tributary.inventory.quotas;

import dev.tributary.database.Sweep;
import dev.tributary.database.Worker;
import dev.tributary.inventory.ChannelQuota;
import dev.tributary.inventory.quotas.QuotaStore.Due;
import dev.tributary.kernel.MerchantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Begins and ends quotas when their time has come; nodes may find the same one, which does no harm. */
@Component
class QuotaRounds extends Worker {

    private static final Logger LOG = LoggerFactory.getLogger(QuotaRounds.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final Duration FORGET_EVERY = Duration.ofHours(1);
    /** So long people may ask why something was refused. */
    private static final Duration KEPT = Duration.ofDays(90);

    private static final int SLICE = 200;

    private final QuotaStore store;
    private final QuotaBook book;
    private final PromiseCount promises;
    private final Clock clock;
    private Instant forgetNext = Instant.EPOCH;

    QuotaRounds(QuotaStore store, QuotaBook book, PromiseCount promises, Clock clock) {
        super("quotas", LOOK_EVERY, LOOK_EVERY, true);
        this.store = store;
        this.book = book;
        this.promises = promises;
        this.clock = clock;
    }

    @Override
    protected void round() {
        var now = clock.instant();
        store.over(now, SLICE).forEach(over -> trying(over, () -> book.expire(over.merchant(), over.quota())));
        store.due(now, SLICE).stream()
                .collect(Collectors.groupingBy(Due::merchant))
                .forEach(this::begin);
        if (!now.isBefore(forgetNext)) {
            forgetNext = now.plus(FORGET_EVERY);
            Sweep.inPieces(limit -> store.forget(now.minus(KEPT), limit));
        }
    }

    /** What is promised is read once for all that begin together. */
    private void begin(MerchantId merchant, List<Due> due) {
        var skus = due.stream().map(one -> one.quota().sku()).distinct().toList();
        var held = promises.before(merchant, skus);
        due.forEach(one -> trying(one, () -> book.begin(merchant, one.quota(), held)));
    }

    /** One that fails holds no other up. */
    private void trying(Due due, Runnable work) {
        if (!isRunning()) {
            return;
        }
        try {
            work.run();
        } catch (RuntimeException e) {
            ChannelQuota quota = due.quota();
            LOG.warn("quota {} of merchant {} waits to begin or to end", quota.code(), due.merchant(), e);
        }
    }
}
