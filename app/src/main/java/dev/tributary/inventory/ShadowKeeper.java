package dev.tributary.inventory;

import dev.tributary.inventory.ShadowStore.Place;
import dev.tributary.inventory.ShadowStore.Shadow;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.ProblemException;
import dev.tributary.leases.Drift;
import dev.tributary.leases.Field;
import dev.tributary.leases.Lease;
import dev.tributary.leases.LeaseKeeper;
import dev.tributary.leases.LeaseScope;
import dev.tributary.leases.Leases;
import dev.tributary.leases.Resume;
import dev.tributary.leases.Subject;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Settles what an ERP told while a lease kept it back. Applied, a number comes to what it would be had it counted when it
 * was told: sales since then stay sold. What another lease covers too waits for the last of them.
 */
@Component
class ShadowKeeper implements LeaseKeeper {

    private static final int SLICE = 500;
    private static final int CAUSE_MAX = 80;

    private final ShadowStore shadows;
    private final StockWork work;
    private final Leases leases;
    private final TransactionOperations transactions;

    ShadowKeeper(ShadowStore shadows, StockWork work, Leases leases, TransactionOperations transactions) {
        this.shadows = shadows;
        this.work = work;
        this.leases = leases;
        this.transactions = transactions;
    }

    @Override
    public Set<Subject> subjects() {
        return Set.of(Subject.STOCK_IN);
    }

    @Override
    public Settled settle(Lease lease) {
        var done = new Done();
        var after = Place.BEGIN;
        List<Shadow> slice;
        do {
            slice = shadows.page(lease.merchant(), lease.scope(), fields(lease), after, SLICE);
            if (!slice.isEmpty()) {
                var seen = slice;
                var from = after;
                transactions.executeWithoutResult(status -> settle(lease, seen, from, done));
                after = Place.of(slice.getLast());
            }
        } while (slice.size() == SLICE);
        return new Settled(Settled.Progress.DONE, done.inWords(lease.resume()));
    }

    /** How many numbers became what. */
    private static final class Done {
        private int settled;
        private int asTheyWere;
        private int counted;
        private int left;
        private long units;

        String inWords(Resume resume) {
            String others = left == 0 ? "" : ", %d left to other leases".formatted(left);
            return resume == Resume.DISCARD
                    ? "%d number(s) discarded%s".formatted(settled, others)
                    : "%d number(s) applied, on hand %+d; %d changed nothing, %d counted since%s"
                            .formatted(settled, units, asTheyWere, counted, others);
        }
    }

    /** Whoever tells a shadow value holds its row's lock: behind that lock it is read again. */
    private void settle(Lease lease, List<Shadow> seen, Place from, Done done) {
        var keys = new HashSet<StockKey>();
        seen.forEach(shadow -> keys.add(shadow.key()));
        var stock = work.lock(keys, List.of());
        var others = others(lease, leases.hold(lease.merchant(), Subject.STOCK_IN));
        var settled = shadows.page(lease.merchant(), lease.scope(), fields(lease), from, seen.size()).stream()
                .filter(shadow -> keys.contains(shadow.key()))
                .filter(shadow -> !isCovered(shadow, others))
                .toList();
        done.left += seen.size() - settled.size();
        for (var shadow : settled) {
            if (lease.resume() == Resume.DISCARD) {
                done.settled++;
            } else {
                apply(lease, shadow, stock, done);
            }
        }
        shadows.take(lease.merchant(), settled);
        work.write(stock);
    }

    private static void apply(Lease lease, Shadow shadow, StockBatch stock, Done done) {
        long change = shadow.without() - shadow.inEffect();
        if (shadow.countedSince()) {
            done.counted++;
        } else if (change == 0) {
            done.asTheyWere++;
        } else {
            stock.resume(shadow.key(), shadow.field(), shadow.without(), cause(lease, shadow.cause()));
            done.settled++;
            done.units += shadow.field() == Field.ON_HAND ? change : 0;
        }
    }

    static String cause(Lease lease, String told) {
        String cause = "lease/%s %s".formatted(lease.id(), told);
        return cause.length() <= CAUSE_MAX ? cause : cause.substring(0, CAUSE_MAX);
    }

    @Override
    public Page<Drift> drift(Lease lease, Optional<String> cursor, int limit) {
        var found = shadows.page(
                lease.merchant(),
                lease.scope(),
                fields(lease),
                cursor.map(ShadowKeeper::place).orElse(Place.BEGIN),
                limit + 1);
        var others = others(lease, leases.open(lease.merchant(), Subject.STOCK_IN));
        var shown = found.stream().limit(limit).toList();
        return new Page<>(
                shown.stream().map(shadow -> drift(shadow, others)).toList(),
                found.size() <= limit
                        ? Optional.empty()
                        : Optional.of(Place.of(shown.getLast())).map(ShadowKeeper::cursor));
    }

    private static Drift drift(Shadow shadow, List<Lease> others) {
        var why = shadow.countedSince() ? Optional.of(Drift.Why.COUNTED_SINCE) : Optional.<Drift.Why>empty();
        return new Drift(
                Optional.empty(),
                Optional.of(shadow.key().node()),
                shadow.key().sku(),
                shadow.field(),
                shadow.toldInWords(),
                shadow.toldAt(),
                shadow.inEffect(),
                shadow.without(),
                isCovered(shadow, others) ? Optional.of(Drift.Why.OTHER_LEASE) : why);
    }

    private static List<Lease> others(Lease lease, List<Lease> open) {
        return open.stream().filter(other -> other.outlasts(lease)).toList();
    }

    private static boolean isCovered(Shadow shadow, List<Lease> others) {
        var target = new LeaseScope.Target(
                Optional.empty(), shadow.key().node(), shadow.key().sku(), shadow.field());
        return others.stream().anyMatch(other -> other.scope().covers(target));
    }

    private static Set<Field> fields(Lease lease) {
        return lease.scope().field().map(Set::of).orElseGet(lease.subject()::fields);
    }

    private static String cursor(Place place) {
        return "%d/%d/%s".formatted(place.sku(), place.node(), place.field());
    }

    private static Place place(String cursor) {
        var parts = cursor.split("/", -1);
        if (parts.length != 3 || !parts[0].matches("[0-9]{1,18}") || !parts[1].matches("[0-9]{1,18}")) {
            throw ProblemException.invalid(
                    "cursor", "invalid_value", "give the nextCursor of the page before as it was");
        }
        return new Place(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Objects.requireNonNull(parts[2]));
    }
}
