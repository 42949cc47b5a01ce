package dev.tributary.leases;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tributary.journal.Event;
import dev.tributary.journal.JournalListener;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.SkuId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Every lease that is not over, at most {@value Leases#OPEN_MAX} a merchant and some 400 bytes each. Starts from the table,
 * then follows the journal; the higher version of a lease wins, so it does not matter which of the two told it.
 */
@Component
@Order(JournalListener.MEMORY)
class LeaseMemory implements Suspensions, JournalListener, SmartInitializingSingleton {

    private static final int SLICE = 1_000;
    private static final int OVER_MAX = 10_000;
    private static final Duration OVER_REMEMBERED = Duration.ofMinutes(10);

    private final LeaseStore store;
    private final Clock clock;
    private final ConcurrentHashMap<MerchantId, Held> held = new ConcurrentHashMap<>();
    /** So that what is late does not bring an ended lease back, and what waited for its end learns how it ended. */
    private final Cache<LeaseId, Lease> over = Caffeine.newBuilder()
            .maximumSize(OVER_MAX)
            .expireAfterWrite(OVER_REMEMBERED)
            .build();

    LeaseMemory(LeaseStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Of one merchant; never changed, so that readers need no lock. Leases of a SKU are found by it. */
    private record Held(Map<LeaseId, Lease> all, List<Lease> wide, Map<SkuId, List<Lease>> bySku) {

        static Held of(Map<LeaseId, Lease> all) {
            var wide = new ArrayList<Lease>();
            var bySku = new HashMap<SkuId, List<Lease>>();
            all.values()
                    .forEach(lease -> lease.scope()
                            .sku()
                            .map(sku -> bySku.computeIfAbsent(sku, any -> new ArrayList<>()))
                            .orElse(wide)
                            .add(lease));
            return new Held(Map.copyOf(all), List.copyOf(wide), bySku);
        }

        Stream<Lease> about(SkuId sku) {
            return Stream.concat(wide.stream(), bySku.getOrDefault(sku, List.of()).stream());
        }
    }

    /**
     * Before the intake, the workers and the web server start: what is told first is kept back too. The journal is heard
     * from where it stood before this existed, so no change falls between the table and the journal.
     */
    @Override
    public void afterSingletonsInstantiated() {
        long merchant = 0;
        long id = 0;
        List<Lease> slice;
        do {
            slice = store.open(merchant, id, SLICE);
            slice.forEach(this::take);
            if (!slice.isEmpty()) {
                merchant = slice.getLast().merchant().value();
                id = slice.getLast().id().value();
            }
        } while (slice.size() == SLICE);
    }

    @Override
    public Set<String> types() {
        return Set.of(LeaseNews.CHANGED);
    }

    @Override
    public void accept(List<Event> events) {
        events.forEach(event -> take(LeaseNews.lease(event)));
    }

    /** Allowances suspend nothing, so nobody asks for them here. */
    void take(Lease told) {
        if (told.subject().isAllowance()) {
            return;
        }
        held.compute(told.merchant(), (merchant, known) -> with(known, told));
    }

    private @Nullable Held with(@Nullable Held known, Lease told) {
        var last = over.getIfPresent(told.id());
        var before = known == null ? null : known.all().get(told.id());
        if (last != null || before != null && before.version() >= told.version()) {
            return known;
        }
        var all = new HashMap<LeaseId, Lease>(known == null ? Map.of() : known.all());
        if (told.occupies()) {
            all.put(told.id(), told);
        } else {
            over.put(told.id(), told);
            all.remove(told.id());
        }
        return all.isEmpty() ? null : Held.of(all);
    }

    @Override
    public List<LeaseId> covering(MerchantId merchant, Subject subject, LeaseScope.Target target) {
        var leases = held.get(merchant);
        if (leases == null) {
            return List.of();
        }
        var now = clock.instant();
        return leases.about(target.sku())
                .filter(lease -> lease.subject() == subject
                        && lease.suspends(now)
                        && lease.scope().covers(target))
                .sorted(Lease.PRECEDENCE)
                .map(Lease::id)
                .toList();
    }

    @Override
    public List<LeaseId> held(MerchantId merchant, Collection<LeaseId> leases) {
        return store.hold(merchant, leases, clock.instant());
    }

    @Override
    public Optional<Resume> resume(MerchantId merchant, LeaseId lease) {
        var leases = held.get(merchant);
        var open = leases == null ? null : leases.all().get(lease);
        return Optional.ofNullable(open == null ? over.getIfPresent(lease) : open)
                .map(Lease::resume);
    }
}
