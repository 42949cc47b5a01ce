package dev.tributary.inventory;

import dev.tributary.engine.StockRow;
import dev.tributary.inventory.ShadowStore.Place;
import dev.tributary.inventory.ShadowStore.Shadow;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.leases.Drift;
import dev.tributary.leases.Field;
import dev.tributary.leases.Lease;
import dev.tributary.leases.LeaseKeeper;
import dev.tributary.leases.LeaseScope;
import dev.tributary.leases.Leases;
import dev.tributary.leases.Resume;
import dev.tributary.leases.Subject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Overselling by hand: a row's allowance is the highest limit among its leases. When the last ends it goes back to what
 * the ERP says, to nothing where it says nothing; as long as more is promised than is there, only so far as that permits.
 */
@Component
class AllowanceKeeper implements LeaseKeeper {

    private static final Set<Field> ALLOWANCE = Set.of(Field.ALLOWANCE);

    private final ShadowStore shadows;
    private final StockWork work;
    private final Leases leases;
    private final Ledger ledger;

    AllowanceKeeper(ShadowStore shadows, StockWork work, Leases leases, Ledger ledger) {
        this.shadows = shadows;
        this.work = work;
        this.leases = leases;
        this.ledger = ledger;
    }

    @Override
    public Set<Subject> subjects() {
        return Set.of(Subject.OVERSELL);
    }

    /** Never below what is promised: a limit that cannot be kept is refused rather than noted. */
    @Override
    public void changed(Lease lease) {
        var key = key(lease);
        var stock = work.lock(List.of(key), List.of(key));
        var row = stock.row(key);
        shadows.begin(key, row.allowance(), row.version(), ShadowKeeper.cause(lease, "before it"));
        long limit = highest(others(lease), lease.units());
        long least = least(row.onHand(), row.reserved(), row.unitsShort());
        if (limit < least) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "%d units are promised beyond what is there: the limit can be no lower".formatted(least));
        }
        set(stock, key, row, limit, lease);
    }

    /** An allowance that is told behind the row's lock finds the lease there, or its end: never something between. */
    @Override
    public boolean settlesAtOnce() {
        return true;
    }

    @Override
    public Settled settle(Lease lease) {
        var key = key(lease);
        var stock = work.lock(List.of(key), List.of(key));
        var row = stock.row(key);
        var others = others(lease);
        if (!others.isEmpty() && others.stream().noneMatch(other -> other.state() == Lease.State.ACTIVE)) {
            return new Settled(Settled.Progress.DONE, "left to a lease that ended later");
        }
        var shadow = shadow(key);
        long wanted = wanted(lease, others, shadow);
        long least = least(row.onHand(), row.reserved(), row.unitsShort());
        long allowed = Math.max(wanted, least);
        set(stock, key, row, allowed, lease);
        if (allowed > wanted) {
            return new Settled(
                    Settled.Progress.WAITING,
                    "allowance %d, not %d: so many units are promised beyond what is there".formatted(allowed, wanted));
        }
        if (others.isEmpty()) {
            shadows.take(lease.merchant(), shadow.stream().toList());
        }
        return new Settled(Settled.Progress.DONE, "allowance %d".formatted(allowed));
    }

    private void set(StockBatch stock, StockKey key, StockRow row, long allowance, Lease lease) {
        if (row.allowance() != allowance) {
            stock.resume(key, Field.ALLOWANCE, allowance, "lease/" + lease.id());
            work.write(stock);
        }
    }

    @Override
    public Page<Drift> drift(Lease lease, Optional<String> cursor, int limit) {
        var key = key(lease);
        var row = ledger.row(key);
        var shadow = shadow(key);
        if (row.isEmpty() || shadow.isEmpty()) {
            return new Page<>(List.of(), Optional.empty());
        }
        var others = others(lease);
        long wanted = wanted(lease, others, shadow);
        var level = row.get();
        long least = least(level.onHand(), level.reserved(), level.unitsShort());
        var why = others.isEmpty() ? Optional.<Drift.Why>empty() : Optional.of(Drift.Why.OTHER_LEASE);
        return new Page<>(
                List.of(new Drift(
                        Optional.empty(),
                        Optional.of(key.node()),
                        key.sku(),
                        Field.ALLOWANCE,
                        shadow.get().toldInWords(),
                        shadow.get().toldAt(),
                        level.allowance(),
                        Math.max(wanted, least),
                        least > wanted ? Optional.of(Drift.Why.STILL_PROMISED) : why)),
                Optional.empty());
    }

    private static long wanted(Lease lease, List<Lease> others, Optional<Shadow> shadow) {
        if (others.stream().anyMatch(other -> other.state() == Lease.State.ACTIVE)) {
            return highest(others, OptionalLong.empty());
        }
        return lease.resume() == Resume.DISCARD ? 0 : shadow.map(Shadow::told).orElse(0L);
    }

    private static long highest(List<Lease> others, OptionalLong own) {
        long most = others.stream()
                .filter(other -> other.state() == Lease.State.ACTIVE)
                .mapToLong(other -> other.units().orElse(0))
                .max()
                .orElse(0);
        return Math.max(most, own.orElse(0));
    }

    /** Below this, promises would turn out not to be there: only facts may do that. */
    private static long least(long onHand, long reserved, long unitsShort) {
        return Math.max(0, reserved - onHand - unitsShort);
    }

    private Optional<Shadow> shadow(StockKey key) {
        return shadows.page(key.merchant(), LeaseScope.row(key.sku(), key.node()), ALLOWANCE, Place.BEGIN, 1).stream()
                .findFirst();
    }

    /** Those of the same row that go on, or end later. */
    private List<Lease> others(Lease lease) {
        return leases.open(lease.merchant(), Subject.OVERSELL).stream()
                .filter(other -> other.outlasts(lease) && other.scope().equals(lease.scope()))
                .toList();
    }

    private static StockKey key(Lease lease) {
        return new StockKey(
                lease.merchant(),
                lease.scope().sku().orElseThrow(),
                lease.scope().node().orElseThrow());
    }
}
