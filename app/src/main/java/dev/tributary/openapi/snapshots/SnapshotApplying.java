package dev.tributary.openapi.snapshots;

import dev.tributary.database.Background;
import dev.tributary.inventory.Snapshots;
import dev.tributary.inventory.StockSnapshot;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.openapi.erp.Rejections;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderIntake;
import dev.tributary.orders.OrderIntake.Lane;
import dev.tributary.orders.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Has received lines applied part by part, one part at a time and behind single orders. What of a snapshot has been applied
 * stands in the database with the stock itself, so whoever goes on, goes on there: the same call again, or the hub after a
 * restart. Two who do so at once do no harm, for a part has one effect.
 */
@Component
class SnapshotApplying {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotApplying.class);

    private static final int TRIES_MAX = 100;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int RESUMED_AT_ONCE = 10;

    private final Snapshots snapshots;
    private final OrderIntake intake;
    private final Set<Long> underWay = ConcurrentHashMap.newKeySet();

    SnapshotApplying(Snapshots snapshots, OrderIntake intake) {
        this.snapshots = snapshots;
        this.intake = intake;
    }

    void apply(MerchantId merchant, long id) {
        Background.run(() -> apply(merchant, id, () -> true));
    }

    /** @param goesOn is asked before each part */
    private void apply(MerchantId merchant, long id, BooleanSupplier goesOn) {
        var applying = snapshots.startApplying(merchant, id);
        underWay.add(id);
        try {
            var snapshot = applying.snapshot();
            var part = snapshots.next(snapshot);
            while (!part.isEmpty()) {
                if (!goesOn.getAsBoolean()) {
                    return;
                }
                apply(applying, part);
                part = snapshots.next(snapshot);
            }
            snapshots.finish(snapshot);
        } finally {
            underWay.remove(id);
        }
    }

    void applySoon(MerchantId merchant, long id) {
        snapshots.startApplying(merchant, id);
        Thread.ofVirtual().name("snapshot-" + id).start(() -> goOn(merchant, id, () -> true));
    }

    /** Goes on with those that stopped half-way, one after the other, which may take minutes. */
    void resume(Instant receivedBefore, BooleanSupplier goesOn) {
        for (var left : snapshots.underWay(receivedBefore, RESUMED_AT_ONCE)) {
            if (goesOn.getAsBoolean() && !underWay.contains(left.id())) {
                goOn(left.merchant(), left.id(), goesOn);
            }
        }
    }

    private void goOn(MerchantId merchant, long id, BooleanSupplier goesOn) {
        try {
            Background.run(() -> apply(merchant, id, goesOn));
        } catch (ProblemException busy) {
            LOG.warn("Snapshot {} waits to be applied: {}", id, busy.getMessage());
        } catch (RuntimeException failed) {
            LOG.error("Snapshot {} could not be applied, and is tried again", id, failed);
        }
    }

    private void apply(Snapshots.Applying applying, List<StockSnapshot.Line> part) {
        String name = Integer.toString(part.getFirst().place());
        var outcome = submit(new Command.ApplySnapshot(applying.snapshot(), name, applying.contentHash(), part));
        if (!(outcome instanceof Outcome.SnapshotDone)) {
            throw Rejections.of(outcome);
        }
    }

    private Outcome submit(Command command) {
        for (int attempt = 1; ; attempt++) {
            try {
                return intake.submit(command, Lane.BULK).join();
            } catch (ProblemException full) {
                if (full.problem() != Problem.OVERLOADED || attempt == TRIES_MAX) {
                    throw full;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ProblemException(Problem.UNAVAILABLE, "The hub is stopping; send this again in a moment.");
        }
    }
}
