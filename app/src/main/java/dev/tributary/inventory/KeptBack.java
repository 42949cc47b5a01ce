package dev.tributary.inventory;

import dev.tributary.database.Columns;
import dev.tributary.engine.StockRow;
import dev.tributary.kernel.MerchantId;
import dev.tributary.leases.Field;
import dev.tributary.leases.Lease;
import dev.tributary.leases.LeaseId;
import dev.tributary.leases.LeaseScope;
import dev.tributary.leases.Leases;
import dev.tributary.leases.Subject;
import dev.tributary.leases.Suspensions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What leases keep back of one batch. Which leases there may be is known from memory, so that without any a batch asks
 * nobody; one that is named is asked for in the batch's transaction, and cannot end before it has committed.
 */
final class KeptBack {

    private record Of(StockKey key, Field field) {}

    /** @param whole the last telling was absolute, or came upon one that was */
    private record Shadow(String kind, long told, long difference, boolean whole, String cause, long version) {}

    private final Suspensions suspensions;
    private final Leases leases;
    private final Map<List<LeaseId>, Boolean> asked = new HashMap<>();
    private final Map<MerchantId, List<Lease>> allowances = new HashMap<>();
    private final Map<Of, Shadow> shadows = new LinkedHashMap<>();
    private final List<StockChange> tellings = new ArrayList<>();

    KeptBack(Suspensions suspensions, Leases leases) {
        this.suspensions = suspensions;
        this.leases = leases;
    }

    /** True when the change became a shadow value instead. */
    boolean keeps(StockChange change, StockRow row) {
        return switch (change.kind()) {
            case RECEIVE, ADJUST -> synced(change, Field.ON_HAND) && keep(change, row, change.units(), false);
            case COUNT -> synced(change, Field.ON_HAND) && keep(change, row, change.units() - row.onHand(), true);
            case SAFETY -> synced(change, Field.SAFETY) && keep(change, row, 0, true);
            case ALLOWANCE -> isAllowed(change.key()) && keep(change, row, 0, true);
        };
    }

    /** Whether what is told of the units on hand is kept back. */
    boolean isSuspended(StockKey key) {
        return suspended(key, Field.ON_HAND);
    }

    /** Whether this batch has kept back what was told of the units on hand. */
    boolean has(StockKey key) {
        return !shadows.isEmpty() && shadows.containsKey(new Of(key, Field.ON_HAND));
    }

    /** Of a snapshot's number, replayed; nothing when a count that is kept back knows better. */
    void keep(StockSnapshot snapshot, StockSnapshot.Row line, StockRow row) {
        if (line.verdict() != StockSnapshot.Verdict.KEPT_BACK) {
            return;
        }
        long difference = line.said() + line.since() - row.onHand();
        shadows.put(
                new Of(line.key(), Field.ON_HAND),
                new Shadow("SNAPSHOT", line.said(), difference, true, snapshot.cause(), row.version()));
    }

    private boolean synced(StockChange change, Field field) {
        return change.source() == StockChange.Source.SYNC && suspended(change.key(), field);
    }

    private boolean suspended(StockKey key, Field field) {
        var target = new LeaseScope.Target(Optional.empty(), key.node(), key.sku(), field);
        var covering = suspensions.covering(key.merchant(), Subject.STOCK_IN, target);
        return !covering.isEmpty()
                && asked.computeIfAbsent(
                        covering, ids -> !suspensions.held(key.merchant(), ids).isEmpty());
    }

    /** Seldom asked, so the database answers; allowances come and go under the row's lock, which we have. */
    private boolean isAllowed(StockKey key) {
        return allowances.computeIfAbsent(key.merchant(), merchant -> leases.open(merchant, Subject.OVERSELL)).stream()
                .anyMatch(lease -> lease.scope().equals(LeaseScope.row(key.sku(), key.node())));
    }

    private boolean keep(StockChange change, StockRow row, long difference, boolean whole) {
        if (field(change.kind()) == Field.ON_HAND) {
            tellings.add(change);
        }
        shadows.merge(
                new Of(change.key(), field(change.kind())),
                new Shadow(change.kind().name(), change.units(), difference, whole, change.cause(), row.version()),
                (before, now) -> now.whole
                        ? now
                        : new Shadow(
                                now.kind,
                                now.told,
                                before.difference + now.difference,
                                before.whole,
                                now.cause,
                                now.version));
        return true;
    }

    private static Field field(StockChange.Kind kind) {
        return switch (kind) {
            case RECEIVE, COUNT, ADJUST -> Field.ON_HAND;
            case SAFETY -> Field.SAFETY;
            case ALLOWANCE -> Field.ALLOWANCE;
        };
    }

    /** In the order of {@link ShadowStore#TELLING}. */
    Columns tellings() {
        var columns = new Columns();
        var merchant = columns.longs();
        var sku = columns.longs();
        var node = columns.longs();
        var units = columns.longs();
        var counted = columns.flags();
        for (var told : tellings) {
            merchant.add(told.key().merchant().value());
            sku.add(told.key().sku().value());
            node.add(told.key().node().value());
            units.add(told.units());
            counted.add(told.kind() == StockChange.Kind.COUNT);
        }
        return columns;
    }

    /** In the order of {@link ShadowStore#TELL}. */
    Columns columns() {
        var columns = new Columns();
        var merchant = columns.longs();
        var sku = columns.longs();
        var node = columns.longs();
        var field = columns.texts();
        var kind = columns.texts();
        var told = columns.longs();
        var difference = columns.longs();
        var whole = columns.flags();
        var cause = columns.texts();
        var version = columns.longs();
        shadows.forEach((of, shadow) -> {
            merchant.add(of.key().merchant().value());
            sku.add(of.key().sku().value());
            node.add(of.key().node().value());
            field.add(of.field().name());
            kind.add(shadow.kind());
            told.add(shadow.told());
            difference.add(shadow.difference());
            whole.add(shadow.whole());
            cause.add(shadow.cause());
            version.add(shadow.version());
        });
        return columns;
    }
}
