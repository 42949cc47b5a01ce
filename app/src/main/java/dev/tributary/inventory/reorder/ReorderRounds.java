package dev.tributary.inventory.reorder;

import dev.tributary.database.Background;
import dev.tributary.database.NodeRoles;
import dev.tributary.database.Role;
import dev.tributary.database.Sweep;
import dev.tributary.database.Worker;
import dev.tributary.inventory.MerchantZones;
import dev.tributary.inventory.reorder.TurnStore.Job;
import dev.tributary.inventory.reorder.TurnStore.Place;
import dev.tributary.kernel.MerchantId;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Goes through every merchant's rows, now and then: gathers what was sold, makes forecasts once a day of the merchant,
 * opens and closes alerts. Each slice is a short transaction with a rest behind it, and whichever node comes first does it.
 */
@Component
class ReorderRounds extends Worker {

    private static final int SLICES_MAX = 2_000;
    /** Each slice is followed by a rest of so many times its length. */
    private static final int REST = 10;

    private static final int SALES_DAYS = 400;

    private final TurnStore turns;
    private final SalesStore sales;
    private final ForecastMaking forecasts;
    private final AlertMaking alerts;
    private final AlertStore alertStore;
    private final MerchantZones zones;
    private final Clock clock;
    private final TransactionTemplate transaction;

    ReorderRounds(
            TurnStore turns,
            SalesStore sales,
            ForecastMaking forecasts,
            AlertMaking alerts,
            AlertStore alertStore,
            MerchantZones zones,
            Clock clock,
            PlatformTransactionManager transactions,
            NodeRoles node,
            @Value("${tributary.inventory.reorder-after:PT2M}") Duration after,
            @Value("${tributary.inventory.reorder-every:PT5M}") Duration every) {
        super("reorder", after, every, node.plays(Role.ANALYTICS));
        this.turns = turns;
        this.sales = sales;
        this.forecasts = forecasts;
        this.alerts = alerts;
        this.alertStore = alertStore;
        this.zones = zones;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    protected void round() {
        Background.run(this::gatherAndForecast);
    }

    private void gatherAndForecast() {
        for (var merchant : turns.merchants()) {
            round(merchant);
        }
        Sweep.inPieces(alertStore::forget);
        var oldest = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(SALES_DAYS);
        Sweep.inPieces(limit -> sales.forget(oldest, limit));
    }

    void round(MerchantId merchant) {
        var zone = zones.zone(merchant);
        var today = LocalDate.ofInstant(clock.instant(), zone);
        walk(merchant, Job.GATHER, Optional.empty(), at -> sales.gather(merchant, zone, at));
        walk(merchant, Job.FORECAST, Optional.of(today), at -> forecasts.next(merchant, today, at));
        walk(merchant, Job.ALERT, Optional.empty(), at -> alerts.next(merchant, today, at));
    }

    /**
     * @param day for which once is enough; empty for a job that every round does
     * @param slice does the rows behind a place and answers where to go on, empty behind the last
     */
    private void walk(MerchantId merchant, Job job, Optional<LocalDate> day, Function<Place, Optional<Place>> slice) {
        boolean more = true;
        for (int i = 0; more && i < SLICES_MAX && isRunning(); i++) {
            long start = System.nanoTime();
            more = Boolean.TRUE.equals(transaction.execute(status -> step(merchant, job, day, slice)));
            if (more) {
                LockSupport.parkNanos(REST * (System.nanoTime() - start));
            }
        }
    }

    private boolean step(
            MerchantId merchant, Job job, Optional<LocalDate> day, Function<Place, Optional<Place>> slice) {
        var turn = turns.take(merchant, job);
        if (turn.isEmpty() || (day.isPresent() && turn.get().doneOn().equals(day))) {
            return false;
        }
        var next = slice.apply(turn.get().at());
        turns.move(merchant, job, next.orElse(Place.BEGIN), next.isPresent() ? Optional.empty() : day);
        return next.isPresent();
    }
}
